package io.patchbay.deploy.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class AcceptedTest {

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private Path folder;

    @Before
    public void folder() {
        folder = temporary.getRoot().toPath().resolve("accepted").resolve("config");
    }

    @Test
    public void remembersTheLastGoodVersionOverRestarts() throws IOException {
        Accepted first = Accepted.opened(folder, 1);
        first.accept("a", bytes("one"));
        first.accept("a", bytes("two"));
        first.save();

        assertThat(Accepted.opened(folder, 1).last("a"))
                .hasValueSatisfying(kept -> assertThat(kept).asString().isEqualTo("two"));
    }

    @Test
    public void knowsNothingOfWhatWasNotSaved() throws IOException {
        Accepted.opened(folder, 1).accept("a", bytes("one"));

        assertThat(Accepted.opened(folder, 1).last("a")).isEmpty();
    }

    @Test
    public void forgetsWhatWasRemovedOnPurpose() throws IOException {
        Accepted accepted = Accepted.opened(folder, 1);
        accepted.accept("a", bytes("one"));
        accepted.accept("b", bytes("two"));
        accepted.save();

        accepted.keepOnly(Set.of("b"));
        accepted.save();

        assertThat(Accepted.opened(folder, 1).last("a")).isEmpty();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    public void givesNothingThatIsNotWhatItWas() throws IOException {
        Accepted accepted = Accepted.opened(folder, 1);
        accepted.accept("a", bytes("one"));
        accepted.save();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> !path.endsWith("journal")).toList()) {
                Files.writeString(file, "changed");
            }
        }

        assertThat(Accepted.opened(folder, 1).last("a")).isEmpty();
    }

    @Test
    public void takesNoPathFromItsJournal() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("journal"), "../../secret  a\nnonsense\n\n");

        assertThat(Accepted.opened(folder, 1).last("a")).isEmpty();
    }

    @Test
    public void letsNobodyElseLookInside() throws IOException {
        Accepted accepted = Accepted.opened(folder, 1);
        accepted.accept("a", bytes("one"));
        accepted.save();

        assertThat(Files.getPosixFilePermissions(folder)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(Files.getPosixFilePermissions(folder.resolve("journal")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    public void keepsSoManyVersionsAndNoMore() throws IOException {
        Accepted accepted = Accepted.opened(folder, 3);
        for (String version : List.of("one", "two", "three", "four", "two")) {
            accepted.accept("a", bytes(version));
            accepted.save();
        }

        Accepted again = Accepted.opened(folder, 3);
        assertThat(again.standing("a").accepted())
                .containsExactly(
                        Accepted.digest(bytes("two")), Accepted.digest(bytes("four")), Accepted.digest(bytes("three")));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(4);
        }
    }

    @Test
    public void fallsBackPastAVersionThatIsNoLongerWhole() throws IOException {
        Accepted accepted = Accepted.opened(folder, 3);
        accepted.accept("a", bytes("one"));
        accepted.accept("a", bytes("two"));
        accepted.save();
        Files.writeString(folder.resolve(Accepted.digest(bytes("two"))), "changed");

        assertThat(accepted.last("a"))
                .hasValueSatisfying(kept -> assertThat(kept).asString().isEqualTo("one"));
    }

    @Test
    public void remembersWhatOperatorsSaidUnderAnyName() throws IOException {
        String name = "a  b\n\\n\r\u65e5.jar";
        Accepted accepted = Accepted.opened(folder, 3);
        accepted.accept(name, bytes("one"));
        accepted.accept(name, bytes("two"));
        accepted.change(
                name,
                standing -> standing.rolledBack(Accepted.digest(bytes("two")), Accepted.digest(bytes("one")), 3)
                        .stopped(true));
        accepted.save();

        Standing again = Accepted.opened(folder, 3).standing(name);
        assertThat(again).isEqualTo(accepted.standing(name));
        assertThat(again.stopped()).isTrue();
        assertThat(again.setAside()).containsExactly(Accepted.digest(bytes("two")));
        assertThat(again.before(Accepted.digest(bytes("one")))).isEmpty();
    }

    @Test
    public void startsOnAJournalThatIsNoText() throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("journal"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 10, (byte) 0x80});

        assertThat(Accepted.opened(folder, 3).last("a")).isEmpty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
