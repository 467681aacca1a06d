package io.patchbay.deploy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Creates valid and invalid jars. */
public final class TestJar {

    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    private TestJar(Map<String, String> headers) {
        this.headers.putAll(headers);
    }

    /** Creates a bundle with these additional headers. */
    public static TestJar with(Map<String, String> headers) {
        TestJar jar = new TestJar(headers);
        jar.headers.putIfAbsent("Bundle-ManifestVersion", "2");
        jar.headers.putIfAbsent("Bundle-SymbolicName", "test.bundle");
        return jar;
    }

    /** Creates a jar with only these headers. */
    public static TestJar plain(Map<String, String> headers) {
        return new TestJar(headers);
    }

    public TestJar add(String name, String text) {
        entries.put(name, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    public TestJar add(Class<?> type) {
        String name = type.getName().replace('.', '/') + ".class";
        try (InputStream code = type.getClassLoader().getResourceAsStream(name)) {
            entries.put(name, code.readAllBytes());
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a DS component of this class, with more content of its description. */
    public TestJar component(Class<?> type, String attributes, String children) {
        String file = "OSGI-INF/" + type.getSimpleName() + ".xml";
        headers.merge("Service-Component", file, (before, more) -> before + "," + more);
        add(
                file,
                "<scr:component xmlns:scr=\"http://www.osgi.org/xmlns/scr/v1.4.0\" name=\"" + type.getName() + "\" "
                        + attributes + ">" + children + "<implementation class=\"" + type.getName()
                        + "\"/></scr:component>");
        return add(type);
    }

    public TestJar without(Class<?> type) {
        entries.remove(type.getName().replace('.', '/') + ".class");
        return this;
    }

    /** Returns the same bytes at any time. */
    public byte[] bytes() {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.forEach((name, value) -> manifest.getMainAttributes().putValue(name, value));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(out)) {
            jar.putNextEntry(entry(JarFile.MANIFEST_NAME));
            manifest.write(jar);
            for (Map.Entry<String, byte[]> each : entries.entrySet()) {
                jar.putNextEntry(entry(each.getKey()));
                jar.write(each.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static JarEntry entry(String name) {
        JarEntry entry = new JarEntry(name);
        entry.setTime(0);
        return entry;
    }
}
