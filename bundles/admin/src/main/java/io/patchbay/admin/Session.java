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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
        boolean rest = false;
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
            rest = !blank(buffer);
            buffer.clear();
        }
        if (length > LONGEST_LINE) {
            throw new IllegalArgumentException("The line is longer than " + LONGEST_LINE + " bytes.");
        }
        if (!ended) {
            throw new IllegalArgumentException("The line did not end.");
        }
        if (rest || more(buffer)) {
            throw new IllegalArgumentException(
                    "More than one line came. Send one command for each connection. Nothing was run.");
        }
        return requests.read(decode(line.toByteArray()));
    }

    /** Whether something other than blanks has come after the line. */
    private boolean more(ByteBuffer buffer) throws IOException {
        channel.configureBlocking(false);
        int read = channel.read(buffer.clear());
        channel.configureBlocking(true);
        return read > 0 && !blank(buffer.flip());
    }

    private static boolean blank(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            if ((bytes.get() & 0xff) > ' ') {
                return false;
            }
        }
        return true;
    }

    /** Runs it; whatever happens, the last line says so. */
    void answer(Request request) throws IOException {
        Optional<Command> command = commands.apply(request.command());
        if (command.isEmpty()) {
            error("There is no such command. \"help\" lists the commands.");
        } else {
            List<String> unknown = unknown(command.get(), request);
            if (unknown.isEmpty()) {
                run(command.get(), request);
            } else {
                error(sentence(command.get(), unknown));
            }
        }
    }

    private static List<String> unknown(Command command, Request request) {
        Set<String> known =
                command.argumentNames().orElseGet(request.arguments().values()::keySet);
        return request.arguments().values().keySet().stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .toList();
    }

    private static String sentence(Command command, List<String> unknown) {
        Set<String> known = new TreeSet<>(command.argumentNames().orElse(Set.of()));
        return "\"" + command.name() + "\" takes no argument " + String.join(", ", unknown) + ". "
                + (known.isEmpty() ? "It takes none" : "It takes " + String.join(", ", known)) + ". Nothing was run.";
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
            error(failed(e, "The server's log has the details."));
        }
    }

    private void execute(Command command, Request request, String callId) throws Failed {
        try {
            command.run(new Running(request.arguments()));
        } catch (IllegalArgumentException e) {
            throw e;
        } catch (Broken e) {
            throw new Failed("The connection broke.", e);
        } catch (Exception | Error e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            log.error("The command {} failed, call {}", command.name(), callId, e);
            throw new Failed(failed(e, "The server's log has the details, under the call " + callId + "."), e);
        }
    }

    private static String failed(Throwable failure, String details) {
        return "The command failed"
                + Cause.of(failure).map(why -> ": " + why + ". ").orElse(". ") + details;
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
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString();
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
                throw new Broken(e);
            }
        }
    }

    /** The client does not take the answer any more. */
    private static final class Broken extends UncheckedIOException {

        private static final long serialVersionUID = 1L;

        private Broken(IOException cause) {
            super(cause);
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
