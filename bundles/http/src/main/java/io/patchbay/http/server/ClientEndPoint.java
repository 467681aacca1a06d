package io.patchbay.http.server;

import io.patchbay.api.Caller;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.util.thread.Scheduler;

/** One TCP connection, and what is known of its client: where it comes from, and who it is, once it has sent a valid credential. */
public final class ClientEndPoint extends SocketChannelEndPoint {

    private final Connections connections;
    private final long opened = System.nanoTime();
    private final AtomicBoolean counted = new AtomicBoolean();
    private volatile InetAddress source;
    private volatile Optional<Caller> caller = Optional.empty();

    ClientEndPoint(
            SocketChannel channel,
            ManagedSelector selector,
            SelectionKey key,
            Scheduler scheduler,
            Connections connections) {
        super(channel, selector, key, scheduler);
        this.connections = connections;
        this.source = getRemoteSocketAddress() instanceof InetSocketAddress peer
                ? peer.getAddress()
                : InetAddress.getLoopbackAddress();
    }

    /** Returns the connection below whatever stands before it. */
    public static Optional<ClientEndPoint> below(EndPoint endPoint) {
        EndPoint at = endPoint;
        while (at instanceof EndPoint.Wrapper wrapper) {
            at = wrapper.unwrap();
        }
        return at instanceof ClientEndPoint client ? Optional.of(client) : Optional.empty();
    }

    long opened() {
        return opened;
    }

    InetAddress source() {
        return source;
    }

    /** A trusted proxy says for whom it is. */
    public void comesFrom(InetAddress client) {
        source = client;
    }

    /** Who sent the last valid credential on it. */
    public Optional<Caller> caller() {
        return caller;
    }

    void belongsTo(Caller known) {
        caller = Optional.of(known);
    }

    /** Whether no request is being served on it. */
    boolean idle() {
        Connection connection = getConnection() instanceof SslConnection tls
                ? tls.getSslEndPoint().getConnection()
                : getConnection();
        if (connection instanceof HTTP2Connection http2) {
            return http2.getSession().getStreams().isEmpty();
        }
        return connection == null
                || !(connection.getEndPoint() instanceof WatchedEndPoint watched)
                || watched.isBetweenRequests();
    }

    /** Takes it out of the count; true the first time. */
    boolean leave() {
        return counted.compareAndSet(true, false);
    }

    /** Whether it is out of the count. */
    boolean left() {
        return !counted.get();
    }

    @Override
    public void onOpen() {
        super.onOpen();
        counted.set(true);
        connections.opened(this);
    }

    @Override
    public void onClose(Throwable cause) {
        connections.closed(this);
        super.onClose(cause);
    }
}
