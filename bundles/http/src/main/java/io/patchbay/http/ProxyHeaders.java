package io.patchbay.http;

import java.util.List;

/** The headers by which proxies, load balancers and content networks give themselves away. */
final class ProxyHeaders {

    private static final List<String> PREFIXES = List.of(
            "forwarded", "x-forwarded-", "x-real-ip", "x-client-ip", "x-cluster-client-ip", "x-original-", "x-envoy-", "x-amzn-", "x-azure-",
            "x-appengine-", "x-proxyuser-", "true-client-ip", "cf-", "cdn-loop", "fastly-", "ali-cdn-", "wl-proxy-", "proxy-client-ip");

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
