package io.patchbay.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** An HTTP/1.1 client that sends exactly the given bytes. */
public final class RawClient implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 20_000;

    private final Socket socket = new Socket();
    private final InputStream in;
    private boolean insideChunk;

    public RawClient(int port) throws IOException {
        this(port, "127.0.0.1");
    }

    /** @param from a loopback address */
    public RawClient(int port, String from) throws IOException {
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(new InetSocketAddress("127.0.0.1", port), TIMEOUT_MILLIS);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** An answer; its status is 0 if the connection was closed instead. */
    public record Answer(int status, Map<String, String> headers, String body) {
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    public void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** Stops sending; the client can still read. */
    public void finish() throws IOException {
        socket.shutdownOutput();
    }

    /** Reads one whole answer. */
    public Answer read() throws IOException {
        Answer head = readHead();
        if (head.status == 0) {
            return head;
        }
        String body;
        if (head.header("transfer-encoding").equals("chunked")) {
            StringBuilder all = new StringBuilder();
            for (String chunk = readChunk(); !chunk.isEmpty(); chunk = readChunk()) {
                all.append(chunk);
            }
            body = all.toString();
        } else if (head.headers.containsKey("content-length")) {
            body = read(Integer.parseInt(head.header("content-length")));
        } else {
            body = head.status == 204 || head.status < 200 ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        return new Answer(head.status, head.headers, body);
    }

    public Answer readHead() throws IOException {
        String line = line();
        if (line.isEmpty()) {
            return new Answer(0, Map.of(), "");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        return new Answer(Integer.parseInt(line.split(" ")[1]), headers, "");
    }

    /** Reads one chunk of a stream; empty at the end of the stream. Jetty sends the line end of a chunk with the next chunk. */
    public String readChunk() throws IOException {
        if (insideChunk) {
            line();
        }
        insideChunk = true;
        String size = line();
        String chunk = size.isEmpty() ? "" : read(Integer.parseInt(size, 16));
        if (chunk.isEmpty()) {
            insideChunk = false;
            line();
        }
        return chunk;
    }

    /** Waits until the server closes the connection, and returns whether it did. */
    public boolean closed() {
        try {
            return in.read() < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Resets the connection (RST). */
    public void vanish() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String read(int length) throws IOException {
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int b;
        try {
            b = in.read();
        } catch (java.net.SocketException e) {
            return "";
        }
        while (b >= 0 && b != '\n') {
            if (b != '\r') {
                line.write(b);
            }
            b = in.read();
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}
