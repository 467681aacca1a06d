package io.patchbay.http.settings;

import io.patchbay.http.tls.Tls;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of the HTTP server, checked: one immutable snapshot.
 *
 * @param address where it listens; a change opens the port again, any other takes effect without closing a connection
 * @param gate which Host and Origin headers it takes
 * @param proxies whose forwarded addresses it believes
 * @param httpSse whether the transport of 2024-11-05 is served
 */
public record HttpSettings(
        Address address, Optional<PublicUrl> publicUrl, Gate gate, Networks proxies, Limits limits, boolean httpSse) {

    /**
     * Where the server listens, and in what way.
     *
     * @param portOfStart whether the port was given to the command that started the server: then no setting changes it
     */
    public record Address(String host, int port, boolean http2, Optional<Tls> tls, boolean portOfStart) {

        public Address(String host, int port, boolean http2, Optional<Tls> tls) {
            this(host, port, http2, tls, false);
        }
    }

    /** How much the server takes. */
    public record Limits(
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

        /** Over HTTP/1.1 each stream has a connection to itself: some of these are left for everything else. */
        public int streamsWithinConnections() {
            return Math.max(1, Math.min(streams, connections - connections / 4));
        }

        /** One caller leaves connections for the others. */
        public int streamsPerCallerWithinConnections() {
            return Math.max(1, Math.min(streamsPerCaller, connections / 2));
        }
    }

    /** These settings with the port that the server was started with. */
    public HttpSettings withPortOfStart(int port) {
        return new HttpSettings(
                new Address(address.host(), port, address.http2(), address.tls(), true),
                publicUrl,
                gate,
                proxies,
                limits,
                httpSse);
    }

    public HttpSettings withGate(Gate changed) {
        return new HttpSettings(address, publicUrl, changed, proxies, limits, httpSse);
    }

    /** Whether this server is known to be behind a proxy: then no request comes straight from this machine. */
    public boolean proxied() {
        return publicUrl.isPresent() || !proxies.all().isEmpty();
    }

    /** The URL clients use, when the server listens on this port. */
    public String url(int port) {
        if (publicUrl.isPresent()) {
            return publicUrl.get().text();
        }
        String host = address.host().contains(":") ? "[" + address.host().replace("%", "%25") + "]" : address.host();
        boolean every = IpAddresses.address(address.host())
                .filter(InetAddress::isAnyLocalAddress)
                .isPresent();
        return (address.tls().isPresent() ? "https://" : "http://") + (every ? "localhost" : host) + ":" + port;
    }

    /** What stands before the paths of this server as clients see them: nothing, or the path of a proxy. */
    public String prefix() {
        return publicUrl.map(PublicUrl::prefix).orElse("");
    }
}
