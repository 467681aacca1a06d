package io.patchbay.cli.channel;

import io.patchbay.cli.json.PlainJson;
import io.patchbay.cli.terminal.CommandException;
import io.patchbay.cli.terminal.IoReason;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The control channel of the server that uses one data folder. */
public final class Channel {

    private final Path data;
    private final String command;

    /** @param command the {@code patchbay} command as a user types it, for messages */
    public Channel(Path data, String command) {
        this.data = data;
        this.command = command;
    }

    /**
     * Sends a command to the server, and passes each line of the answer to {@code lines}.
     *
     * @throws CommandException if no server uses the data folder, or if the server refuses the command
     */
    public void call(String command, Map<String, Object> arguments, Consumer<String> lines) {
        Path socket = socket();
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            connect(channel, socket);
            Map<String, Object> request = new LinkedHashMap<>();
            request.put("command", command);
            request.put("arguments", arguments);
            ByteBuffer bytes = ByteBuffer.wrap((PlainJson.write(request) + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            answer(new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8)), lines);
        } catch (IOException e) {
            throw new CommandException(
                    CommandException.FAILED,
                    "The connection to the server broke during the answer (" + e.getMessage()
                            + "). Check the server with: " + this.command + " status");
        }
    }

    /** Returns the status of the server. */
    public Map<String, Object> status() {
        Map<String, Object> status = new LinkedHashMap<>();
        call("status", Map.of(), line -> status.putAll(PlainJson.object(line)));
        return status;
    }

    /** Returns whether a server listens on the channel. */
    public boolean isUp() {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(socket()));
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    private void connect(SocketChannel channel, Path socket) throws IOException {
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (ConnectException e) {
            throw notRunning(socket);
        } catch (SocketException | IllegalArgumentException e) {
            if (Files.notExists(socket)) {
                throw notRunning(socket);
            }
            throw new CommandException(
                    CommandException.FAILED,
                    "The control channel " + socket + " cannot be opened (" + e.getMessage()
                            + "). Only the user who runs the server and root may use the channel. Members of the"
                            + " server's group may use the channel for the commands in groupCommands of io.patchbay.admin.");
        }
    }

    private CommandException notRunning(Path socket) {
        return new CommandException(
                CommandException.NOT_RUNNING,
                "Patchbay is not running with the data folder " + data + " (looked for " + socket
                        + "). Start the server with: "
                        + command
                        + " start. If the server uses another data folder, name that folder with --data or PATCHBAY_DATA.");
    }

    private static void answer(BufferedReader reader, Consumer<String> lines) throws IOException {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            Map<String, Object> object = PlainJson.object(line);
            if (object.get("error") instanceof String error) {
                throw new CommandException(CommandException.FAILED, error);
            }
            if (Boolean.TRUE.equals(object.get("end"))) {
                return;
            }
            lines.accept(line);
        }
        throw new CommandException(CommandException.FAILED, "The server closed the connection before it had answered.");
    }

    /**
     * Returns the path of the server's socket. If this path would be too long for a socket, a file in the data folder
     * contains another path.
     */
    private Path socket() {
        Path forGroup = data.resolveSibling("control").resolve("admin.sock");
        if (!Files.isExecutable(data) && Files.exists(forGroup)) {
            return forGroup;
        }
        Path named = data.resolve("admin.path");
        try {
            if (Files.exists(named)) {
                return Path.of(Files.readString(named).strip());
            }
        } catch (IOException e) {
            throw new CommandException(
                    CommandException.FAILED,
                    "The server was not asked, because " + named + " cannot be read: " + IoReason.of(e)
                            + ". Only the user who runs the server and root may read this file. Run the command as one of them.");
        }
        return data.resolve("admin.sock");
    }
}
