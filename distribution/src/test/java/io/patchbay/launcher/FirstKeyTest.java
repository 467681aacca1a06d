package io.patchbay.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class FirstKeyTest {

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    @Test
    public void keepsOnlyTheDigestOfItsSecret() throws Exception {
        String key = made().orElseThrow();

        String id = key.substring(0, key.indexOf(':'));
        String secret = key.substring(key.indexOf(':') + 1);
        Path file = config().resolve("io.patchbay.identity.key~" + id + ".cfg.json");
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        assertThat(Files.readString(file))
                .contains(HexFormat.of().formatHex(digest))
                .doesNotContain(secret);
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(secret).hasSizeGreaterThanOrEqualTo(43);
    }

    @Test
    public void isCreatedOnlyIfNoKeyExists() throws IOException {
        Optional<String> first = made();
        Optional<String> second = made();

        assertThat(first).isPresent();
        assertThat(second).isEmpty();
        try (Stream<Path> files = Files.list(config())) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    public void isShownInAPrivateFileWithoutATerminal() throws IOException {
        Path shown = temporary.newFolder("data").toPath().resolve("first-key.txt");
        Files.createDirectory(temporary.getRoot().toPath().resolve("config"));
        FirstKey key = new FirstKey(temporary.getRoot().toPath().resolve("config"), shown);
        assertThat(key.isMissing()).isTrue();
        key.createIfNone();

        Path file = key.showIn("the key is " + key.text().orElseThrow());
        key.removeIfUnseen();

        assertThat(Files.readString(file)).contains(key.text().orElseThrow());
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(key.shownIn()).contains(file);
        assertThat(key.isMissing()).isFalse();
    }

    @Test
    public void isNotMentionedAfterItIsRevoked() throws IOException {
        Path shown = temporary.getRoot().toPath().resolve("first-key.txt");
        FirstKey key = new FirstKey(config(), shown);
        key.createIfNone();
        String text = key.text().orElseThrow();
        key.showIn("the key is " + text);

        Files.delete(
                config().resolve("io.patchbay.identity.key~" + text.substring(0, text.indexOf(':')) + ".cfg.json"));

        assertThat(key.shownIn()).isEmpty();
        assertThat(new FirstKey(config(), shown).shownIn()).isEmpty();
        Files.writeString(shown, "edited by somebody");
        assertThat(key.shownIn()).contains(shown);
    }

    @Test
    public void isRemovedIfItWasNotShown() throws IOException {
        FirstKey unseen = new FirstKey(config(), temporary.getRoot().toPath().resolve("first-key.txt"));
        unseen.createIfNone();
        unseen.removeIfUnseen();

        FirstKey seen = new FirstKey(config(), temporary.getRoot().toPath().resolve("first-key.txt"));
        seen.createIfNone();
        assertThat(seen.show()).isPresent();
        seen.removeIfUnseen();

        assertThat(made()).isEmpty();
    }

    @Test
    public void tellsEveryClientHowToConnectAndThatTheKeyIsShownOnce() {
        String text = new ClientLines(
                        "http://127.0.0.1:8080/mcp", "key-1:secret%s", Path.of("/opt/a \"b\"/bin/patchbay"))
                .text();

        assertThat(text)
                .contains("shown only once")
                .contains(
                        "claude mcp add --transport http patchbay http://127.0.0.1:8080/mcp --header \"Authorization: Bearer key-1:secret%s\"")
                .contains("mcp.json")
                .contains("claude_desktop_config.json")
                .contains("\"command\": \"/opt/a \\\"b\\\"/bin/patchbay\", \"args\": [\"stdio\"]");
    }

    private Optional<String> made() {
        FirstKey key = new FirstKey(config(), temporary.getRoot().toPath().resolve("first-key.txt"));
        key.createIfNone();
        return key.show();
    }

    private Path config() {
        return temporary.getRoot().toPath();
    }
}
