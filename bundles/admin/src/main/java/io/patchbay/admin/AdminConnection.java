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

/** One connection to the control channel. Reads one command and sends its answer. */
final class AdminConnection {

    private static final int MAX_LINE_BYTES = 1 << 16;
    private static final Logger log = LoggerFactory.getLogger(AdminConnection.class);

    private final SocketChannel channel;
    private final Peer peer;
    private final AdminRequest.RequestReader requests;
    private final Function<String, Optional<Command>> commands;
    private final Governance governance;

    AdminConnection(
            SocketChannel channel,
            Peer peer,
            AdminRequest.RequestReader requests,
            Function<String, Optional<Command>> commands,
            Governance governance) {
        this.channel = channel;
        this.peer = peer;
        this.requests = requests;
        this.commands = commands;
        this.governance = governance;
    }

    /**
     * Reads the command. If the line is too long, still reads the line to its end, because the client would otherwise
     * not receive the answer. The caller limits the time of the call.
     *
     * @throws IllegalArgumentException if the line is not a request; the message is for the client
     */
    AdminRequest read() throws IOException {
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
                if (!ended && ++length <= MAX_LINE_BYTES) {
                    line.write(next);
                }
            }
            rest = !isBlank(buffer);
            buffer.clear();
        }
        if (length > MAX_LINE_BYTES) {
            throw new IllegalArgumentException("The line is longer than " + MAX_LINE_BYTES + " bytes.");
        }
        if (!ended) {
            throw new IllegalArgumentException("The line is incomplete: a line break is missing at its end.");
        }
        if (rest || hasMore(buffer)) {
            throw new IllegalArgumentException(
                    "More than one line was sent. Send one command per connection. Nothing was run.");
        }
        return requests.read(decode(line.toByteArray()));
    }

    /** Returns whether the client has sent anything except white space after the line. */
    private boolean hasMore(ByteBuffer buffer) throws IOException {
        channel.configureBlocking(false);
        int read = channel.read(buffer.clear());
        channel.configureBlocking(true);
        return read > 0 && !isBlank(buffer.flip());
    }

    private static boolean isBlank(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            if ((bytes.get() & 0xff) > ' ') {
                return false;
            }
        }
        return true;
    }

    /** Runs the command. The last line of the answer says whether the command succeeded. */
    void answer(AdminRequest request) throws IOException {
        Optional<Command> command = commands.apply(request.command());
        if (command.isEmpty()) {
            error("There is no such command. \"help\" lists the commands.");
        } else {
            List<String> unknown = unknownArguments(command.get(), request);
            if (unknown.isEmpty()) {
                run(command.get(), request);
            } else {
                error(refusal(command.get(), unknown));
            }
        }
    }

    private static List<String> unknownArguments(Command command, AdminRequest request) {
        Set<String> known =
                command.argumentNames().orElseGet(request.arguments().values()::keySet);
        return request.arguments().values().keySet().stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .toList();
    }

    private static String refusal(Command command, List<String> unknown) {
        Set<String> known = new TreeSet<>(command.argumentNames().orElse(Set.of()));
        return "\"" + command.name() + "\" has no argument " + String.join(", ", unknown) + ". "
                + (known.isEmpty() ? "It has no arguments" : "Its arguments are: " + String.join(", ", known))
                + ". Nothing was run.";
    }

    /** Sends an error as the last line of the answer. */
    void error(String message) throws IOException {
        send(Json.of(Map.of("error", message)));
    }

    private void run(Command command, AdminRequest request) throws IOException {
        try {
            governance.run(peer, command, request, callId -> execute(command, request, callId));
            end();
        } catch (Governance.CommandRefused | IllegalArgumentException e) {
            error(String.valueOf(e.getMessage()));
        } catch (CommandFailed e) {
            error(e.getMessage());
        } catch (Exception e) {
            log.error("The command {} failed", command.name(), e);
            error(failureMessage(e, "The server's log has the details."));
        }
    }

    private void execute(Command command, AdminRequest request, String callId) throws CommandFailed {
        try {
            command.run(new CommandInvocation(request.arguments()));
        } catch (IllegalArgumentException e) {
            throw e;
        } catch (ConnectionBroken e) {
            throw new CommandFailed("The connection broke.", e);
        } catch (Exception | Error e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            log.error("The command {} failed in the call {}", command.name(), callId, e);
            throw new CommandFailed(
                    failureMessage(e, "The server's log has the details, under the call " + callId + "."), e);
        }
    }

    private static String failureMessage(Throwable failure, String details) {
        return "The command failed"
                + Cause.of(failure).map(why -> ": " + why + ". ").orElse(". ") + details;
    }

    private void end() throws IOException {
        send(Json.of(Map.of("end", true)));
    }

    private void send(Json line) throws IOException {
        if (line.text().indexOf('\n') >= 0 || line.text().indexOf('\r') >= 0) {
            throw new IllegalStateException("a line of an answer contains a line break");
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

    /** The invocation that a command gets. */
    private final class CommandInvocation implements Invocation {

        private final Arguments arguments;

        private CommandInvocation(Arguments arguments) {
            this.arguments = arguments;
        }

        @Override
        public Arguments arguments() {
            return arguments;
        }

        @Override
        public void send(Json line) {
            try {
                AdminConnection.this.send(line);
            } catch (IOException e) {
                throw new ConnectionBroken(e);
            }
        }
    }

    /** Thrown to a command if the client no longer accepts the answer. */
    private static final class ConnectionBroken extends UncheckedIOException {

        private static final long serialVersionUID = 1L;

        private ConnectionBroken(IOException cause) {
            super(cause);
        }
    }

    /** Thrown if a command ran and failed. The message is for the operator. */
    private static final class CommandFailed extends Exception {

        private static final long serialVersionUID = 1L;

        private CommandFailed(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
