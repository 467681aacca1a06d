package io.patchbay.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** The socket of the control channel as a file, for its user and for a group. */
public class ControlSocketTest extends ControlChannelFixture {

    @Test
    public void opensTheSocketForItsOwnUserOnly() throws IOException {
        assertThat(Files.getPosixFilePermissions(data.resolve("admin.sock")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(data.resolveSibling("control")).doesNotExist();
    }

    @Test
    public void listensForTheGroupOnlyWhileACommandIsNamed() throws IOException {
        Path socket = data.resolveSibling("control").resolve("admin.sock");

        channel.modified(config("look"));

        assertThat(Files.getPosixFilePermissions(socket)).isEqualTo(PosixFilePermissions.fromString("rw-rw----"));
        assertThat(Files.getPosixFilePermissions(socket.getParent()))
                .isEqualTo(PosixFilePermissions.fromString("rwxr-x---"));
        assertThat(sayTo(socket, "{\"command\":\"look\"}\n".getBytes(StandardCharsets.UTF_8)))
                .endsWith("{\"end\":true}");
        channel.modified(config());
        assertThat(socket).doesNotExist();
        assertThat(channel.problems()).isEmpty();
    }

    @Test
    public void saysWhyTheGroupCannotConnect() throws IOException {
        Files.writeString(data.resolveSibling("control"), "a file");

        channel.modified(config("look"));

        assertThat(channel.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("groupCommands"));
        assertThat(say("{\"command\":\"look\"}")).endsWith("{\"end\":true}");
    }

    @Test
    public void removesTheSocketOfAServerThatWasKilled() throws IOException {
        channel.stop();
        SocketFile.open(data, Map.of());
        Path left = data.resolve("left");
        Files.createLink(left, data.resolve("admin.sock"));
        Files.delete(data.resolve("admin.sock"));

        open(true);

        assertThat(channel.problems()).isEmpty();
        assertThat(say("{\"command\":\"look\"}")).endsWith("{\"end\":true}");
    }

    @Test
    public void doesNotTakeTheSocketOfARunningServer() throws IOException {
        ControlChannel second = new ControlChannel(data, List.of(read));

        assertThat(second.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("another process listens"));
        second.stop();
        assertThat(say("{\"command\":\"look\"}")).endsWith("{\"end\":true}");
    }

    @Test
    public void leavesAFileThatIsNoSocketAlone() throws IOException {
        channel.stop();
        Files.writeString(data.resolve("admin.sock"), "mine");

        open(true);

        assertThat(Files.readString(data.resolve("admin.sock"))).isEqualTo("mine");
        assertThat(channel.problems()).hasSize(1);
    }

    @Test
    public void namesAShorterPlaceWhereTheFolderIsTooDeep() throws IOException {
        Path deep = data.resolve("d".repeat(120));
        Files.createDirectories(deep);
        ControlChannel elsewhere = new ControlChannel(deep, List.of(read));
        elsewhere.bindPolicy(policy);
        elsewhere.bindTrail(trail);
        elsewhere.start();

        Path named = Path.of(Files.readString(deep.resolve("admin.path")).strip());

        assertThat(elsewhere.problems()).isEmpty();
        assertThat(Files.getPosixFilePermissions(named.getParent()))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(sayTo(named, "{\"command\":\"look\"}\n".getBytes(StandardCharsets.UTF_8)))
                .endsWith("{\"end\":true}");
        elsewhere.stop();
        assertThat(deep.resolve("admin.path")).doesNotExist();
        Files.delete(named.getParent());
    }
}
