package io.patchbay.cli.develop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the OSGi headers and the classes of a jar. */
public final class BundleFile {

    private static final String NAME = "Bundle-SymbolicName";

    private static final Pattern COMPONENT = Pattern.compile("OSGI-INF/[^/]+\\.xml");
    private static final String NAMESPACE = "mcp.namespace";

    private BundleFile() {}

    /** Returns the symbolic name of the bundle. Returns an empty result if the jar is not a bundle. */
    public static Optional<String> nameOf(Path file) {
        try (JarFile jar = new JarFile(file.toFile())) {
            Manifest manifest = jar.getManifest();
            return Optional.ofNullable(manifest)
                    .map(known -> known.getMainAttributes().getValue(NAME))
                    .map(value -> value.replaceFirst(";.*", "").strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Returns the Java packages of the classes in the jar. */
    public static Set<String> packagesOf(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            return jar.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.endsWith(".class") && name.indexOf('/') > 0)
                    .map(name -> name.substring(0, name.lastIndexOf('/')).replace('/', '.'))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Returns whether a component in the jar declares a namespace. */
    public static boolean declaresNamespace(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            for (JarEntry entry : jar.stream()
                    .filter(one -> COMPONENT.matcher(one.getName()).matches())
                    .toList()) {
                if (new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8).contains(NAMESPACE)) {
                    return true;
                }
            }
            return false;
        }
    }
}
