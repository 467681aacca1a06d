package io.patchbay.admin;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;

/** A control channel on a real socket, with four commands. */
abstract class ControlChannelFixture {

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    final FakeTrail trail = new FakeTrail();
    final FakePolicy policy = new FakePolicy();
    final FakeCommand read = new FakeCommand("look", false);
    final FakeCommand write = new FakeCommand("change it", true);
    final FakeCommand stop = new FakeCommand("stop", true);
    final FakeCommand status = new FakeCommand("status", false);
    Path data;
    ControlChannel channel;

    @Before
    public void folder() throws IOException {
        data = temporary.newFolder("data").toPath();
        open(true);
    }

    @After
    public void close() throws IOException {
        channel.stop();
    }

    void open(boolean guarded) {
        channel = new ControlChannel(data, List.of(read, write, stop, status));
        if (guarded) {
            channel.bindPolicy(policy);
            channel.bindTrail(trail);
        }
        channel.start();
    }

    static ControlChannel.Config config(String... commands) {
        return new ControlChannel.Config() {
            @Override
            public String[] groupCommands() {
                return commands;
            }

            @Override
            public Class<ControlChannel.Config> annotationType() {
                return ControlChannel.Config.class;
            }
        };
    }

    List<String> say(String line) throws IOException {
        return sayBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    List<String> sayBytes(byte[] bytes) throws IOException {
        return sayTo(data.resolve("admin.sock"), bytes);
    }

    static List<String> sayTo(Path socket, byte[] bytes) throws IOException {
        try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                client.write(buffer);
            }
            return new BufferedReader(Channels.newReader(client, StandardCharsets.UTF_8))
                    .lines()
                    .toList();
        }
    }
}
