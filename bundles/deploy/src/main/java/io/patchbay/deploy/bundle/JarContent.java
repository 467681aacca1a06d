package io.patchbay.deploy.bundle;

import static java.util.Objects.requireNonNull;

import io.patchbay.deploy.file.AcceptedVersions;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarInputStream;
import org.osgi.framework.Constants;

/** A connector's jar as it was read. */
public record JarContent(byte[] bytes, Build build) {

    /** The header by which an author says so: {@code stop-first}. */
    static final String UPDATE = "Patchbay-Update";

    private static final long LARGEST =
            Math.min(128L << 20, Runtime.getRuntime().maxMemory() / 6);

    /** What the largest takes of the memory, in parts. */
    public static final int MOST_ROOM = 64;

    public JarContent {
        requireNonNull(bytes, "bytes");
        requireNonNull(build, "build");
    }

    /** How much of the memory a file will take, of at most {@link #MOST_ROOM} parts; most connectors are so small that they take none. */
    public static int room(Path file) {
        try {
            return (int) Math.min(MOST_ROOM, Files.size(file) * MOST_ROOM / LARGEST);
        } catch (IOException e) {
            return 0; // it will not be read either
        }
    }

    /** A file's bytes. @throws DeployException when it cannot be read, or is none to be read */
    public static byte[] bytes(Path file) throws DeployException {
        checkRegular(file);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = Files.size(file) > LARGEST ? new byte[0] : in.readNBytes((int) LARGEST + 1);
            if (Files.size(file) > LARGEST || bytes.length > LARGEST) {
                throw new DeployException("is larger than " + (LARGEST >> 20)
                        + " MiB, which is too large for a connector on this server");
            }
            return bytes;
        } catch (IOException e) {
            throw DeployException.ofMachine("cannot be read", e);
        }
    }

    private static void checkRegular(Path file) throws DeployException {
        try {
            if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
                throw new DeployException("is not a regular file");
            }
        } catch (NoSuchFileException e) {
            throw new DeployException("cannot be read: it is a link to a file that is not there", e);
        } catch (IOException e) {
            throw DeployException.ofMachine("cannot be read", e);
        }
    }

    /** The connector's own name, of a file that may be anything; empty where that cannot be read. */
    public static String symbolicName(Path file) {
        try (JarInputStream jar = new JarInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            return jar.getManifest() == null
                    ? ""
                    : symbolicName(jar.getManifest().getMainAttributes());
        } catch (IOException | RuntimeException e) {
            return ""; // judged when it is taken in
        }
    }

    /** @throws DeployException when it is no bundle that may be deployed */
    public static JarContent of(byte[] bytes) throws DeployException {
        Attributes headers = JarFileCheck.check(bytes).getMainAttributes();
        return new JarContent(
                bytes,
                new Build(
                        AcceptedVersions.digest(bytes),
                        symbolicName(headers),
                        header(headers, Constants.BUNDLE_VERSION, "0.0.0"),
                        "stop-first".equalsIgnoreCase(header(headers, UPDATE, ""))));
    }

    private static String symbolicName(Attributes headers) {
        return header(headers, Constants.BUNDLE_SYMBOLICNAME, "")
                .split(";", 2)[0]
                .strip();
    }

    private static String header(Attributes headers, String name, String otherwise) {
        return Optional.ofNullable(headers.getValue(name)).map(String::strip).orElse(otherwise);
    }
}
