package io.patchbay.connectors.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.patchbay.api.Arguments;
import io.patchbay.api.CatalogChanges;
import io.patchbay.api.Content;
import io.patchbay.api.Interest;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolResult;
import io.patchbay.testing.ConnectorHarness;
import io.patchbay.testing.TestingCallContext;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Rule;
import org.junit.Test;

public class FilesConnectorTest {

    @Rule
    public final Place place = new Place();

    @Test
    public void makesAFolderInTheDataFolderThatWelcomes() throws Exception {
        Path data = place.getRoot().toPath().resolve("data");
        FilesConnector connector = new FilesConnector(config("files", "files=files"), data);

        assertThat(call(connector, "read", Map.of("path", "files/welcome.md"))).startsWith("# Welcome");
    }

    @Test
    public void leavesAFolderAloneThatIsThere() throws Exception {
        Path data = place.getRoot().toPath();
        new FilesConnector(config("files", "docs"), data);

        assertThat(Files.list(place.root)).isEmpty();
    }

    @Test
    public void doesNotMakeARootElsewhere() {
        Path missing = place.getRoot().toPath().resolve("missing");
        FilesConnector connector = new FilesConnector(
                config("files", missing.toString()), place.getRoot().toPath());

        assertThat(missing).doesNotExist();
        assertThat(call(connector, "list", Map.of("path", "missing")))
                .startsWith("The folder of the root 'missing' does not exist");
        assertThat(call(connector, "list", Map.of())).isEqualTo("missing/");
    }

    @Test
    public void startsThoughItsFolderCannotBeMade() throws Exception {
        Path data = Files.writeString(place.getRoot().toPath().resolve("data"), "a file");
        FilesConnector connector = new FilesConnector(config("files", "files"), data);

        assertThat(call(connector, "list", Map.of("path", "files")))
                .startsWith("The folder of the root 'files' does not exist");
    }

    @Test
    public void startsWithoutAnyRoot() {
        assertThat(call(new FilesConnector(config("files"), place.getRoot().toPath()), "list", Map.of()))
                .isEqualTo("No root folders are configured. Tell the operator of this server.");
    }

    @Test
    public void takesNewSettingsWhileItRuns() throws Exception {
        place.file("a.txt", "inside");
        FilesConnector connector =
                new FilesConnector(config("files"), place.getRoot().toPath());
        Tool read = tool(connector, "read");
        AtomicInteger told = new AtomicInteger();
        connector.opened(new CatalogChanges() {
            @Override
            public void changed() {
                told.incrementAndGet();
            }

            @Override
            public void resourceUpdated(String uri) {}
        });

        connector.changed(config("papers", "docs=" + place.root));

        assertThat(text(read.call(Arguments.of(Map.of("path", "docs/a.txt")), new TestingCallContext())))
                .isEqualTo("inside");
        assertThat(connector.resourceTemplates().get(0).definition().uriTemplate())
                .isEqualTo("files://papers/{+path}");
        assertThat(told).hasValue(1);
    }

    @Test
    public void refusesSettingsThatMakeNoSense() {
        Path data = place.getRoot().toPath();

        for (String root :
                new String[] {"", ".", "a/..", "../elsewhere", "x=..", "a/b=/tmp", "..=/tmp", "/", "=/tmp", "x="}) {
            assertThatThrownBy(() -> new FilesConnector(config("files", root), data))
                    .as(root)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new FilesConnector(config("files", "a=/x", "a=/y"), data))
                .hasMessage("Two entries in 'roots' have the name a. Give each root a different name.");
        assertThatThrownBy(() -> new FilesConnector(config("a/b", "docs"), data))
                .hasMessage("Invalid 'mcp.namespace': a/b. Use letters, digits, '.' and '-' only.");
    }

    @Test
    public void refusesRootsThatAShellWouldExpand() {
        Path data = place.getRoot().toPath();

        for (String root : new String[] {
            "x=~/x", "~/x", "~", "~ada/x", "$HOME/x", "x=${HOME}", "%USERPROFILE%", "file:///srv/x", "x=File:/srv"
        }) {
            assertThatThrownBy(() -> new FilesConnector(config("files", root), data))
                    .as(root)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("Invalid entry in 'roots': " + root + ". ~, variables and URLs")
                    .hasMessageContaining("Write the whole path");
        }
        assertThat(data.resolve("~")).doesNotExist();
        new FilesConnector(config("files", "x=" + place.root.resolve("~x")), data);
    }

