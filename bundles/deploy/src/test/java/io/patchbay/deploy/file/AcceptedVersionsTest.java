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

public class AcceptedVersionsTest {

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private Path folder;

    @Before
    public void folder() {
        folder = temporary.getRoot().toPath().resolve("accepted").resolve("config");
    }

    @Test
    public void remembersTheLastGoodVersionOverRestarts() throws IOException {
        AcceptedVersions first = AcceptedVersions.opened(folder, 1);
        first.accept("a", bytes("one"));
        first.accept("a", bytes("two"));
        first.save();

        assertThat(AcceptedVersions.opened(folder, 1).lastGood("a"))
                .hasValueSatisfying(kept -> assertThat(kept).asString().isEqualTo("two"));
    }

    @Test
    public void doesNotKeepUnsavedVersions() throws IOException {
        AcceptedVersions.opened(folder, 1).accept("a", bytes("one"));

        assertThat(AcceptedVersions.opened(folder, 1).lastGood("a")).isEmpty();
    }

    @Test
    public void forgetsRemovedFiles() throws IOException {
        AcceptedVersions accepted = AcceptedVersions.opened(folder, 1);
        accepted.accept("a", bytes("one"));
        accepted.accept("b", bytes("two"));
        accepted.save();

        accepted.keepOnly(Set.of("b"));
        accepted.save();

        assertThat(AcceptedVersions.opened(folder, 1).lastGood("a")).isEmpty();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    public void doesNotReturnDamagedVersions() throws IOException {
        AcceptedVersions accepted = AcceptedVersions.opened(folder, 1);
        accepted.accept("a", bytes("one"));
        accepted.save();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> !path.endsWith("journal")).toList()) {
                Files.writeString(file, "changed");
            }
        }

        assertThat(AcceptedVersions.opened(folder, 1).lastGood("a")).isEmpty();
    }

    @Test
    public void ignoresPathsInTheJournal() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("journal"), "../../secret  a\nnonsense\n\n");

        assertThat(AcceptedVersions.opened(folder, 1).lastGood("a")).isEmpty();
    }

    @Test
    public void isReadableOnlyByItsOwner() throws IOException {
        AcceptedVersions accepted = AcceptedVersions.opened(folder, 1);
        accepted.accept("a", bytes("one"));
        accepted.save();

        assertThat(Files.getPosixFilePermissions(folder)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(Files.getPosixFilePermissions(folder.resolve("journal")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    public void keepsAtMostTheConfiguredVersions() throws IOException {
        AcceptedVersions accepted = AcceptedVersions.opened(folder, 3);
        for (String version : List.of("one", "two", "three", "four", "two")) {
            accepted.accept("a", bytes(version));
            accepted.save();
        }

        AcceptedVersions again = AcceptedVersions.opened(folder, 3);
        assertThat(again.recordOf("a").accepted())
                .containsExactly(
                        AcceptedVersions.digest(bytes("two")),
                        AcceptedVersions.digest(bytes("four")),
                        AcceptedVersions.digest(bytes("three")));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(4);
        }
    }

    @Test
    public void fallsBackPastADamagedVersion() throws IOException {
        AcceptedVersions accepted = AcceptedVersions.opened(folder, 3);
        accepted.accept("a", bytes("one"));
        accepted.accept("a", bytes("two"));
        accepted.save();
        Files.writeString(folder.resolve(AcceptedVersions.digest(bytes("two"))), "changed");

        assertThat(accepted.lastGood("a"))
                .hasValueSatisfying(kept -> assertThat(kept).asString().isEqualTo("one"));
    }

    @Test
    public void remembersOperatorsChangesForAnyFileName() throws IOException {
        String name = "a  b\n\\n\r\u65e5.jar";
        AcceptedVersions accepted = AcceptedVersions.opened(folder, 3);
        accepted.accept(name, bytes("one"));
        accepted.accept(name, bytes("two"));
        accepted.change(
                name,
                kept -> kept.withRollback(
                                AcceptedVersions.digest(bytes("two")), AcceptedVersions.digest(bytes("one")), 3)
                        .withStopped(true));
        accepted.save();

        FileRecord again = AcceptedVersions.opened(folder, 3).recordOf(name);
        assertThat(again).isEqualTo(accepted.recordOf(name));
        assertThat(again.stopped()).isTrue();
        assertThat(again.setAside()).containsExactly(AcceptedVersions.digest(bytes("two")));
        assertThat(again.rollbackTarget(AcceptedVersions.digest(bytes("one")))).isEmpty();
    }

    @Test
    public void startsOnADamagedJournal() throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("journal"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 10, (byte) 0x80});

        assertThat(AcceptedVersions.opened(folder, 3).lastGood("a")).isEmpty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
