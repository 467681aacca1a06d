package io.patchbay.protocol.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class SealerTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path file;
    private Sealer sealer;

    @Before
    public void open() {
        file = folder.getRoot().toPath().resolve("keys/seal.json");
        sealer = Sealer.open(file);
    }

    @Test
    public void opensWhatItSealed() {
        String sealed = sealer.seal("cursor", "me", "ä secret".getBytes(UTF_8));

        assertThat(sealer.open("cursor", "me", sealed))
                .hasValueSatisfying(plain -> assertThat(plain).asString(UTF_8).isEqualTo("ä secret"));
        assertThat(sealed).matches("[A-Za-z0-9_-]+");
        assertThat(new String(Base64.getUrlDecoder().decode(sealed), UTF_8)).doesNotContain("secret");
    }

    @Test
    public void opensNothingForAnotherPurposeOrSomebodyElse() {
        String sealed = sealer.seal("ab", "c", new byte[] {1});

        assertThat(sealer.open("ab", "d", sealed)).isEmpty();
        assertThat(sealer.open("x", "c", sealed)).isEmpty();
        assertThat(sealer.open("a", "bc", sealed)).isEmpty();
        assertThat(sealer.open("abc", "", sealed)).isEmpty();
    }

    @Test
    public void opensNothingThatWasTamperedWith() {
        byte[] sealed = Base64.getUrlDecoder().decode(sealer.seal("p", "b", new byte[] {1, 2, 3}));

        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] tampered = sealed.clone();
            tampered[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(sealer.open(
                            "p", "b", Base64.getUrlEncoder().withoutPadding().encodeToString(tampered)))
                    .as("bit %d", bit)
                    .isEmpty();
        }
        for (int length = 0; length < sealed.length; length++) {
            byte[] cut = Arrays.copyOf(sealed, length);
            assertThat(sealer.open(
                            "p", "b", Base64.getUrlEncoder().withoutPadding().encodeToString(cut)))
                    .as("length %d", length)
                    .isEmpty();
        }
    }

    @Test
    public void oneSealHasOneSpelling() {
        String sealed = sealer.seal("p", "b", new byte[] {1, 2});
        String padded =
                Base64.getUrlEncoder().encodeToString(Base64.getUrlDecoder().decode(sealed));
        char last = sealed.charAt(sealed.length() - 1);
        String strayBits = sealed.substring(0, sealed.length() - 1) + (char) (last + 1);

        assertThat(padded).isNotEqualTo(sealed);
        assertThat(sealer.open("p", "b", padded)).isEmpty();
        assertThat(sealer.open("p", "b", strayBits)).isEmpty();
        assertThat(sealer.open("p", "b", sealed + "\n")).isEmpty();
    }

    @Test
    public void garbageOpensNothing() {
        for (String garbage : new String[] {"", " ", "null", "\u0000", "%%%", "ä", "\ud800", "x".repeat(1_000_000)}) {
            assertThat(sealer.open("p", "b", garbage)).isEmpty();
        }
    }

    @Test
    public void sealsTheSameDifferentlyEachTime() {
        Set<String> seals = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            seals.add(sealer.seal("p", "b", new byte[0]));
        }

        assertThat(seals).hasSize(1_000);
    }

    @Test
    public void opensAfterARestart() {
        String sealed = sealer.seal("p", "b", new byte[] {7});

        assertThat(Sealer.open(file).open("p", "b", sealed)).hasValue(new byte[] {7});
    }

    @Test
    public void opensWithOlderKeysAndSealsWithTheNewest() throws IOException {
        String old = sealer.seal("p", "b", new byte[] {7});
        String content = Files.readString(file);
        int end = content.lastIndexOf(']');
        Files.writeString(
                file,
                content.substring(0, end) + ",{\"id\":\"00c0ffee\",\"key\":\""
                        + Base64.getUrlEncoder().encodeToString(new byte[32]) + "\"}]}");

        Sealer rotated = Sealer.open(file);
        String fresh = rotated.seal("p", "b", new byte[] {8});

        assertThat(rotated.open("p", "b", old)).hasValue(new byte[] {7});
        assertThat(rotated.open("p", "b", fresh)).hasValue(new byte[] {8});
        assertThat(sealer.open("p", "b", fresh)).isEmpty();
    }

    @Test
    public void keepsItsKeyFromOthers() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    public void neverReplacesAFileThatIsNoGood() throws IOException {
        String key = Base64.getUrlEncoder().encodeToString("a key that must not be told abcd".getBytes(UTF_8));
        for (String bad : new String[] {
            "",
            "no json " + key,
            "[]",
            "{\"keys\":[]}",
            "{\"keys\":[{\"id\":\"zz\",\"key\":\"" + key + "\"}]}",
            "{\"keys\":[{\"id\":\"00000001\",\"key\":\"" + key + "AAAA\"}]}",
            "{\"keys\":[{\"id\":\"00000001\",\"key\":\"" + key + "!\"}]}",
            "{\"keys\":[{\"id\":\"00000001\",\"key\":\"" + key + "\"},{\"id\":\"00000001\",\"key\":\"" + key + "\"}]}"
        }) {
            Files.writeString(file, bad);

            assertThatThrownBy(() -> Sealer.open(file))
                    .as(bad)
                    .hasMessageContaining("seal.json")
                    .hasStackTraceContaining("seal.json")
                    .satisfies(e -> assertThat(trace(e)).doesNotContain(key));
            assertThat(file).hasContent(bad);
        }
    }

    private static String trace(Throwable e) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }
}
