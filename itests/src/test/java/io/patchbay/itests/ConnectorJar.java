package io.patchbay.itests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * Compiles connectors of one tool, {@code <namespace>_tag}, which answers the tag of its version after as many milliseconds as its
 * argument {@code millis} says. What is added to its constructor makes it one that fails.
 */
final class ConnectorJar {

    private static final Path BUNDLES = Path.of(System.getProperty("patchbay.bundles"));
    private static final String MAIN = "made/Tag.class";
    private static final String LATER = "made/Tag$Later.class";
    private static final int CLASS_FILE_VERSION = 7;
    private static final int CLASS_FILE_OF_JAVA_0 = 44;

    private final String name;
    private final Map<String, String> headers = new LinkedHashMap<>();
    /** Compiled once, whatever tags and headers they are packed with. */
    private final Map<String, byte[]> classes = new LinkedHashMap<>();
    /** In place of what is compiled. */
    private final Map<String, byte[]> replaced = new LinkedHashMap<>();

    private String namespace;
    private String reference = "";
    private String tag = "1";
    private String constructor = "";
    private String deactivation = "";
    private String component = "";
    private String effect = "readOnly";

    /** @param name its symbolic name and the namespace of its tool */
    ConnectorJar(String name) {
        this.name = name;
        this.namespace = name;
        header("Bundle-ManifestVersion", "2");
        header("Bundle-SymbolicName", name);
        header("Import-Package", "io.patchbay.api;version=\"[1,2)\"");
        header("Service-Component", "OSGI-INF/tag.xml");
    }

    /** Its tool says that it writes. */
    ConnectorJar writing() {
        effect = "additive";
        return this;
    }

    /** What the tool answers, and the third part of the bundle's version. */
    ConnectorJar tag(String text) {
        this.tag = text;
        return this;
    }

    /** Another namespace than its name. */
    ConnectorJar namespace(String text) {
        this.namespace = text;
        return this;
    }

    /** A service without which it does not work. */
    ConnectorJar needing(String service) {
        this.reference = "<reference name=\"needed\" interface=\"" + service + "\"/>";
        return this;
    }

    /** A manifest header. */
    ConnectorJar header(String header, String value) {
        headers.put(header, value);
        return this;
    }

    /** Statements run when the component is made. */
    ConnectorJar constructing(String statements) {
        this.constructor = statements;
        classes.clear();
        return this;
    }

    /** Statements run when the component is given up. */
    ConnectorJar deactivating(String statements) {
        this.deactivation = statements;
        classes.clear();
        return this;
    }

    /** Attributes of the component's description. */
    ConnectorJar component(String attributes) {
        this.component = attributes;
        return this;
    }

    /** Its code as the compiler of another Java marks it. */
    ConnectorJar compiledFor(int java) throws IOException {
        byte[] code = bytesOf(MAIN).clone();
        code[CLASS_FILE_VERSION] = (byte) (java + CLASS_FILE_OF_JAVA_0);
        return with(MAIN, code);
    }

    /** An entry of its own, or in place of another; without bytes it is left out. */
    ConnectorJar with(String entry, byte... bytes) {
        replaced.put(entry, bytes);
        return this;
    }

    byte[] bytes() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("OSGI-INF/tag.xml", description().getBytes(StandardCharsets.UTF_8));
        entries.put("made/tag.txt", tag.getBytes(StandardCharsets.UTF_8));
        for (String type : List.of(MAIN, LATER)) {
            entries.put(type, bytesOf(type));
        }
        entries.putAll(replaced);
        entries.values().removeIf(bytes -> bytes.length == 0);
        return jar(entries);
    }

    /** Puts it there as a whole. */
    void into(Path folder, String file) throws IOException {
        place(bytes(), folder, file);
    }

    /** Puts bytes there as a whole. */
    static void place(byte[] bytes, Path folder, String file) throws IOException {
        Path part = Files.write(folder.resolve("." + file + ".part"), bytes);
        Files.move(part, folder.resolve(file), StandardCopyOption.ATOMIC_MOVE);
    }

    private byte[] bytesOf(String type) throws IOException {
        if (classes.isEmpty()) {
            classes.putAll(compiled());
        }
        return classes.get(type);
    }

    private Map<String, byte[]> compiled() throws IOException {
        Path work = Files.createTempDirectory(Files.createDirectories(Machine.here("target/jars")), name);
        Path source = Files.writeString(work.resolve("Tag.java"), source());
        List<String> options = new ArrayList<>(
                List.of("--release", "17", "-proc:none", "-cp", api().toString(), "-d", work.toString()));
        options.add(source.toString());
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        if (compiler.run(null, printed, printed, options.toArray(String[]::new)) != 0) {
            throw new AssertionError(printed.toString(StandardCharsets.UTF_8));
        }
        Map<String, byte[]> made = new LinkedHashMap<>();
        for (String type : List.of(MAIN, LATER)) {
            made.put(type, Files.readAllBytes(work.resolve(type)));
        }
        return made;
    }

    private byte[] jar(Map<String, byte[]> entries) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.forEach((header, value) -> manifest.getMainAttributes().putValue(header, value));
        manifest.getMainAttributes().putValue("Bundle-Version", "1.0.0." + tag.replaceAll("[^A-Za-z0-9_-]", "_"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue());
                jar.closeEntry();
            }
        }
        return out.toByteArray();
    }

    private String description() {
        return """
                <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0" name="made.Tag" deactivate="stop" %s>
                  <property name="mcp.namespace" value="%s"/>
                  <service><provide interface="io.patchbay.api.Tool"/></service>
                  %s
                  <implementation class="made.Tag"/>
                </scr:component>
                """.formatted(component, namespace, reference);
    }

    private String source() {
        return """
                package made;

                import io.patchbay.api.*;

                public final class Tag implements Tool {
                    public Tag() throws Exception {
                        %s
                    }
                    void stop() throws Exception {
                        %s
                    }
                    public ToolDefinition definition() {
                        return ToolDefinition.%s("tag", "Answers " + read() + ".", Schema.of(
                                "{\\"type\\": \\"object\\", \\"properties\\": {\\"millis\\": {\\"type\\": \\"integer\\"}}}"));
                    }
                    public ToolResult call(Arguments arguments, CallContext context) throws Exception {
                        Thread.sleep(arguments.optionalInteger("millis").orElse(0L));
                        return ToolResult.text(new Later().tag());
                    }
                    private static String read() {
                        try (java.io.InputStream text = Tag.class.getResourceAsStream("tag.txt")) {
                            return new String(text.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
                        } catch (java.io.IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    }
                    /** Loaded no sooner than when a call ends. */
                    private static final class Later {
                        String tag() {
                            return read();
                        }
                    }
                }
                """.formatted(constructor, deactivation, effect);
    }

    private static Path api() throws IOException {
        try (Stream<Path> jars = Files.list(BUNDLES.resolve("api/target"))) {
            return jars.filter(jar -> jar.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
