package io.patchbay.deploy.settings;

import io.patchbay.deploy.configadmin.Pid;
import io.patchbay.deploy.configadmin.Placeholders;
import io.patchbay.deploy.configadmin.ResolvedSecrets;
import io.patchbay.deploy.file.PlainWords;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** A settings file as it was last read, good or not. Guarded by the settings folder. */
final class SettingsFile {

    private final Pid pid;
    private final String name;
    private final byte[] bytes;
    private final Optional<SettingsText.Content> content;
    private final Optional<SettingsException> fault;
    private final boolean hasPlaceholders;
    private ResolvedSecrets judged = ResolvedSecrets.NONE;
    private ResolvedSecrets seen = ResolvedSecrets.NONE;

    private SettingsFile(
            Pid pid,
            String name,
            byte[] bytes,
            Optional<SettingsText.Content> content,
            Optional<SettingsException> fault) {
        this.pid = pid;
        this.name = name;
        this.bytes = bytes;
        this.content = content;
        this.fault = fault;
        this.hasPlaceholders = content.filter(
                        said -> said.properties().values().stream().anyMatch(Placeholders::hasPlaceholder))
                .isPresent();
    }

    static SettingsFile of(Pid pid, String name, byte[] bytes, SettingsValidator reader) {
        try {
            SettingsText.Content content = reader.content(bytes);
            SettingsFile file = new SettingsFile(pid, name, bytes, Optional.of(content), Optional.empty());
            file.judged = reader.secrets(content);
            file.seen = file.judged;
            return file;
        } catch (SettingsException e) {
            return new SettingsFile(pid, name, bytes, Optional.empty(), Optional.of(e));
        }
    }

    static SettingsFile unreadable(Pid pid, String name, SettingsException why) {
        return new SettingsFile(pid, name, new byte[0], Optional.empty(), Optional.of(why));
    }

    /** No pipe and no device, which would be read for ever, and no more than shows that it is too large. */
    static byte[] bytes(Path file) throws SettingsException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new SettingsException("cannot be read: it is no regular file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(SettingsText.LARGEST + 1);
        } catch (IOException e) {
            throw new SettingsException("cannot be read: " + PlainWords.of(e), e);
        }
    }

    Pid pid() {
        return pid;
    }

    String name() {
        return name;
    }

    byte[] bytes() {
        return bytes;
    }

    /** What it says, when it can be read and has placeholders. */
    Optional<SettingsText.Content> withPlaceholders() {
        return content.filter(said -> hasPlaceholders);
    }

    /** @throws SettingsException when it cannot be read, with why */
    SettingsText.Content readable() throws SettingsException {
        if (fault.isPresent()) {
            throw fault.get();
        }
        return content.orElseThrow();
    }

    boolean holdsSame(SettingsFile other) {
        return content.isPresent() && other.content.isPresent() && Arrays.equals(bytes, other.bytes);
    }

    /** Whether its secrets are others than when it was judged, and are so for the second time. */
    boolean settled(ResolvedSecrets now) {
        boolean twice = seen.same(now);
        seen = now;
        if (!twice || judged.same(now)) {
            return false;
        }
        judged = now;
        return true;
    }
}
