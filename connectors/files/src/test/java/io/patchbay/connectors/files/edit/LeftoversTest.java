package io.patchbay.connectors.files.edit;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.connectors.files.Place;
import io.patchbay.connectors.files.tool.DeskTest;
import io.patchbay.connectors.files.tree.TemporaryNames;
import io.patchbay.connectors.files.tree.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;

/** What a server that is killed leaves behind is gone after its next start: hidden files, and names that were taken for them. */
public class LeftoversTest {

    @Rule
    public final Place place = new Place();

    @Test
    public void whatAnEarlierRunLeftGoesAtTheStartHoweverYoung() throws Exception {
        TemporaryNames earlier = new TemporaryNames("12345678", "000000000000");
        TemporaryNames now = new TemporaryNames("12345678", "111111111111");
        Path taken = taken(earlier, "deep/er/new.txt");
        Path decomposed = taken(earlier, "u\u0308bung.txt");
        Files.createDirectory(place.root.resolve(earlier.name()));

        sweep(now);

        assertThat(taken).doesNotExist();
        assertThat(decomposed).doesNotExist();
        DeskTest.onlyNames(place.root, "deep");
        DeskTest.onlyNames(place.root.resolve("deep/er"));
    }

    @Test
    public void whatIsNotFromAnEarlierRunStays() throws Exception {
        TemporaryNames earlier = new TemporaryNames("12345678", "000000000000");
        TemporaryNames now = new TemporaryNames("12345678", "111111111111");
        Path own = taken(now, "own.txt");
        Path others = taken(new TemporaryNames("87654321", "000000000000"), "others.txt");
        // Not empty, or another name: nothing that a crash left.
        Path full = place.file("full.txt", "x");
        mark(earlier, "full.txt");
        Path empty = place.file("empty.txt", "");
        mark(earlier, "another.txt");
        Path old = place.file("old.txt", "");
        Files.setLastModifiedTime(old, FileTime.fromMillis(0));
        mark(earlier, "old.txt");

        sweep(now);

        assertThat(List.of(own, others, full, empty, old)).allMatch(Files::exists);
        DeskTest.onlyNames(place.root, names(own, others, full, empty, old));
    }

    @Test
    public void anUnwritableRootIsLeftAlone() throws Exception {
        TemporaryNames earlier = new TemporaryNames("12345678", "000000000000");
        Path other = Files.createFile(place.outside.resolve(earlier.name("x")));

        sweep(new TemporaryNames("12345678", "111111111111"));

        assertThat(other).exists();
    }

    @Test
    public void aServerKnowsItsDataFolderAgain() {
        Path data = place.getRoot().toPath();
        TemporaryNames first = TemporaryNames.of(data);
        TemporaryNames second = TemporaryNames.of(data);

        assertThat(second).isEqualTo(first);
        assertThat(TemporaryNames.isName(first.name())).isTrue();
        assertThat(TemporaryNames.isName(first.name("a.txt"))).isTrue();
        assertThat(first.isLeftover(second.name("a.txt")))
                .as("of the same process, perhaps of another version of the connector")
                .isFalse();
        assertThat(new TemporaryNames(first.owner(), "000000000000").isLeftover(first.name("a.txt")))
                .isTrue();
        assertThat(TemporaryNames.isForTarget(first.name("a.txt"), "a.txt")).isTrue();
        assertThat(TemporaryNames.isForTarget(first.name("a.txt"), "b.txt")).isFalse();
    }

    /** The process ends at each step of a write in turn: what is left is the old, the new, or nothing. */
    @Test
    public void afterAKillAtAnyStepAndAStartNothingHalfIsLeft() throws Exception {
        Map<String, Map<String, ?>> calls = Map.of(
                "create", Map.of("path", "docs/new.txt", "text", "whole"),
                "move", Map.of("from", "docs/old.txt", "to", "docs/new.txt"),
                "write", Map.of("path", "docs/old.txt", "text", "whole"));
        for (Map.Entry<String, Map<String, ?>> call : calls.entrySet()) {
            for (int step = 1; step < 40; step++) {
                place.file("old.txt", "old");
                Files.deleteIfExists(place.root.resolve("new.txt"));
                TemporaryNames killed = new TemporaryNames("12345678", "%012x".formatted(step));
                boolean died = KilledStream.killed(place, killed, step, call.getKey(), call.getValue());

                sweep(new TemporaryNames("12345678", "ffffffffffff"));

                for (Path left : Files.list(place.root).toList()) {
                    assertThat(Files.readString(left))
                            .as("%s at step %s: %s", call.getKey(), step, left)
                            .isIn("old", "whole");
                }
                if (!died) {
                    assertThat(step).isGreaterThan(1);
                    break;
                }
            }
        }
    }

    private void sweep(TemporaryNames now) {
        new Leftovers(now).sweepAll(new Tree(place.writable()));
    }

    /** A crash between taking a name and giving it its content. */
    private Path taken(TemporaryNames run, String path) throws IOException {
        Path file = place.root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(
                file.resolveSibling(run.name(file.getFileName().toString())),
                "content".getBytes(StandardCharsets.UTF_8));
        return Files.createFile(file);
    }

    private void mark(TemporaryNames run, String name) throws IOException {
        Files.createFile(place.root.resolve(run.name(name)));
    }

    /** With what is hidden beside those that stay. */
    private String[] names(Path... shown) throws IOException {
        List<String> names = new ArrayList<>();
        for (Path path : shown) {
            names.add(path.getFileName().toString());
        }
        for (Path path : Files.list(place.root).toList()) {
            String name = path.getFileName().toString();
            if (name.contains("1111-1111-1111") || name.contains("87654321")) {
                names.add(name);
            }
        }
        return names.toArray(String[]::new);
    }
}
