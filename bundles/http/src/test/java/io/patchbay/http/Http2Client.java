package io.patchbay.http;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** An HTTP/2 client without TLS that starts with HTTP/2, which the JDK's client does not support. One request at a time. */
public final class Http2Client implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 20_000;
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RESET = 3;
    private static final int SETTINGS = 4;
    private static final int GO_AWAY = 7;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int ACKNOWLEDGED = 1;

    /** The statuses at 8 to 14 in HPACK's static table. */
    private static final int[] STATUSES = {200, 204, 206, 304, 400, 404, 500};

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private int stream = -1;

    public Http2Client(int port) throws IOException {
        socket.connect(new InetSocketAddress("127.0.0.1", port), TIMEOUT_MILLIS);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        in = new DataInputStream(socket.getInputStream());
        write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        frame(SETTINGS, 0, 0, new byte[0]);
    }

    /** An answer; its status is 0 if the connection ended instead, and -1 if it is not in the static table. */
    public record Answer(int status, String body) {}

    /** Sends a request with the loopback name of the server. */
    public Answer ask(String method, String path, Map<String, String> headers, String body) throws IOException {
        begin(method, path, headers, body);
        return read();
    }

    public void begin(String method, String path, Map<String, String> headers, String body) throws IOException {
        Map<String, String> all = new LinkedHashMap<>(Map.of());
        all.put(":method", method);
        all.put(":scheme", "http");
        all.put(":authority", "localhost:" + socket.getPort());
        all.put(":path", path);
        all.putAll(headers);
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        all.forEach((name, value) -> {
            block.write(0);
            text(block, name);
            text(block, value);
        });
        stream += 2;
        frame(HEADERS, END_HEADERS | (body.isEmpty() ? END_STREAM : 0), stream, block.toByteArray());
        if (!body.isEmpty()) {
            frame(DATA, END_STREAM, stream, body.getBytes(StandardCharsets.UTF_8));
        }
    }

    public Answer read() throws IOException {
        int status = 0;
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            while (true) {
                int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
                int type = in.readUnsignedByte();
                int flags = in.readUnsignedByte();
                int of = in.readInt();
                byte[] payload = in.readNBytes(length);
                if (type == SETTINGS && (flags & ACKNOWLEDGED) == 0) {
                    frame(SETTINGS, ACKNOWLEDGED, 0, new byte[0]);
                } else if (type == GO_AWAY || type == RESET && of == stream) {
                    return new Answer(0, "");
                } else if (of == stream && type == HEADERS && status == 0) {
                    status = status(payload);
                } else if (of == stream && type == DATA) {
                    body.write(payload);
                }
                if (of == stream && (type == HEADERS || type == DATA) && (flags & END_STREAM) != 0) {
                    return new Answer(status, body.toString(StandardCharsets.UTF_8));
                }
            }
        } catch (EOFException | SocketException e) {
            return new Answer(0, "");
        }
    }

    /** Cancels the running request. */
    public void reset() throws IOException {
        frame(RESET, 0, stream, new byte[] {0, 0, 0, 8});
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static int status(byte[] block) {
        for (byte part : block) {
            int first = part & 0xff;
            if (first >= 0x88 && first <= 0x8e) {
                return STATUSES[first - 0x88];
            }
            if ((first & 0xe0) != 0x20 && first != 0xe1 && first != 0x1f) {
                return -1; // not the size of a table
            }
        }
        return -1;
    }

    private static void text(ByteArrayOutputStream block, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length >= 127) {
            throw new IllegalArgumentException("too long for this client: " + text);
        }
        block.write(bytes.length);
        block.writeBytes(bytes);
    }

    private void frame(int type, int flags, int of, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(payload.length >> 16);
        frame.write(payload.length >> 8);
        frame.write(payload.length);
        frame.write(type);
        frame.write(flags);
        for (int shift = 24; shift >= 0; shift -= 8) {
            frame.write(of >> shift);
        }
        frame.writeBytes(payload);
        write(frame.toByteArray());
    }

    private void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }
}
