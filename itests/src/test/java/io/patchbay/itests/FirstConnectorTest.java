package io.patchbay.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** From nothing to a tool that changes under its client's eyes: {@code patchbay new connector} and {@code patchbay dev}, with the real Maven. */
public class FirstConnectorTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Rule
    public final Timeout timeout = Timeout.seconds(600);

    private final Jdk jdk = Jdk.all().get(0);
    private Installation installation;
    private Server server;
    private ModernClient client;
    private Path project;

    @Before
    public void start() throws IOException, InterruptedException {
        installation = new Installation("first");
        String key = installation.key("first");
        server = installation.start(jdk);
        client = McpClient.modern(server.endpoint(), key);
        project = installation.root().resolve("my first cönnector");
        assertThat(server.cli("new", "connector", "weather", "--dir", project.toString())
                        .exit())
                .isZero();
    }

    @After
    public void stop() {
        server.close();
    }

    @Test
    public void buildsTestsAndServesAtOnce() throws IOException, InterruptedException {
        Installation.Cli built = server.cli("dev", project.toString(), "--once", "--test");

        assertThat(built.exit()).as(built.out() + built.err()).isZero();
        assertThat(built.out())
                .contains("live: weather_greet")
                .contains("tests run: 4")
                .doesNotContain("Ctrl-C");
        assertThat(project.resolve("target/surefire-reports")).isNotEmptyDirectory();
        assertThat(greeting()).isEqualTo("Hello, Ada!");
    }

    @Test
    public void servesEachSaveAndKeepsServingWhatBuiltLast() throws IOException, InterruptedException {
        Path console = installation.root().resolve("dev.log");
        Process dev = installation
                .process(jdk, "dev", project.toString())
                .redirectErrorStream(true)
                .redirectOutput(console.toFile())
                .start();
        try (Subscription changes = client.changes()) {
            await().atMost(PATIENCE).until(() -> Files.readString(console).contains("live: weather_greet"));

            edit("\"Hello, \"", "\"Good day, \"");
            await().atMost(PATIENCE).until(() -> greeting().equals("Good day, Ada!"));
            edit("return new Greeting", "retrun new Greeting");
            await().atMost(PATIENCE).until(() -> Files.readString(console).contains("build failed"));
            assertThat(Files.readString(console)).contains("WeatherConnector.java:[");
            assertThat(greeting()).isEqualTo("Good day, Ada!");
            edit("retrun new Greeting", "return new Greeting");
            edit("Greets a person.", "Greets everybody.");
            changes.await("notifications/tools/list_changed");
            await().atMost(PATIENCE).until(() -> Files.readString(console).split("live: ", -1).length > 3);

            edit(
                    "return new Greeting",
                    "if (guest.name().equals(\"Nobody\")) throw new IllegalStateException(\"no such guest\"); return new Greeting");
            await().atMost(PATIENCE).until(() -> Files.readString(console).split("live: ", -1).length > 4);
            client.call("weather_greet", Map.of("name", "Nobody"));
            await().atMost(PATIENCE).until(() -> Files.readString(console).contains("no such guest"));
            assertThat(Files.readString(console)).contains("WeatherConnector.greet(WeatherConnector.java:");

            edit("readOnly(\"greet\"", "additive(\"greet\"");
            await().atMost(PATIENCE)
                    .until(() -> Files.readString(console).contains("No rule allows weather_greet to write"));
            assertThat(Files.readString(console))
                    .contains("\"allowWrites\": [\"weather_greet\"]")
                    .contains("--allow-writes");
        } finally {
            dev.destroy();
            assertThat(dev.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        try (Stream<Path> files = Files.list(installation.deploy())) {
            assertThat(files).containsExactly(installation.deploy().resolve("weather.jar"));
        }
    }

    @Test
    public void allowsAWriteWhereTheServerIsOnThisMachineAlone() throws IOException, InterruptedException {
        edit("readOnly(\"greet\"", "destructive(\"greet\"");
        Installation.Cli refused = server.cli("dev", project.toString(), "--once");
        assertThat(refused.out()).contains("No rule allows weather_greet to write");
        assertThat(client.call("weather_greet", Map.of("name", "Ada"))
                        .result()
                        .path("isError")
                        .asBoolean())
                .isTrue();

        Installation.Cli built = server.cli("dev", project.toString(), "--once", "--allow-writes");

        assertThat(built.exit()).as(built.out() + built.err()).isZero();
        await().atMost(PATIENCE).until(() -> greeting().equals("Hello, Ada!"));
    }

    private String greeting() throws IOException, InterruptedException {
        Answer answer = client.call("weather_greet", Map.of("name", "Ada"));
        return answer.result().at("/content/0/text").asText();
    }

    private void edit(String from, String to) throws IOException {
        Path source = project.resolve("src/main/java/org/example/weather/WeatherConnector.java");
        String text = Files.readString(source);
        assertThat(text).contains(from);
        Files.writeString(source, text.replace(from, to));
    }
}
