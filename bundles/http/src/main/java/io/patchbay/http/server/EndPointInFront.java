package io.patchbay.http.server;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;

/** An end point that delegates every method to another end point, for subclasses that override some methods. */
abstract class EndPointInFront implements EndPoint, EndPoint.Wrapper {

    private final EndPoint raw;

    EndPointInFront(EndPoint raw) {
        this.raw = raw;
    }

    @Override
    public EndPoint unwrap() {
        return raw;
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return raw.getLocalSocketAddress();
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return raw.getRemoteSocketAddress();
    }

    @Override
    public boolean isOpen() {
        return raw.isOpen();
    }

    @Override
    public long getCreatedTimeStamp() {
        return raw.getCreatedTimeStamp();
    }

    @Override
    public void shutdownOutput() {
        raw.shutdownOutput();
    }

    @Override
    public boolean isOutputShutdown() {
        return raw.isOutputShutdown();
    }

    @Override
    public boolean isInputShutdown() {
        return raw.isInputShutdown();
    }

    @Override
    public void close(Throwable cause) {
        raw.close(cause);
    }

    @Override
    public boolean flush(ByteBuffer... buffers) throws IOException {
        return raw.flush(buffers);
    }

    @Override
    public Object getTransport() {
        return raw.getTransport();
    }

    @Override
    public long getIdleTimeout() {
        return raw.getIdleTimeout();
    }

    @Override
    public void setIdleTimeout(long idleTimeout) {
        raw.setIdleTimeout(idleTimeout);
    }

    @Override
    public void write(Callback callback, ByteBuffer... buffers) {
        raw.write(callback, buffers);
    }

    @Override
    public void write(boolean last, ByteBuffer content, Callback callback) {
        raw.write(last, content, callback);
    }

    @Override
    public Callback cancelWrite(Throwable cause) {
        return raw.cancelWrite(cause);
    }

    @Override
    public Connection getConnection() {
        return raw.getConnection();
    }

    @Override
    public void setConnection(Connection connection) {
        raw.setConnection(connection);
    }

    @Override
    public void onOpen() {
        raw.onOpen();
    }

    @Override
    public void onClose(Throwable cause) {
        raw.onClose(cause);
    }

    @Override
    public SslSessionData getSslSessionData() {
        return raw.getSslSessionData();
    }

    @Override
    public boolean isSecure() {
        return raw.isSecure();
    }
}
