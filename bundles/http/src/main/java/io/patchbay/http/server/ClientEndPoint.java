package io.patchbay.http.server;

import io.patchbay.api.Caller;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * One TCP connection with the source address of its client. The connection has a caller after the client has sent a valid
 * credential.
 */
public final class ClientEndPoint extends SocketChannelEndPoint {

    private final Registry registry;
    private final long openedNanos = System.nanoTime();
    private final AtomicBoolean counted = new AtomicBoolean();
    private volatile InetAddress source;
    private volatile Optional<Caller> caller = Optional.empty();

    ClientEndPoint(
            SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler, Registry registry) {
        super(channel, selector, key, scheduler);
        this.registry = registry;
        this.source = getRemoteSocketAddress() instanceof InetSocketAddress peer
                ? peer.getAddress()
                : InetAddress.getLoopbackAddress();
    }

    /** Counts the open connections. */
    interface Registry {

        void opened(ClientEndPoint client);

        void closed(ClientEndPoint client);
    }

    /** Returns the TCP connection below an end point, which may wrap other end points. */
    public static Optional<ClientEndPoint> below(EndPoint endPoint) {
        EndPoint current = endPoint;
        while (current instanceof EndPoint.Wrapper wrapper) {
            current = wrapper.unwrap();
        }
        return current instanceof ClientEndPoint client ? Optional.of(client) : Optional.empty();
    }

    long openedNanos() {
        return openedNanos;
    }

    InetAddress source() {
        return source;
    }

    /** Sets the source that a trusted proxy reported for this connection. */
    public void setSource(InetAddress reported) {
        source = reported;
    }

    /** Returns the caller of the last valid credential on this connection. */
    public Optional<Caller> caller() {
        return caller;
    }

    void setCaller(Caller known) {
        caller = Optional.of(known);
    }

    /** Removes the connection from the count. Returns true for the first call only. */
    boolean uncount() {
        return counted.compareAndSet(true, false);
    }

    boolean isCounted() {
        return counted.get();
    }

    @Override
    public void onOpen() {
        super.onOpen();
        counted.set(true);
        registry.opened(this);
    }

    @Override
    public void onClose(Throwable cause) {
        registry.closed(this);
        super.onClose(cause);
    }
}
