package io.patchbay.deploy.bundle;

import io.patchbay.support.FailureText;
import io.patchbay.support.SafeText;
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

/** Checks whether a file is a complete jar and a bundle that can be deployed. The check runs before the framework gets the file. */
final class JarFileCheck {

    private static final long MAX_UNPACKED_BYTES = 1L << 30;
    private static final Set<String> REFUSED_HEADERS = Set.of(
            Constants.FRAGMENT_HOST,
            Constants.REQUIRE_BUNDLE,
            Constants.DYNAMICIMPORT_PACKAGE,
            Constants.EXPORT_PACKAGE);

    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:");
    private static final List<String> CONTRACTS = List.of("io/patchbay/api/", "org/osgi/framework/");

    private JarFileCheck() {}

    /**
     * Returns the manifest of a jar.
     *
     * @throws DeployException if the jar cannot be deployed
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
                        "the file is not an OSGi bundle: its manifest needs Bundle-SymbolicName and Bundle-ManifestVersion 2");
            }
            for (String header : REFUSED_HEADERS) {
                if (headers.getValue(header) != null) {
                    throw new DeployException(reasonAgainst(header));
                }
            }
            return manifest;
        } catch (IOException e) {
            throw new DeployException("the file is not a complete jar: " + FailureText.of(e), e);
        }
    }

    private static void readAll(byte[] bytes) throws IOException, DeployException {
        if (bytes.length < 4 || bytes[0] != 'P' || bytes[1] != 'K') {
            throw new DeployException("the file is not a jar");
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
                checkNoContract(entry.getName());
                if (JarFile.MANIFEST_NAME.equalsIgnoreCase(entry.getName())) {
                    if (manifest) {
                        throw new DeployException(
                                "the jar contains two manifests, so it is unclear which manifest applies");
                    }
                    manifest = true;
                }
                if (!names.add(entry.getName())) {
                    throw new DeployException("the jar contains " + SafeText.name(entry.getName())
                            + " twice, so it is unclear which entry applies");
                }
                for (int read = zip.read(buffer); read >= 0; read = zip.read(buffer)) {
                    unpacked += read;
                    if (unpacked > MAX_UNPACKED_BYTES) {
                        throw new DeployException("the jar is larger than 1 GiB when unpacked");
                    }
                }
            }
        }
        if (!any || !hasEndRecord(bytes)) {
            throw new DeployException("the file is not a complete jar: its end is missing. Copy the file again");
        }
    }

    /** Rejects an entry whose name is a path that leads outside of the jar. */
    private static void checkName(String name) throws DeployException {
        if (name.startsWith("/")
                || DRIVE.matcher(name).lookingAt()
                || name.indexOf('\\') >= 0
                || name.indexOf('\0') >= 0
                || List.of(name.split("/")).contains("..")) {
            throw new DeployException("the jar contains an entry with a path outside the jar: " + SafeText.name(name));
        }
    }

    /**
     * Rejects a jar that contains its own copy of the API, because the server would not recognise the services of such
     * a connector.
     */
    private static void checkNoContract(String name) throws DeployException {
        if (name.endsWith(".class") && CONTRACTS.stream().anyMatch(name::startsWith)) {
            throw new DeployException("the jar contains "
                    + name.substring(0, name.lastIndexOf('/')).replace('/', '.')
                    + ", which a connector must import from the server");
        }
    }

    /**
     * Returns whether a jar has its table of contents, which is at the end of the file. A file without a table of
     * contents is incomplete: the file was cut off, or a program still writes the file.
     */
    private static boolean hasEndRecord(byte[] bytes) {
        int minLength = 22;
        for (int i = bytes.length - minLength; i >= Math.max(0, bytes.length - minLength - 0xFFFF); i--) {
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
                        "the file is not an OSGi bundle: META-INF/MANIFEST.MF is missing, or is not the jar's first file");
            }
            return jar.getManifest();
        }
    }

    private static String reasonAgainst(String header) {
        return switch (header) {
            case Constants.FRAGMENT_HOST ->
                "the jar is a fragment (Fragment-Host); only complete bundles can be deployed";
            case Constants.REQUIRE_BUNDLE -> "the jar requires bundles (Require-Bundle); import packages instead";
            case Constants.EXPORT_PACKAGE ->
                "the jar exports packages (Export-Package), which connectors must not export: the next version would run this version's code";
            default -> "the jar has " + header + "; list each imported package in Import-Package instead";
        };
    }
}
