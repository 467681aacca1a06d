package io.patchbay.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.patchbay.api.Arguments;
import io.patchbay.api.Json;
import io.patchbay.spi.admin.Command;
import io.patchbay.spi.admin.Invocation;
import io.patchbay.spi.health.Problem;
import io.patchbay.spi.policy.Decision;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Tests the control channel over a real socket. */
public class ControlChannelTest {

    private static final String USER = System.getProperty("user.name");

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private final FakeTrail trail = new FakeTrail();
    private final FakePolicy policy = new FakePolicy();
    private final FakeCommand read = new FakeCommand("look", false);
    private final FakeCommand write = new FakeCommand("change it", true);
    private final FakeCommand stop = new FakeCommand("stop", true);
    private final FakeCommand status = new FakeCommand("status", false);
    private Path data;
    private ControlChannel channel;

    @Before
    public void folder() throws IOException {
        data = temporary.newFolder("data").toPath();
        open(true);
    }

    @After
    public void close() throws IOException {
        channel.stop();
    }

    @Test
    public void keepsListeningAfterAFailureToAccept() throws IOException {
        Iterator<IOException> failures = List.of(
                        new IOException("Too many open files"),
                        new IOException("Too many open files"),
                        new AsynchronousCloseException())
                .iterator();

        channel.serve(
                () -> {
                    throw failures.next();
                },
                connection -> Optional.empty());

        assertThat(failures).isExhausted();
    }

    @Test
    public void reportsADiskOrAFileAsTheCauseOfAFailure() throws IOException {
        Map<Throwable, String> failures = Map.of(
                new IOException("No space left on device"),
                        "The command failed: No space left on device. The server's log has the details",
                new FileSystemException("/c/x", null, "Read-only file system"),
                        "The command failed: Read-only file system: /c/x. ",
                new AccessDeniedException("/c/x"),
                        "The command failed: permission denied: /c/x. The server's user ("
                                + System.getProperty("user.name") + ") needs the right to use it. The server's log",
                new UncheckedIOException(new IOException("No space left on device")),
                        "The command failed: No space left on device. ",
                new DirectoryIteratorException(new IOException("Input/output error")),
                        "The command failed: Input/output error. ",
                new IllegalStateException("secret words"),
                        "The command failed. The server's log has the details, under the call ");
        for (Map.Entry<Throwable, String> each : failures.entrySet()) {
            write.failure = each.getKey();

            assertThat(say("{\"command\":\"change it\"}"))
                    .singleElement()
                    .asString()
                    .startsWith("{\"error\":\"" + each.getValue())
                    .doesNotContain("Exception");
        }
    }

    @Test
    public void runsACommandAndPutsItOnRecord() throws IOException {
        List<String> answer = say("{\"command\":\"look\",\"arguments\":{\"at\":\"this\",\"often\":3}}");

        assertThat(answer).containsExactly("{\"got\":{\"at\":\"this\",\"often\":3}}", "{\"end\":true}");
        assertThat(trail.notes)
                .containsExactly(
                        "open admin/look local:" + USER, "target admin:look READ_ONLY", "decided Allow", "close OK");
    }

    @Test
    public void makesTheIntentDurableBeforeAWriteRuns() throws IOException {
        say("{\"command\":\"change it\"}");

        assertThat(write.runs).isEqualTo(1);
        assertThat(trail.notes)
                .containsExactly(
                        "open admin/change it local:" + USER,
                        "target admin:change it DESTRUCTIVE",
                        "decided Allow",
                        "intent",
                        "close OK");
    }

    @Test
    public void runsNoWriteWhoseIntentCannotBeKept() throws IOException {
        trail.full = true;

        List<String> answer = say("{\"command\":\"change it\"}");

        assertThat(write.runs).isZero();
        assertThat(answer)
                .singleElement()
                .asString()
                .contains("error")
                .contains("The command was not run: the audit trail does not accept entries");
    }

    @Test
    public void runsNothingThatPolicyDeniesOrDefers() throws IOException {
        policy.answer = () -> new Decision.Deny("no", "Not you.");
        assertThat(say("{\"command\":\"look\"}")).containsExactly("{\"error\":\"Not you.\"}");
        assertThat(say("{\"command\":\"stop\"}")).containsExactly("{\"error\":\"Not you.\"}");
        policy.answer = () -> new Decision.Draft("1", "kept");
        assertThat(say("{\"command\":\"look\"}")).singleElement().asString().contains("error");

        assertThat(read.runs + stop.runs).isZero();
        assertThat(trail.notes).filteredOn(note -> note.equals("close DENIED")).hasSize(3);
    }

