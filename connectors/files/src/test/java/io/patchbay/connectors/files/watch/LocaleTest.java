package io.patchbay.connectors.files.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.Arguments;
import io.patchbay.api.CatalogChanges;
import io.patchbay.connectors.files.Place;
import io.patchbay.connectors.files.tool.Desk;
import io.patchbay.connectors.files.tool.ListTool;
import io.patchbay.connectors.files.tree.DiskThreads;
import io.patchbay.connectors.files.tree.FilesLimits;
import io.patchbay.connectors.files.tree.FilesSettings;
import io.patchbay.connectors.files.tree.Tree;
import io.patchbay.testing.TestingCallContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.Rule;
import org.junit.Test;

/** A process whose locale knows no letters beyond ASCII: what it cannot read is said, to agents and to operators. */
public class LocaleTest {

    @Rule
    public final Place place = new Place();

    @Test(timeout = 600_000)
    public void whatCannotBeReadInTheLocaleIsCountedAndAProblem() throws Exception {
        place.file("a.txt", "x");
        place.file("\u00fcbung.txt", "x");
        place.file("\u65e5\u672c/b.txt", "x");

        String said = child("POSIX");
        assertThat(said)
                .contains(
                        "a.txt  1 bytes",
                        "Left out: 2 entries with names that cannot be used in a path",
                        "File names that are not ASCII cannot be read");
        assertThat(child("C.UTF-8")).contains("a.txt  1 bytes", "problems []").doesNotContain("Left out");
    }

    private String child(String locale) throws Exception {
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classes,
                        Child.class.getName(),
                        place.root.toString())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.startsWith("LANG"));
        builder.environment().put("LC_ALL", locale);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    /** The other process. */
    public static final class Child {

        private Child() {}

        public static void main(String[] args) throws Exception {
            Tree tree = new Tree(new FilesSettings(
                    "files", Map.of("docs", Path.of(args[0])), Set.of(), FilesLimits.DEFAULTS, false, false, false));
            System.out.println(Desk.text(
                    ListTool.of(() -> tree).call(Arguments.of(Map.of("depth", 3)), new TestingCallContext())));
            System.out.println(Files.isDirectory(Path.of(args[0])));
            CompletableFuture<List<String>> problems = new CompletableFuture<>();
            DiskThreads disk = new DiskThreads();
            RootCheck check = new RootCheck(
                    disk,
                    new CatalogChanges() {
                        @Override
                        public void changed() {}

                        @Override
                        public void resourceUpdated(String uri) {}

                        @Override
                        public void problems(List<String> now) {
                            problems.complete(now);
                        }
                    },
                    new RootCheck.Roots() {
                        private int looks;

                        @Override
                        public Tree tree() {
                            return tree;
                        }

                        @Override
                        public void createMissingRoots() {
                            // Only what differs is told: after one look without a word nothing is wrong.
                            if (++looks > 1) {
                                problems.complete(List.of());
                            }
                        }
                    });
            check.requestCheck();
            System.out.println("problems " + problems.get());
            check.close();
            disk.close();
        }
    }
}
