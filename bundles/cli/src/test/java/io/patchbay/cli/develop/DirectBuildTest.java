package io.patchbay.cli.develop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A build without Maven: what it builds, and what it leaves to Maven. */
public class DirectBuildTest {

    private static final String TOOL = """
            package org.example;
            import org.osgi.fake.Component;
            @Component(name = "weather")
            public class Weather {
                private String answer() { return "Hello"; }
                static class Helper {}
            }
            """;

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private Path project;
    private Path source;
    private CompilerFacts facts;

    @Before
    public void project() throws IOException {
        project = temporary.getRoot().toPath().toRealPath();
        Path sources = project.resolve("src/main/java");
        source = write(sources.resolve("org/example/Weather.java"), TOOL);
        write(
                sources.resolve("org/osgi/fake/Component.java"),
                "package org.osgi.fake;\npublic @interface Component { String name(); }\n");
        facts = new CompilerFacts(
                List.of(sources),
                List.of(project.resolve("target/classes")),
                List.of("--release", "17", "-g"),
                List.of());
    }

    @Test
    public void replacesOldClassesByNewOnes() throws IOException {
        try (DirectBuild build = DirectBuild.of(project, facts, jar("-g")).orElseThrow()) {
            Files.writeString(
                    source,
                    TOOL.replace("Hello", "Good day").replace("static class Helper {}", "record Other(int n) {}"));

            Path made = ((Project.BuildResult.Built) build.build().orElseThrow()).jar();

            try (JarFile jar = new JarFile(made.toFile())) {
                assertThat(new String(content(jar, "org/example/Weather.class"), StandardCharsets.ISO_8859_1))
                        .contains("Good day")
                        .doesNotContain("Hello");
                assertThat(jar.getEntry("org/example/Weather$Helper.class")).isNull();
                assertThat(jar.getEntry("org/example/Weather$Other.class")).isNotNull();
                assertThat(jar.getManifest().getMainAttributes().getValue("Made-By"))
                        .isEqualTo("Maven");
                assertThat(new String(content(jar, "OSGI-INF/weather.xml"), StandardCharsets.UTF_8))
                        .isEqualTo("<component/>");
            }
        }
    }

    @Test
    public void leavesChangesOfDescriptionsOrImportsToMaven() throws IOException {
        try (DirectBuild build = DirectBuild.of(project, facts, jar("-g")).orElseThrow()) {
            for (String changed : List.of(
                    TOOL.replace("name = \"weather\"", "name = \"rain\""),
                    TOOL.replace("class Weather {", "class Weather implements Runnable { public void run() {}"),
                    TOOL.replace("\"Hello\"", "String.valueOf(new javax.naming.CompositeName())"),
                    TOOL.replace("static class Helper {}", "javax.sql.DataSource source() { return null; }"),
                    TOOL.replace("static class Helper {}", "enum Colour { RED, GREEN }"),
                    TOOL.replace("static class Helper {}", "@interface Config { int port() default 1; }"))) {
                Files.writeString(source, changed);

                assertThat(build.build()).as(changed).isEmpty();
            }
        }
    }

    @Test
    public void reportsCompilerErrors() throws IOException {
        try (DirectBuild build = DirectBuild.of(project, facts, jar("-g")).orElseThrow()) {
            Files.writeString(source, TOOL.replace("return", "retrun"));

            assertThat(build.build())
                    .get()
                    .isInstanceOfSatisfying(
                            Project.BuildResult.Failed.class,
                            failed -> assertThat(failed.lines().get(0))
                                    .startsWith("src/main/java/org/example/Weather.java:[5,"));
        }
    }

    @Test
    public void isUnavailableIfMavenCompilesDifferently() throws IOException {
        assertThat(DirectBuild.of(project, facts, jar("-g:none"))).isEmpty();
    }

    @Test
    public void canBuildSourcesOnly() throws IOException {
        try (DirectBuild build = DirectBuild.of(project, facts, jar("-g")).orElseThrow()) {
            assertThat(build.canBuild(Set.of(source))).isTrue();
            for (String other : List.of(
                    "pom.xml",
                    "bnd.bnd",
                    "src/main/resources/x.txt",
                    "src/main/java/org/example/package-info.java",
                    "src/test/java/A.java")) {
                assertThat(build.canBuild(Set.of(source, project.resolve(other))))
                        .as(other)
                        .isFalse();
            }
        }
    }

