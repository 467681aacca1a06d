package io.patchbay.testing.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.testing.ConnectorHarness;
import io.patchbay.testing.TestingClient;
import io.patchbay.testing.ToolAnswer;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.After;
import org.junit.Test;

/** The guide for connector authors shows code that compiles and does what the guide says. */
public class GuideTest {

    private static final Path PAGE = Path.of("../../docs/write-a-connector.md");
    private static final Path SOURCE = Path.of("src/test/java/io/patchbay/testing/guide/RoomsConnector.java");
    /** A block that follows this mark is a part of {@link RoomsConnector}. */
    private static final Pattern BLOCK =
            Pattern.compile("<!-- RoomsConnector -->\\s+```java\\n(.*?)```", Pattern.DOTALL);

    private final ConnectorHarness server = ConnectorHarness.inNamespace("rooms", new RoomsConnector(config(10)))
            .allowingWrites();

    @After
    public void close() {
        server.close();
    }

    @Test
    public void theGuideShowsTheCodeOfThisConnector() throws IOException {
        String source = withoutIndent(Files.readString(SOURCE));
        List<String> blocks = new ArrayList<>();
        Matcher found = BLOCK.matcher(Files.readString(PAGE));
        while (found.find()) {
            blocks.add(found.group(1));
        }

        assertThat(blocks).hasSizeGreaterThanOrEqualTo(4);
        // "…" in the guide stands for what it leaves out.
        blocks.forEach(block -> Arrays.stream(block.split("…"))
                .forEach(part -> assertThat(source).contains(withoutIndent(part))));
    }

    @Test
    public void aTemplateReadsListsAndCompletes() {
        for (TestingClient client : List.of(server.modern(), server.legacy())) {
            assertThat(client.readResource("rooms://room/garden").text()).contains("12 seats");
            assertThat(client.listResources())
                    .extracting(one -> one.string("uri"))
                    .containsExactly("rooms://room/garden", "rooms://room/library");
            assertThat(client.completeTemplate("rooms://room/{room}", "room", "l"))
                    .containsExactly("library");
        }
    }

    @Test
    public void aPromptCompletesItsArgument() {
        assertThat(server.modern().completePrompt("rooms_invitation", "room", "g"))
                .containsExactly("garden");
        assertThat(server.getPrompt("rooms_invitation", Map.of("room", "garden"))
                        .text())
                .contains("garden");
    }

    @Test
    public void aLongCallIsATaskWhereTheClientKnowsTasks() {
        ToolAnswer answer = server.modern().followingTasks().callTool("rooms_import");

        assertThat(answer.text()).isEqualTo("Imported 2 files.");
        assertThat(server.legacy().callTool("rooms_import").text()).isEqualTo("Imported 2 files.");
    }

    @Test
    public void changedSettingsHoldForTheNextCall() {
        RoomsConnector rooms = new RoomsConnector(config(10));

        rooms.changed(config(20));

        assertThat(rooms.timeout()).hasSeconds(20);
    }

    private static String withoutIndent(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .reduce("", (all, line) -> all + line + "\n")
                .strip();
    }

    private static RoomsConnector.Config config(int timeoutSeconds) {
        return new RoomsConnector.Config() {
            @Override
            public String url() {
                return "http://127.0.0.1:9000";
            }

            @Override
            public int timeoutSeconds() {
                return timeoutSeconds;
            }

            @Override
            public String _password() {
                return "";
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return RoomsConnector.Config.class;
            }
        };
    }
}