    /** Declarative Services binds a service of higher ranking first, then unbinds the old one. */
    @Test
    public void asksThePolicyAndTheTrailOfTheHighestRanking() throws IOException {
        FakePolicy higher = new FakePolicy();
        higher.answer = () -> new Decision.Deny("no", "Not you.");
        FakeTrail higherTrail = new FakeTrail();
        channel.bindPolicy(higher);
        channel.unbindPolicy(policy);
        channel.bindTrail(higherTrail);
        channel.unbindTrail(trail);

        assertThat(say("{\"command\":\"look\"}")).containsExactly("{\"error\":\"Not you.\"}");

        assertThat(higherTrail.notes).contains("close DENIED");
        assertThat(trail.notes).isEmpty();
        channel.unbindPolicy(higher);
        assertThat(say("{\"command\":\"change it\"}"))
                .singleElement()
                .asString()
                .contains("policy or the audit trail");
    }

    @Test
    public void looksAndRepairsWithoutAPolicyThatCanDecide() throws IOException {
        policy.answer = () -> {
            throw new IllegalStateException("broken");
        };

        assertThat(say("{\"command\":\"look\"}")).endsWith("{\"end\":true}");
        assertThat(say("{\"command\":\"stop\"}")).endsWith("{\"end\":true}");
        assertThat(say("{\"command\":\"change it\"}"))
                .singleElement()
                .asString()
                .contains("error")
                .doesNotContain("broken");

        assertThat(write.runs).isZero();
    }

    @Test
    public void withoutGuardsLooksAndRepairsOnly() throws IOException {
        channel.stop();
        open(false);

        assertThat(say("{\"command\":\"look\"}")).endsWith("{\"end\":true}");
        assertThat(say("{\"command\":\"status\"}")).endsWith("{\"end\":true}");
        assertThat(say("{\"command\":\"stop\"}")).endsWith("{\"end\":true}");
        assertThat(say("{\"command\":\"change it\"}"))
                .singleElement()
                .asString()
                .contains("error", "status");
        assertThat(write.runs).isZero();
    }

    @Test
    public void stopsAlthoughTheTrailIsFullAndRecordsThatLater() throws IOException {
        trail.full = true;

        assertThat(say("{\"command\":\"stop\"}")).endsWith("{\"end\":true}");
        assertThat(say("{\"command\":\"look\"}")).endsWith("{\"end\":true}");

        assertThat(stop.runs + read.runs).isEqualTo(2);
        trail.notes.clear();
        trail.full = false;
        await().until(() -> trail.notes.stream()
                        .filter(note -> note.equals("close OK recorded_late"))
                        .count()
                == 2);
        assertThat(trail.notes)
                .containsSubsequence(
                        "open admin/stop local:" + USER, "intent", "open admin/look local:" + USER, "intent");
    }

    @Test
    public void reportsMistakesOfTheOperatorButNoDetailsOfInternalErrors() throws IOException {
        read.failure = new IllegalArgumentException("There is no such key.");
        assertThat(say("{\"command\":\"look\"}")).containsExactly("{\"error\":\"There is no such key.\"}");
        read.failure = new IllegalStateException("secret-in-the-message");
        assertThat(say("{\"command\":\"look\"}"))
                .singleElement()
                .asString()
                .contains("under the call")
                .doesNotContain("secret");
        read.failure = new AssertionError("secret-in-the-message");
        assertThat(say("{\"command\":\"look\"}"))
                .singleElement()
                .asString()
                .contains("under the call")
                .doesNotContain("secret");

        assertThat(trail.notes).contains("close FAILED", "close ERROR");
    }

    @Test
    public void answersEveryInvalidLineWithAnError() throws IOException {
        for (String line : List.of(
                "",
                "hello",
                "[]",
                "{}",
                "{\"command\":1}",
                "{\"command\":\"look\",\"arguments\":[]}",
                "{\"command\":\"look\",\"command\":\"look\"}",
                "{\"command\":\"look\"} x",
                "{\"command\":\"nonsense\"}",
                "[".repeat(5000),
                "\u0000",
                "{\"command\":\"look\",\"arguments\":{\"a\":" + "[".repeat(500))) {
            assertThat(say(line)).as(line).singleElement().asString().startsWith("{\"error\":");
        }
        assertThat(read.runs).isZero();
    }

    @Test
    public void runsNothingOfTwoLines() throws IOException {
        for (String more : List.of("{\"command\":\"look\"}", "{\"command\":\"look\"}\n", "x")) {
            assertThat(say("{\"command\":\"look\"}\n" + more))
                    .singleElement()
                    .asString()
                    .contains("More than one line", "Nothing was run");
        }
        assertThat(read.runs).isZero();
        assertThat(say("{\"command\":\"look\"}\n\n \n")).endsWith("{\"end\":true}");
    }

    @Test
    public void runsNothingWithAnArgumentThatTheCommandDoesNotTake() throws IOException {
        read.arguments = Optional.of(Set.of("at", "often"));

        assertThat(say("{\"command\":\"look\",\"arguments\":{\"att\":1,\"at\":2}}"))
                .containsExactly(
                        "{\"error\":\"\\\"look\\\" has no argument att. Its arguments are: at, often. Nothing was run.\"}");
        assertThat(say("{\"command\":\"look\",\"args\":{}}"))
                .singleElement()
                .asString()
                .contains("no other member");
        assertThat(read.runs).isZero();
        assertThat(trail.notes).isEmpty();
        assertThat(say("{\"command\":\"look\",\"arguments\":{\"at\":2}}")).endsWith("{\"end\":true}");
    }