    @Test
    public void hasToolsThatWriteOnlyWhereARootIsWritable() throws Exception {
        FilesConnector connector = new FilesConnector(
                config("files", "docs", "more"), place.getRoot().toPath());
        assertThat(names(connector)).containsExactly("list", "find", "read", "search", "info");

        connector.changed(writable(config("files", "docs", "more"), "more"));
        assertThat(names(connector))
                .containsExactly(
                        "list",
                        "find",
                        "read",
                        "search",
                        "info",
                        "create",
                        "write",
                        "edit",
                        "make_folder",
                        "move",
                        "delete");
        assertThat(call(connector, "create", Map.of("path", "docs/a.txt", "text", "x")))
                .isEqualTo(
                        "The root 'docs' is read-only. Nothing was changed. Use a writable root, or tell the operator of this server.");
        assertThat(call(connector, "create", Map.of("path", "more/a.txt", "text", "x")))
                .startsWith("Created more/a.txt");

        Tool kept = tool(connector, "write");
        connector.changed(config("files", "docs", "more"));
        assertThat(names(connector)).doesNotContain("write");
        assertThat(text(kept.call(Arguments.of(Map.of("path", "more/a.txt", "text", "y")), new TestingCallContext())))
                .contains("read-only");
    }

    @Test
    public void refusesToMakeWritableWhatIsNoRoot() {
        assertThatThrownBy(() -> new FilesConnector(
                        writable(config("files", "docs"), "dosc"),
                        place.getRoot().toPath()))
                .hasMessage("Unknown root in 'writable': dosc. Use a name from 'roots'.");
    }

    @Test
    public void clientsHearOfChangesOnDiskAndOfItsOwn() throws Exception {
        FilesConnector connector = new FilesConnector(
                writable(config("files", "docs"), "docs"), place.getRoot().toPath());
        List<String> heard = new CopyOnWriteArrayList<>();
        connector.opened(new CatalogChanges() {
            @Override
            public void changed() {}

            @Override
            public void resourceUpdated(String uri) {
                heard.add(uri);
            }

            @Override
            public void listingChanged() {
                heard.add("list");
            }
        });
        connector.interest(new Interest(Set.of("files://files/docs/a.txt"), true));

        call(connector, "write", Map.of("path", "docs/a.txt", "text", "x"));
        await().atMost(Duration.ofMinutes(5))
                .until(() -> Set.copyOf(heard).equals(Set.of("files://files/docs/a.txt", "list")));
        heard.clear();
        place.file("a.txt", "theirs");
        await().atMost(Duration.ofMinutes(5)).until(() -> heard.contains("files://files/docs/a.txt"));

        connector.close();
    }

    /** Behind the real protocol: refused as on a fresh server, and on record with its intent when policy allows it. */
    @Test
    public void policyDecidesOverWrites() {
        FilesConnector connector = new FilesConnector(
                writable(config("files", "docs"), "docs"), place.getRoot().toPath());
        try (ConnectorHarness server = ConnectorHarness.inNamespace("files", connector)) {
            assertThat(server.callTool("files_create", Map.of("path", "docs/a.txt", "text", "x"))
                            .code())
                    .contains("operation_not_supported");
            assertThat(place.root.resolve("a.txt")).doesNotExist();
            server.allowingWrites();
            assertThat(server.callTool("files_create", Map.of("path", "docs/a.txt", "text", "x"))
                            .isError())
                    .isFalse();

            assertThat(server.readResource("files://files/docs/a.txt").text()).isEqualTo("x");
            assertThat(server.recorded())
                    .filteredOn(recorded -> recorded.target().equals("tools:files_create"))
                    .extracting(recorded ->
                            recorded.intent() + " " + recorded.outcome().kind())
                    .containsExactly("false DENIED", "true OK");
        }
    }

    private static List<String> names(FilesConnector connector) {
        return connector.tools().stream().map(tool -> tool.definition().name()).toList();
    }

    private static String call(FilesConnector connector, String name, Map<String, ?> arguments) {
        try {
            return text(tool(connector, name).call(Arguments.of(arguments), new TestingCallContext()));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Tool tool(FilesConnector connector, String name) {
        return connector.tools().stream()
                .filter(tool -> tool.definition().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String text(ToolResult result) {
        return result instanceof ToolResult.Failed failed
                ? failed.message()
                : ((Content.Text) ((ToolResult.Complete) result).content().get(0)).text();
    }

    private static FilesConnector.Config config(String namespace, String... roots) {
        return new Given(namespace, roots, new String[0]);
    }

    private static FilesConnector.Config writable(FilesConnector.Config config, String... writable) {
        return new Given(config.mcp_namespace(), config.roots(), writable);
    }

    private record Given(String mcp_namespace, String[] roots, String[] writable) implements FilesConnector.Config {

        @Override
        public int maxFileBytes() {
            return 1_000;
        }

        @Override
        public int maxResults() {
            return 10;
        }

        @Override
        public int maxEntries() {
            return 10;
        }

        @Override
        public int maxWriteBytes() {
            return 1_000;
        }

        @Override
        public int maxDeletions() {
            return 10;
        }

        @Override
        public int maxWatched() {
            return 10;
        }

        @Override
        public boolean hiddenFiles() {
            return false;
        }

        @Override
        public boolean followSymlinks() {
            return false;
        }

        @Override
        public boolean withoutHandles() {
            return false;
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return FilesConnector.Config.class;
        }
    }
}
