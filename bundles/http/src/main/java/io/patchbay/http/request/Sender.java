package io.patchbay.http.request;

import io.patchbay.http.server.ClientEndPoint;
import io.patchbay.http.server.WatchedEndPoint;
import io.patchbay.http.settings.HttpSettings;
import io.patchbay.http.settings.Networks;
import io.patchbay.spi.identity.Presented;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;

/**
 * The sender of one request, with its credential and source address. The source is usually the peer. If the peer is a
 * trusted proxy, the source is the nearest address that does not belong to a trusted proxy. If a proxy is known to be
 * in front of this server, no request counts as local.
 */
public final class Sender implements Presented {

    private static final InetSocketAddress UNKNOWN = new InetSocketAddress("0.0.0.0", 0);

    private final Request request;
    private final Networks proxies;
    private final boolean proxied;
    private InetAddress source;

    public Sender(Request request, HttpSettings settings) {
        this.request = request;
        this.proxies = settings.proxies();
        this.proxied = settings.isProxied();
    }

    /** Returns the TCP connection on which the request arrived. */
    public Optional<ClientEndPoint> client() {
        EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
        return endPoint instanceof WatchedEndPoint watched ? watched.client() : ClientEndPoint.below(endPoint);
    }

    @Override
    public List<String> headers(String name) {
        List<String> values = List.of();
        for (HttpField field : request.getHeaders()) {
            if (field.is(name)) {
                values = with(values, field.getValue());
            }
        }
        return values;
    }

    @Override
    public InetAddress source() {
        if (source == null) {
            InetAddress peer = address(request.getConnectionMetaData().getRemoteSocketAddress());
            source = proxies.all().isEmpty() || !proxies.contains(peer) ? peer : beforeProxies(peer);
        }
        return source;
    }

    @Override
    public boolean loopback() {
        if (proxied
                || !address(request.getConnectionMetaData().getRemoteSocketAddress())
                        .isLoopbackAddress()
                || !address(request.getConnectionMetaData().getLocalSocketAddress())
                        .isLoopbackAddress()) {
            return false;
        }
        for (HttpField field : request.getHeaders()) {
            if (ProxyHeaders.reveals(field.getName())) {
                return false;
            }
        }
        return true;
    }

    @Override
    public List<X509Certificate> certificates() {
        Object session = request.getAttribute(EndPoint.SslSessionData.ATTRIBUTE);
        if (!(session instanceof EndPoint.SslSessionData tls) || tls.peerCertificates() == null) {
            return List.of();
        }
        return List.of(tls.peerCertificates());
    }

    /**
     * Returns the values with one more value. Avoids a copy of the list in the usual case of one value, because the
     * server calls this method for every request.
     */
    private static List<String> with(List<String> values, String value) {
        if (values.isEmpty()) {
            return Collections.singletonList(value);
        }
        List<String> more = new ArrayList<>(values);
        more.add(value);
        return more;
    }

    /**
     * Returns the nearest address that does not belong to a trusted proxy. A proxy writes one of the two headers and
     * may forward the client's version of the other header. If the headers disagree, the client may have forged one of
     * the headers. In this case, the method returns the address of the proxy.
     */
    private InetAddress beforeProxies(InetAddress peer) {
        Hops standard = Hops.forwarded(request.getHeaders());
        Hops usual = Hops.xForwardedFor(request.getHeaders());
        if (standard.isAbsent()) {
            return nearest(usual, peer);
        }
        InetAddress first = nearest(standard, peer);
        return usual.isAbsent() || nearest(usual, peer).equals(first) ? first : peer;
    }

    /**
     * Returns the right-most address that does not belong to a trusted proxy. If the header contains no valid address
     * of this kind, returns the address of the last trusted proxy.
     */
    private InetAddress nearest(Hops hops, InetAddress peer) {
        InetAddress nearest = peer;
        Optional<InetAddress> hop = hops.next();
        while (hop.isPresent()) {
            nearest = hop.get();
            if (!proxies.contains(nearest)) {
                return nearest;
            }
            hop = hops.next();
        }
        return nearest;
    }

    private static InetAddress address(SocketAddress address) {
        return address instanceof InetSocketAddress inet && !inet.isUnresolved()
                ? inet.getAddress()
                : UNKNOWN.getAddress();
    }
}