    @Test
    public void refusesALineThatIsTooLong() throws IOException {
        assertThat(say("x".repeat(70_000))).singleElement().asString().contains("longer");
    }

    @Test
    public void refusesInvalidUtf8() throws IOException {
        assertThat(sayBytes(new byte[] {'{', (byte) 0xC3, '}', '\n'}))
                .singleElement()
                .asString()
                .contains("UTF-8");
    }

    @Test
    public void survivesAnOperatorWhoDisconnects() throws IOException {
        try (SocketChannel hasty = SocketChannel.open(address())) {
            hasty.write(ByteBuffer.wrap("{\"comm".getBytes(StandardCharsets.UTF_8)));
        }

        assertThat(say("{\"command\":\"look\"}")).endsWith("{\"end\":true}");
    }

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
    public void reportsUnknownCommandNamesAndPermitsNothingByThem() throws Exception {
        channel.modified(config("look", "lok", "change", "*", " "));

        assertThat(channel.problems())
                .extracting(Problem::message)
                .satisfiesExactly(
                        message -> assertThat(message)
                                .contains("groupCommands contains \"lok\"", "permits nothing", "Is \"look\" meant?"),
                        message -> assertThat(message).contains("\"change\"", "Is \"change it\" meant?"),
                        message -> assertThat(message)
                                .contains("\"*\"", "The commands are: change it, look, status, stop."),
                        message -> assertThat(message).contains("\"\"", "The commands are: change it"));
        Peer member =
                new Peer("ann", false, GroupCommands.of("*", "change", "lok").scopes());
        Governance guarded = new Governance(Optional.of(policy), Optional.of(trail), new Unrecorded());
        for (FakeCommand command : List.of(read, write, stop)) {
            assertThatThrownBy(() -> guarded.run(
                            member, command, new AdminRequest("x", Arguments.none()), callId -> command.runs++))
                    .isInstanceOf(Governance.CommandRefused.class);
        }
        channel.modified(config("look", "status"));
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
    public void membersOfTheGroupRunTheNamedCommandsOnly() throws Exception {
        Peer member = new Peer("ann", false, Set.of("admin:look", "admin:stop"));
        Governance guarded = new Governance(Optional.of(policy), Optional.of(trail), new Unrecorded());
        AdminRequest request = new AdminRequest("x", Arguments.none());

        guarded.run(member, read, request, callId -> read.runs++);
        assertThatThrownBy(() -> guarded.run(member, write, request, callId -> write.runs++))
                .isInstanceOf(Governance.CommandRefused.class)
                .hasMessageContaining("groupCommands");
        trail.full = true;
        assertThatThrownBy(() -> guarded.run(member, stop, request, callId -> stop.runs++))
                .as("only operators repair")
                .isInstanceOf(Governance.CommandRefused.class);
        assertThatThrownBy(() -> new Governance(Optional.empty(), Optional.of(trail), new Unrecorded())
                        .run(member, read, request, callId -> read.runs++))
                .isInstanceOf(Governance.CommandRefused.class);

        assertThat(read.runs).isEqualTo(1);
        assertThat(write.runs + stop.runs).isZero();
        assertThat(trail.notes).contains("open admin/look local:ann", "open admin/change it local:ann", "close DENIED");
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

    private void open(boolean guarded) {
        channel = new ControlChannel(data, List.of(read, write, stop, status));
        if (guarded) {
            channel.bindPolicy(policy);
            channel.bindTrail(trail);
        }
        channel.start();
    }

    private static ControlChannel.Config config(String... commands) {
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

    private List<String> say(String line) throws IOException {
        return sayBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private List<String> sayBytes(byte[] bytes) throws IOException {
        return sayTo(data.resolve("admin.sock"), bytes);
    }

    private static List<String> sayTo(Path socket, byte[] bytes) throws IOException {
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

    private UnixDomainSocketAddress address() {
        return UnixDomainSocketAddress.of(data.resolve("admin.sock"));
    }

    /** A command that answers with its arguments, or fails. */
    private static final class FakeCommand implements Command {

        private final String name;
        private final boolean writes;
        private volatile int runs;
        private volatile Throwable failure;
        private volatile Optional<Set<String>> arguments = Optional.empty();

        private FakeCommand(String name, boolean writes) {
            this.name = name;
            this.writes = writes;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String summary() {
            return name;
        }

        @Override
        public boolean writes() {
            return writes;
        }

        @Override
        public Optional<Set<String>> argumentNames() {
            return arguments;
        }

        @Override
        public void run(Invocation invocation) throws IOException {
            if (failure instanceof IOException exception) {
                throw exception;
            }
            if (failure instanceof Error error) {
                throw error;
            }
            if (failure instanceof RuntimeException exception) {
                throw exception;
            }
            runs++;
            invocation.send(Json.of(Map.of("got", invocation.arguments().json())));
        }
    }
}
