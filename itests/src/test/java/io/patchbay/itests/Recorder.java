package io.patchbay.itests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A server that takes every upgrade, as none should, and records what comes through a proxy then. */
final class Recorder implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 5_000;

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    private final Queue<String> heads = new ConcurrentLinkedQueue<>();
    private final Queue<String> tunnelled = new ConcurrentLinkedQueue<>();

    Recorder() throws IOException {
        Thread thread = new Thread(this::serve, "recorder");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    /** The heads of requests. */
    Queue<String> heads() {
        return heads;
    }

    /** What came after a request was answered 101. */
    Queue<String> tunnelled() {
        return tunnelled;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                client.setSoTimeout(PATIENCE_MILLIS);
                heads.add(until(client.getInputStream(), "\r\n\r\n"));
                client.getOutputStream()
                        .write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                tunnelled.add(until(client.getInputStream(), "\r\n\r\n"));
            } catch (IOException e) {
                // the next one
            }
        }
    }

    private static String until(InputStream in, String end) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int next = in.read();
        while (next >= 0) {
            bytes.write(next);
            if (bytes.toString(StandardCharsets.ISO_8859_1).endsWith(end)) {
                break;
            }
            next = in.read();
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }
}
