package io.patchbay.http.request;

import java.util.List;

/** The headers that proxies, load balancers and content delivery networks add to requests. */
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

    /** Returns whether a header of this name shows that a request came through a proxy. */
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
