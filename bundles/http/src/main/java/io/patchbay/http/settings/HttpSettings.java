package io.patchbay.http.settings;

import io.patchbay.http.tls.Tls;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * The checked settings of the HTTP server, as one immutable snapshot.
 *
 * @param address the address on which the server listens. If the address changes, the server opens another port. After
 *     all other changes, the connections stay open.
 * @param hostRules the rules for Host and Origin headers
 * @param proxies the proxies whose forwarded addresses are trusted
 * @param httpSse whether the server provides the transport of 2024-11-05
 */
public record HttpSettings(
        Address address,
        Optional<PublicUrl> publicUrl,
        HostRules hostRules,
        Networks proxies,
        ServerLimits limits,
        boolean httpSse) {

    /**
     * The address and the protocols with which the server listens.
     *
     * @param portOfStart whether an option of the start command sets the port and overrides the settings
     */
    public record Address(String host, int port, boolean http2, Optional<Tls> tls, boolean portOfStart) {

        public Address(String host, int port, boolean http2, Optional<Tls> tls) {
            this(host, port, http2, tls, false);
        }
    }

    /** The limits of the server. */
    public record ServerLimits(
            int bodyBytes,
            int headerBytes,
            Duration idle,
            Duration request,
            int connections,
            int streams,
            int streamsPerCaller,
            Duration heartbeat,
            int streamQueueBytes,
            Duration stop) {

        /**
         * Returns the limit on streams. Over HTTP/1.1, each stream uses a connection. Therefore the limit leaves a quarter of all
         * connections free.
         */
        public int streamsWithinConnections() {
            return Math.max(1, Math.min(streams, connections - connections / 4));
        }

        /** Returns the limit on the streams of one caller, which leaves half of all connections to other callers. */
        public int streamsPerCallerWithinConnections() {
            return Math.max(1, Math.min(streamsPerCaller, connections / 2));
        }
    }

    /** Returns these settings with the port from the start command. */
    public HttpSettings withPortOfStart(int port) {
        return new HttpSettings(
                new Address(address.host(), port, address.http2(), address.tls(), true),
                publicUrl,
                hostRules,
                proxies,
                limits,
                httpSse);
    }

    public HttpSettings withHostRules(HostRules changed) {
        return new HttpSettings(address, publicUrl, changed, proxies, limits, httpSse);
    }

    /** Returns whether a proxy is known to be in front of this server. If there is a proxy, no request counts as local. */
    public boolean isProxied() {
        return publicUrl.isPresent() || !proxies.all().isEmpty();
    }

    /** Returns the URL that clients use while the server listens on this port. */
    public String url(int port) {
        if (publicUrl.isPresent()) {
            return publicUrl.get().text();
        }
        String host = address.host().contains(":") ? "[" + address.host().replace("%", "%25") + "]" : address.host();
        boolean isAnyAddress = IpAddresses.address(address.host())
                .filter(InetAddress::isAnyLocalAddress)
                .isPresent();
        return (address.tls().isPresent() ? "https://" : "http://") + (isAnyAddress ? "localhost" : host) + ":" + port;
    }

    /** Returns the prefix that a proxy puts in front of this server's paths, or an empty string if there is no prefix. */
    public String prefix() {
        return publicUrl.map(PublicUrl::prefix).orElse("");
    }
}