    @Test
    public void leavesChangesOutsideTheSourcesToMaven() throws IOException {
        Path library = write(project.resolve("lib/library.jar"), "");
        Path sibling = write(project.resolve("other/src/main/java/Other.java"), "class Other {}");
        CompilerFacts more = new CompilerFacts(
                facts.roots(),
                List.of(project.resolve("target/classes"), library.getParent().resolve("none")),
                facts.options(),
                List.of(project.resolve("other")));
        Path jar = jar("-g");
        try (DirectBuild build = DirectBuild.of(project, more, jar).orElseThrow()) {
            assertThat(build.build()).isPresent();

            Files.writeString(sibling, "class Other { int n; }");
            assertThat(build.build()).isEmpty();
            Files.delete(sibling);
            assertThat(build.build()).isEmpty();
        }
        try (DirectBuild build = DirectBuild.of(project, facts, jar).orElseThrow()) {
            Files.delete(jar);

            assertThat(build.build()).isEmpty();
        }
    }

    @Test
    public void isUnavailableForGeneratedSources() throws IOException {
        Path generated = project.resolve("target/generated-sources/annotations");
        write(generated.resolve("org/example/Made.java"), "package org.example; class Made {}");
        facts = new CompilerFacts(
                List.of(facts.roots().get(0), generated), facts.classPath(), facts.options(), List.of());

        assertThat(DirectBuild.of(project, facts, jar("-g"))).isEmpty();
    }

    @Test
    public void isUnavailableIfAnAnnotationProcessorCreatesFiles() throws IOException {
        Path processor = project.resolve("processor");
        Path code = write(processor.resolve("Maker.java"), """
                import javax.annotation.processing.*;
                import javax.lang.model.element.TypeElement;
                import javax.tools.StandardLocation;
                @SupportedAnnotationTypes("*")
                public class Maker extends AbstractProcessor {
                    @Override public boolean process(java.util.Set<? extends TypeElement> types, RoundEnvironment round) {
                        if (round.processingOver()) {
                            try (var out = processingEnv.getFiler().createResource(StandardLocation.CLASS_OUTPUT, "", "made-by-a-processor.txt").openWriter()) {
                                out.write("made");
                            } catch (java.io.IOException e) {
                                throw new java.io.UncheckedIOException(e);
                            }
                        }
                        return false;
                    }
                }
                """);
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "--release",
                                "17",
                                "-proc:none",
                                "-d",
                                processor.toString(),
                                code.toString()))
                .isZero();
        write(processor.resolve("META-INF/services/javax.annotation.processing.Processor"), "Maker");
        Path jar = jar("-g");
        facts = new CompilerFacts(
                facts.roots(),
                List.of(project.resolve("target/classes"), processor),
                List.of("--release", "17", "-g", "-processorpath", processor.toString()),
                List.of());

        assertThat(DirectBuild.of(project, facts, jar)).isEmpty();

        assertThat(Path.of("made-by-a-processor.txt")).doesNotExist();
        assertThat(source.resolveSibling("made-by-a-processor.txt")).doesNotExist();
    }

    @Test
    public void reportsWarningsThatAreErrors() throws IOException {
        facts = new CompilerFacts(
                facts.roots(),
                facts.classPath(),
                List.of("--release", "17", "-g", "-Xlint:all,-processing", "-Werror"),
                List.of());
        try (DirectBuild build = DirectBuild.of(project, facts, jar("-g")).orElseThrow()) {
            Files.writeString(
                    source, TOOL.replace("return \"Hello\"", "java.util.List names = null; return \"Hello\" + names"));

            assertThat(build.build())
                    .get()
                    .isInstanceOfSatisfying(
                            Project.BuildResult.Failed.class,
                            failed -> assertThat(failed.lines())
                                    .anyMatch(line -> line.contains("Weather.java:[5,") && line.contains("raw"))
                                    .noneMatch(line -> line.contains("-1")));
        }
    }

    /** Creates a jar like Maven does. */
    private Path jar(String debug) throws IOException {
        Path classes = Files.createDirectories(project.resolve("target/classes"));
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                Stream.concat(
                                                Stream.of("--release", "17", debug, "-d", classes.toString()),
                                                facts.sources().stream().map(Path::toString))
                                        .toArray(String[]::new)))
                .isZero();
        write(classes.resolve("OSGI-INF/weather.xml"), "<component/>");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Made-By", "Maven");
        Path jar = project.resolve("target/weather.jar");
        try (OutputStream bytes = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(bytes, manifest);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile).sorted()::iterator) {
                out.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                out.write(Files.readAllBytes(file));
            }
        }
        return jar;
    }

    private static byte[] content(JarFile jar, String name) throws IOException {
        return jar.getInputStream(Optional.ofNullable(jar.getEntry(name)).orElseThrow())
                .readAllBytes();
    }

    private static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
