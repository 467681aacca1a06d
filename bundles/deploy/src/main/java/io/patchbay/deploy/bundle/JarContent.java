package io.patchbay.deploy.bundle;

import static java.util.Objects.requireNonNull;

import io.patchbay.deploy.file.AcceptedVersions;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.osgi.framework.Constants;

/** The content of a connector's jar. */
public record JarContent(byte[] bytes, Build build) {

    /**
     * The manifest header that controls updates. The value {@code stop-first} marks a connector whose old and new
     * version cannot run at the same time.
     */
    static final String UPDATE = "Patchbay-Update";

    private static final long MAX_BYTES =
            Math.min(128L << 20, Runtime.getRuntime().maxMemory() / 6);

    private static final int MAX_MANIFEST_BYTES = 4 << 20;

    /** The number of memory shares that the largest jar needs. */
    public static final int MEMORY_SHARES = 64;

    public JarContent {
        requireNonNull(bytes, "bytes");
        requireNonNull(build, "build");
    }

    /**
     * Returns the number of memory shares that the server needs to read a file, at most {@link #MEMORY_SHARES}. Small
     * connectors need no shares.
     */
    public static int memoryShares(Path file) {
        try {
            return (int) Math.min(MEMORY_SHARES, Files.size(file) * MEMORY_SHARES / MAX_BYTES);
        } catch (IOException | RuntimeException e) {
            return 0; // the later read of the file fails too
        }
    }

    /** Reads a file. @throws DeployException if the file cannot be read, is not a regular file or is too large */
    public static byte[] bytes(Path file) throws DeployException {
        checkRegular(file);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = Files.size(file) > MAX_BYTES ? new byte[0] : in.readNBytes((int) MAX_BYTES + 1);
            if (Files.size(file) > MAX_BYTES || bytes.length > MAX_BYTES) {
                throw new DeployException("the file is larger than " + (MAX_BYTES >> 20)
                        + " MiB, the limit for a connector on this server (128 MiB or a sixth of the heap)");
            }
            return bytes;
        } catch (IOException e) {
            throw DeployException.ofMachine("the file cannot be read", e);
        }
    }

    private static void checkRegular(Path file) throws DeployException {
        try {
            if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
                throw new DeployException("the file is not a regular file");
            }
        } catch (NoSuchFileException e) {
            throw new DeployException(
                    "the file cannot be read: it is a symbolic link to a file that does not exist", e);
        } catch (IOException e) {
            throw DeployException.ofMachine("the file cannot be read", e);
        }
    }

    /**
     * Returns the symbolic name in a file, which need not be a connector. Returns an empty text if the name cannot be
     * read or if the file is a pipe.
     */
    public static String symbolicName(Path file) {
        try {
            checkRegular(file);
            try (ZipInputStream jar = new ZipInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
                ZipEntry entry = jar.getNextEntry();
                if (entry != null && entry.getName().equalsIgnoreCase("META-INF/")) {
                    entry = jar.getNextEntry();
                }
                if (entry == null || !entry.getName().equalsIgnoreCase(JarFile.MANIFEST_NAME)) {
                    return "";
                }
                byte[] manifest = jar.readNBytes(MAX_MANIFEST_BYTES + 1);
                return manifest.length > MAX_MANIFEST_BYTES
                        ? ""
                        : symbolicName(new Manifest(new ByteArrayInputStream(manifest)).getMainAttributes());
            }
        } catch (DeployException | IOException | RuntimeException e) {
            return ""; // reported when the file is processed
        }
    }

    /** @throws DeployException if the bytes are not a bundle that can be deployed */
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
