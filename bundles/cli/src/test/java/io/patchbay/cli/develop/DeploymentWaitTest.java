package io.patchbay.cli.develop;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.cli.channel.Channel;
import io.patchbay.cli.json.PlainJson;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** How {@code patchbay dev} interprets the server's reports on a jar. */
public class DeploymentWaitTest {

    private static final String OTHER = "0123";

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private Path data;
    private Path jar;
    private String digest;
    private ServerSocketChannel server;

    @Before
    public void folder() throws Exception {
        data = temporary.getRoot().toPath();
        jar = Files.writeString(data.resolve("a.jar"), "jar");
        digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(data.resolve("admin.sock")));
    }

    @After
    public void stop() throws IOException {
        server.close();
    }

    @Test
    public void isLiveOnceTheServerHasJudgedTheJarThatServes() throws Exception {
        serve(view("serving", digest, OTHER, List.of("no such rule")), view("serving", digest, digest, List.of()));

        Verdict verdict = new DeploymentWait(new Channel(data, "patchbay"), jar).verdict();

        assertThat(verdict.serves()).isTrue();
        assertThat(verdict.text()).isEqualTo("live: a_tool");
    }

    @Test
    public void reportsTheProblemsOfThisJarAndNotOfTheEarlierOne() throws Exception {
        serve(
                view("serving", OTHER, "4567", List.of("old reason")),
                view("serving", OTHER, digest, List.of("new reason")));

        Verdict verdict = new DeploymentWait(new Channel(data, "patchbay"), jar).verdict();

        assertThat(verdict)
                .isEqualTo(new Verdict(
                        false,
                        "built, but refused. The previous version keeps serving",
                        List.of("new reason"),
                        List.of("a_tool")));
    }

    @Test
    public void reportsAConnectorThatServesInPart() throws Exception {
        serve(view("serving", digest, digest, List.of("the name belongs to b.jar")));

        assertThat(new DeploymentWait(new Channel(data, "patchbay"), jar)
                        .verdict()
                        .text())
                .isEqualTo("built, but the connector serves only in part");
    }

    @Test
    public void reportsARollbackByAnOperator() throws Exception {
        serve(view("serving", OTHER, digest, List.of()));

        assertThat(new DeploymentWait(new Channel(data, "patchbay"), jar)
                        .verdict()
                        .text())
                .contains("an operator rolled back");
    }

    @Test
    public void reportsAStopByAnOperator() throws Exception {
        serve(view("stopped", OTHER, digest, List.of()));

        assertThat(new DeploymentWait(new Channel(data, "patchbay"), jar)
                        .verdict()
                        .text())
                .contains("an operator stopped the connector");
    }

    private static String view(String state, String serves, String judged, List<String> problems) {
        return PlainJson.write(Map.of(
                "connectors",
                List.of(Map.of(
                        "file",
                        "a.jar",
                        "state",
                        state,
                        "digest",
                        serves,
                        "judged",
                        judged,
                        "offers",
                        List.of("a_tool"),
                        "problems",
                        problems,
                        "detail",
                        List.of()))));
    }

    /** Gives these answers in order, and then repeats the last one. The first connection only checks that the server is up. */
    private void serve(String... answers) {
        Thread thread = new Thread(() -> {
            try {
                server.accept().close();
                for (String answer : (Iterable<String>) Stream.concat(
                        Stream.of(answers), Stream.generate(() -> answers[answers.length - 1]))::iterator) {
                    try (SocketChannel caller = server.accept()) {
                        caller.read(ByteBuffer.allocate(1000));
                        caller.write(ByteBuffer.wrap((answer + "\n{\"end\":true}\n").getBytes(StandardCharsets.UTF_8)));
                    }
                }
            } catch (IOException e) {
                // The test is over.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
