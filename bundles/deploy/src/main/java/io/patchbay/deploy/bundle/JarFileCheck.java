package io.patchbay.deploy.bundle;

import io.patchbay.deploy.file.PlainWords;
import io.patchbay.deploy.file.Printable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.osgi.framework.Constants;

/** Looks at a dropped file before the framework does: is it a whole jar, and a bundle of the kind that may be deployed? */
final class JarFileCheck {

    private static final long LARGEST_UNPACKED = 1L << 30;
    private static final Set<String> REFUSED_HEADERS = Set.of(
            Constants.FRAGMENT_HOST,
            Constants.REQUIRE_BUNDLE,
            Constants.DYNAMICIMPORT_PACKAGE,
            Constants.EXPORT_PACKAGE);

    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:");
    private static final List<String> CONTRACTS = List.of("io/patchbay/api/", "org/osgi/framework/");

    private JarFileCheck() {}

    /**
     * Its manifest.
     *
     * @throws DeployException when it is not fit, with the reason
     */
    public static Manifest check(byte[] bytes) throws DeployException {
        try {
            readAll(bytes);
            Manifest manifest = manifest(bytes);
            Attributes headers = manifest.getMainAttributes();
            if (Objects.toString(headers.getValue(Constants.BUNDLE_SYMBOLICNAME), "")
                            .isBlank()
                    || headers.getValue(Constants.BUNDLE_MANIFESTVERSION) == null) {
                throw new DeployException(
                        "is no OSGi bundle: its manifest has no Bundle-SymbolicName with Bundle-ManifestVersion 2");
            }
            for (String header : REFUSED_HEADERS) {
                if (headers.getValue(header) != null) {
                    throw new DeployException(why(header));
                }
            }
            return manifest;
        } catch (IOException e) {
            throw new DeployException("is no whole jar: " + PlainWords.of(e), e);
        }
    }

    private static void readAll(byte[] bytes) throws IOException, DeployException {
        if (bytes.length < 4 || bytes[0] != 'P' || bytes[1] != 'K') {
            throw new DeployException("is no jar");
        }
        long unpacked = 0;
        boolean any = false;
        Set<String> names = new HashSet<>();
        boolean manifest = false;
        byte[] buffer = new byte[1 << 16];
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                any = true;
                checkName(entry.getName());
                checkCarried(entry.getName());
                if (JarFile.MANIFEST_NAME.equalsIgnoreCase(entry.getName())) {
                    if (manifest) {
                        throw new DeployException("has two manifests: which of them counts is not sure");
                    }
                    manifest = true;
                }
                if (!names.add(entry.getName())) {
                    throw new DeployException(
                            "holds " + Printable.of(entry.getName()) + " twice: which of them counts is not sure");
                }
                for (int read = zip.read(buffer); read >= 0; read = zip.read(buffer)) {
                    unpacked += read;
                    if (unpacked > LARGEST_UNPACKED) {
                        throw new DeployException("is larger than 1 GiB when unpacked");
                    }
                }
            }
        }
        if (!any || !endsWell(bytes)) {
            throw new DeployException("is no whole jar: its end is missing");
        }
    }

    /** Nothing in a jar may be named as if it were outside of it. */
    private static void checkName(String name) throws DeployException {
        if (name.startsWith("/")
                || DRIVE.matcher(name).lookingAt()
                || name.indexOf('\\') >= 0
                || name.indexOf('\0') >= 0
                || List.of(name.split("/")).contains("..")) {
            throw new DeployException("holds an entry whose name leads out of the jar: " + Printable.of(name));
        }
    }

    /** With a contract of its own a connector would offer what nobody here knows. */
    private static void checkCarried(String name) throws DeployException {
        if (name.endsWith(".class") && CONTRACTS.stream().anyMatch(name::startsWith)) {
            throw new DeployException(
                    "carries " + name.substring(0, name.lastIndexOf('/')).replace('/', '.')
                            + " in itself: a connector imports that from the server");
        }
    }

    /** A jar's table of contents comes last; without it the file was cut, or is still being written. */
    private static boolean endsWell(byte[] bytes) {
        int shortest = 22;
        for (int i = bytes.length - shortest; i >= Math.max(0, bytes.length - shortest - 0xFFFF); i--) {
            if (bytes[i] == 'P' && bytes[i + 1] == 'K' && bytes[i + 2] == 5 && bytes[i + 3] == 6) {
                return true;
            }
        }
        return false;
    }

    private static Manifest manifest(byte[] bytes) throws IOException, DeployException {
        try (JarInputStream jar = new JarInputStream(new ByteArrayInputStream(bytes))) {
            if (jar.getManifest() == null) {
                throw new DeployException(
                        "is no OSGi bundle: META-INF/MANIFEST.MF is missing, or is not the jar's first file");
            }
            return jar.getManifest();
        }
    }

    private static String why(String header) {
        return switch (header) {
            case Constants.FRAGMENT_HOST -> "is a fragment (Fragment-Host): only whole bundles are deployed";
            case Constants.REQUIRE_BUNDLE -> "requires bundles (Require-Bundle): import packages instead";
            case Constants.EXPORT_PACKAGE ->
                "exports packages (Export-Package): a connector exports nothing, or its next version would run this one's code";
            default -> "has " + header + ": name what it imports";
        };
    }
}
