package io.patchbay.cli.develop;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * Builds a bundle without Maven. The build compiles the sources in this process and replaces the classes in the jar
 * that Maven built. All other files in the jar stay the same. The result is correct if the classes name the same
 * packages as before, and if the outline of the components is unchanged. Otherwise {@link #build} returns an empty
 * result, and Maven has to build. Maven also has to build if Maven's jar or the class path has changed, or if another
 * project of the same build has changed.
 *
 * <p>Not thread-safe.
 */
final class DirectBuild implements AutoCloseable {

    private final Path project;
    private final CompilerFacts facts;
    private final Path jar;
    private final JavaCompiler compiler;
    private final StandardJavaFileManager files;
    private final Map<Path, String> stamps;
    private Compiled baseline;

    private DirectBuild(Path project, CompilerFacts facts, Path jar, JavaCompiler compiler) throws IOException {
        this.project = project;
        this.facts = facts;
        this.jar = jar;
        this.compiler = compiler;
        this.files = compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);
        files.setLocationFromPaths(StandardLocation.CLASS_PATH, classPathOutsideTarget());
        this.stamps = stamps();
        this.baseline = compile();
    }

    /**
     * Compiles the same sources as Maven. Returns an empty result if the classes differ from the classes in Maven's
     * jar. In this case, a direct build cannot replace a build by Maven.
     */
    static Optional<DirectBuild> of(Path project, CompilerFacts facts, Path jar) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        boolean generated = facts.sources().stream().anyMatch(source -> source.startsWith(project.resolve("target")));
        if (compiler == null || generated) {
            return Optional.empty();
        }
        DirectBuild build = new DirectBuild(project, facts, jar, compiler);
        if (build.baseline.errors().isEmpty()
                && !build.baseline.generated()
                && !build.baseline.classes().isEmpty()
                && build.matchesMavenJar()) {
            return Optional.of(build);
        }
        build.close();
        return Optional.empty();
    }

    /** Returns whether all changed files are sources that this build can compile. */
    boolean canBuild(Set<Path> changed) {
        return changed.stream().allMatch(facts::isSource);
    }

    /** Builds the bundle. Returns an empty result if Maven has to build. */
    Optional<Project.BuildResult> build() throws IOException {
        if (!stamps().equals(stamps)) {
            return Optional.empty();
        }
        Compiled now = compile();
        if (now.generated()) {
            return Optional.empty();
        }
        if (!now.errors().isEmpty()) {
            return Optional.of(new Project.BuildResult.Failed(now.errors()));
        }
        if (!now.outline().equals(baseline.outline()) || !now.packages().equals(baseline.packages())) {
            return Optional.empty();
        }
        Path made = Files.createDirectories(project.resolve(Project.WORK)).resolve(jar.getFileName());
        pack(now, made);
        return Optional.of(new Project.BuildResult.Built(made, Optional.empty()));
    }

    @Override
    public void close() throws IOException {
        files.close();
    }

    private List<Path> classPathOutsideTarget() {
        Path target = project.resolve("target");
        return facts.classPath().stream()
                .filter(place -> !place.startsWith(target))
                .toList();
    }

    /** Returns the stamps of all inputs of the bundle except its sources. A missing file has no stamp. */
    private Map<Path, String> stamps() throws IOException {
        Map<Path, String> stamps = new TreeMap<>();
        for (Path sibling : facts.siblings()) {
            stamps.putAll(SourceFiles.of(sibling).stamps());
        }
        for (Path file : (Iterable<Path>) Stream.concat(Stream.of(jar), classPathOutsideTarget().stream())
                .filter(Files::isRegularFile)::iterator) {
            stamps.put(file, Files.getLastModifiedTime(file) + " " + Files.size(file));
        }
        return stamps;
    }

    private Compiled compile() throws IOException {
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        ComponentOutline outline = new ComponentOutline();
        MemoryClasses classes = new MemoryClasses(files);
        JavacTask task = (JavacTask) compiler.getTask(
                null, classes, diagnostics, facts.options(), null, files.getJavaFileObjectsFromPaths(facts.sources()));
        task.addTaskListener(outline);
        boolean succeeded = task.call();
        List<String> errors = new ArrayList<>();
        // With -Werror, the error says only that there were warnings, so the warnings are shown too.
        boolean strict = !succeeded && facts.options().contains("-Werror");
        diagnostics.getDiagnostics().stream()
                .filter(one ->
                        one.getKind() == Diagnostic.Kind.ERROR || strict && one.getKind() != Diagnostic.Kind.NOTE)
                .map(this::line)
                .distinct()
                .limit(Project.MAX_LINES)
                .forEach(errors::add);
        if (!succeeded && errors.isEmpty()) {
            errors.add("The compiler failed without a message.");
        }
        Set<String> packages = new TreeSet<>();
        for (byte[] one : classes.all().values()) {
            packages.addAll(ClassMentions.packages(one));
        }
        classes.all()
                .keySet()
                .forEach(name -> packages.add("defines " + name.substring(0, Math.max(0, name.lastIndexOf('/')))));
        return new Compiled(classes.all(), outline.lines(), packages, errors, classes.hasGeneratedFiles());
    }

    /** Returns an error in the form that Maven uses. */
    private String line(Diagnostic<? extends JavaFileObject> one) {
        // The source of an error may also be a class in a jar. Such an error is shown without a position.
        String place = one.getSource() == null
                        || one.getLineNumber() == Diagnostic.NOPOS
                        || !"file".equals(one.getSource().toUri().getScheme())
                ? ""
                : project.relativize(Path.of(one.getSource().toUri())) + ":[" + one.getLineNumber() + ","
                        + one.getColumnNumber() + "] ";
        return place
                + one.getMessage(Locale.getDefault()).lines().map(String::strip).collect(Collectors.joining("; "));
    }

    private boolean matchesMavenJar() throws IOException {
        try (JarFile made = new JarFile(jar.toFile())) {
            for (Map.Entry<String, byte[]> one : baseline.classes().entrySet()) {
                ZipEntry entry = made.getEntry(one.getKey());
                if (entry == null || !Arrays.equals(made.getInputStream(entry).readAllBytes(), one.getValue())) {
                    return false;
                }
            }
            return true;
        }
    }

    private void pack(Compiled now, Path made) throws IOException {
        Map<String, byte[]> classes = new TreeMap<>(now.classes());
        try (JarFile before = new JarFile(jar.toFile());
                OutputStream bytes = Files.newOutputStream(made);
                ZipOutputStream after = new ZipOutputStream(bytes, Charset.forName("UTF-8"))) {
            long time = 0;
            for (Enumeration<java.util.jar.JarEntry> entries = before.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                time = Math.max(time, entry.getTime());
                byte[] compiled = classes.remove(entry.getName());
                if (compiled != null || !baseline.classes().containsKey(entry.getName())) {
                    put(
                            after,
                            entry.getName(),
                            entry.getTime(),
                            compiled != null
                                    ? compiled
                                    : before.getInputStream(entry).readAllBytes());
                }
            }
            for (Map.Entry<String, byte[]> added : classes.entrySet()) {
                put(after, added.getKey(), time, added.getValue());
            }
        }
    }

    private static void put(ZipOutputStream to, String name, long time, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(time);
        to.putNextEntry(entry);
        to.write(content);
        to.closeEntry();
    }

    /**
     * The result of a compilation.
     *
     * @param packages the packages of the classes, and the packages that the classes use
     * @param generated whether annotation processors generated files
     */
    private record Compiled(
            Map<String, byte[]> classes,
            Set<String> outline,
            Set<String> packages,
            List<String> errors,
            boolean generated) {}
}
