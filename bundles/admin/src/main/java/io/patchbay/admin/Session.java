package io.patchbay.admin;

import io.patchbay.api.Arguments;
import io.patchbay.api.Json;
import io.patchbay.spi.admin.Command;
import io.patchbay.spi.admin.Invocation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection: one command and its answer. */
final class Session {

    private static final int LONGEST_LINE = 1 << 16;
    private static final Logger log = LoggerFactory.getLogger(Session.class);

    private final SocketChannel channel;
    private final Peer peer;
    private final Request.Reader requests;
    private final Function<String, Optional<Command>> commands;
    private final Governance governance;

    Session(
            SocketChannel channel,
            Peer peer,
            Request.Reader requests,
            Function<String, Optional<Command>> commands,
            Governance governance) {
        this.channel = channel;
        this.peer = peer;
        this.requests = requests;
        this.commands = commands;
        this.governance = governance;
    }

    /**
     * Reads the command, to the end of the line also where that is too long: the answer would be lost otherwise. The caller
     * bounds how long it takes.
     */
    Request read() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        boolean ended = false;
        long length = 0;
        while (!ended && channel.read(buffer) >= 0) {
            buffer.flip();
            while (buffer.hasRemaining() && !ended) {
                byte next = buffer.get();
                ended = next == '\n';
                if (!ended && ++length <= LONGEST_LINE) {
                    line.write(next);
                }
            }
            buffer.clear();
        }
        if (length > LONGEST_LINE) {
            throw new IllegalArgumentException("The line is longer than " + LONGEST_LINE + " bytes.");
        }
        if (!ended) {
            throw new IllegalArgumentException("The line did not end.");
        }
        return requests.read(decode(line.toByteArray()));
    }

    /** Runs it; whatever happens, the last line says so. */
    void answer(Request request) throws IOException {
        Optional<Command> command = commands.apply(request.command());
        if (command.isEmpty()) {
            error("There is no such command. \"help\" lists the commands.");
        } else {
            run(command.get(), request);
        }
    }

    void error(String message) throws IOException {
        send(Json.of(Map.of("error", message)));
    }

    private void run(Command command, Request request) throws IOException {
        try {
            governance.run(peer, command, request, callId -> execute(command, request, callId));
            end();
        } catch (Governance.Refused | IllegalArgumentException e) {
            error(String.valueOf(e.getMessage()));
        } catch (Failed e) {
            error(e.getMessage());
        } catch (Exception e) {
            log.error("The command {} failed", command.name(), e);
            error("The command failed; the server's log says why.");
        }
    }

    private void execute(Command command, Request request, String callId) throws Failed {
        try {
            command.run(new Running(request.arguments()));
        } catch (IllegalArgumentException e) {
            throw e;
        } catch (UncheckedIOException e) {
            throw new Failed("The connection broke.", e);
        } catch (Exception | Error e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            log.error("The command {} failed, call {}", command.name(), callId, e);
            throw new Failed("The command failed; the server's log says why, under the call " + callId + ".", e);
        }
    }

    private void end() throws IOException {
        send(Json.of(Map.of("end", true)));
    }

    private void send(Json line) throws IOException {
        if (line.text().indexOf('\n') >= 0 || line.text().indexOf('\r') >= 0) {
            throw new IllegalStateException("a line of an answer holds a line break");
        }
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(line.text() + "\n");
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static String decode(byte[] line) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("The line is not UTF-8.", e);
        }
    }

    /** What a command sees of all this. */
    private final class Running implements Invocation {

        private final Arguments arguments;

        private Running(Arguments arguments) {
            this.arguments = arguments;
        }

        @Override
        public Arguments arguments() {
            return arguments;
        }

        @Override
        public void send(Json line) {
            try {
                Session.this.send(line);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** It ran and broke; the message is for the operator. */
    private static final class Failed extends Exception {

        private static final long serialVersionUID = 1L;

        private Failed(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
