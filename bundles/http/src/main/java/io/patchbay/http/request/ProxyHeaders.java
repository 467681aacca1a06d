package io.patchbay.http.request;

import java.util.List;

/** The headers by which proxies, load balancers and content networks give themselves away. */
final class ProxyHeaders {

    private static final List<String> PREFIXES = List.of(
            "forwarded",
            "x-forwarded",
            "x-real-",
            "x-remote-",
            "x-client-ip",
            "x-cluster-client-ip",
            "x-original-",
            "x-scheme",
            "x-host",
            "x-proxy",
            "x-nginx-",
            "x-haproxy-",
            "x-traefik-",
            "x-varnish",
            "x-envoy-",
            "x-arr-",
            "x-ssl-",
            "front-end-https",
            "proxy-",
            "x-amzn-",
            "x-azure-",
            "x-appengine-",
            "x-cloud-trace-context",
            "x-vercel-",
            "x-nf-",
            "x-akamai-",
            "akamai-",
            "true-client-ip",
            "cf-",
            "cdn-",
            "fastly-",
            "fly-",
            "do-connecting-ip",
            "ali-cdn-",
            "wl-proxy-");

    private ProxyHeaders() {}

    /** Whether a header of this name shows that a request came through somebody else. */
    static boolean reveals(String name) {
        if (name.equalsIgnoreCase("via")) {
            return true;
        }
        for (String prefix : PREFIXES) {
            if (name.regionMatches(true, 0, prefix, 0, prefix.length())) {
                return true;
            }
        }
        return false;
    }
}
