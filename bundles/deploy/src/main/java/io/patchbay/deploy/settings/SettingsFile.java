package io.patchbay.deploy.settings;

import io.patchbay.deploy.configadmin.Pid;
import io.patchbay.deploy.configadmin.Placeholders;
import io.patchbay.deploy.configadmin.ResolvedSecrets;
import io.patchbay.support.FailureText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The content of a settings file at the last read. The content may be invalid. The lock of {@link SettingsFolder}
 * guards this class.
 */
final class SettingsFile {

    private final Pid pid;
    private final String name;
    private final byte[] bytes;
    private final Optional<SettingsText.Content> content;
    private final Optional<SettingsException> fault;
    private final boolean hasPlaceholders;
    private ResolvedSecrets judgedSecrets = ResolvedSecrets.NONE;
    private ResolvedSecrets seenSecrets = ResolvedSecrets.NONE;

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
                        read -> read.properties().values().stream().anyMatch(Placeholders::hasPlaceholder))
                .isPresent();
    }

    static SettingsFile of(Pid pid, String name, byte[] bytes, SettingsValidator validator) {
        try {
            SettingsText.Content content = validator.content(bytes);
            SettingsFile file = new SettingsFile(pid, name, bytes, Optional.of(content), Optional.empty());
            file.judgedSecrets = validator.secrets(content);
            file.seenSecrets = file.judgedSecrets;
            return file;
        } catch (SettingsException e) {
            return new SettingsFile(pid, name, bytes, Optional.empty(), Optional.of(e));
        }
    }

    static SettingsFile unreadable(Pid pid, String name, SettingsException why) {
        return new SettingsFile(pid, name, new byte[0], Optional.empty(), Optional.of(why));
    }

    /** Reads a regular file, up to one byte above the limit. Refuses pipes and devices, which never end. */
    static byte[] bytes(Path file) throws SettingsException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new SettingsException("the file cannot be read: it is not a regular file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(SettingsText.MAX_BYTES + 1);
        } catch (IOException e) {
            throw new SettingsException("the file cannot be read: " + FailureText.of(e), e);
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

    /** Returns the content if it can be read and has placeholders. */
    Optional<SettingsText.Content> withPlaceholders() {
        return content.filter(read -> hasPlaceholders);
    }

    /** @throws SettingsException if the file cannot be read */
    SettingsText.Content contentOrThrow() throws SettingsException {
        if (fault.isPresent()) {
            throw fault.get();
        }
        return content.orElseThrow();
    }

    boolean hasSameContent(SettingsFile other) {
        return content.isPresent() && other.content.isPresent() && Arrays.equals(bytes, other.bytes);
    }

    /** Returns true if the secrets have changed since the file was judged, and if two checks have found the same new values. */
    boolean hasNewSecrets(ResolvedSecrets now) {
        boolean twice = seenSecrets.hasSameValues(now);
        seenSecrets = now;
        if (!twice || judgedSecrets.hasSameValues(now)) {
            return false;
        }
        judgedSecrets = now;
        return true;
    }
}
