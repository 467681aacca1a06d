package io.patchbay.cli.develop;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The parameters of the last compilation of a project by Maven.
 *
 * @param roots the folders with the sources
 * @param classPath the class path of the compiler, including the project's own classes
 * @param options the options of the compiler
 * @param siblings the folders of the projects that were built together with the project
 */
record CompilerFacts(List<Path> roots, List<Path> classPath, List<String> options, List<Path> siblings) {

    CompilerFacts {
        roots = List.copyOf(roots);
        classPath = List.copyOf(classPath);
        options = List.copyOf(options);
        siblings = List.copyOf(siblings);
    }

    /** Reads the file that a build wrote. Returns an empty result if the file does not exist. */
    static Optional<CompilerFacts> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Properties facts = new Properties();
        try (Reader text = Files.newBufferedReader(file)) {
            facts.load(text);
        }
        return Optional.of(new CompilerFacts(
                lines(facts, "roots").map(Path::of).toList(),
                lines(facts, "classPath").map(Path::of).toList(),
                lines(facts, "options").toList(),
                lines(facts, "siblings").map(Path::of).toList()));
    }

    /** Returns whether the file is a source from which only the compiler creates output. */
    boolean isSource(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".java")
                && !name.equals("package-info.java")
                && !name.equals("module-info.java")
                && roots.stream().anyMatch(file::startsWith);
    }

    /** Returns all sources. */
    List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (Path root : roots) {
            if (Files.isDirectory(root)) {
                try (Stream<Path> files = Files.walk(root)) {
                    files.filter(file -> file.toString().endsWith(".java")
                                    && !file.getFileName().toString().startsWith("."))
                            .sorted()
                            .forEach(sources::add);
                } catch (UncheckedIOException e) {
                    throw e.getCause();
                }
            }
        }
        return sources;
    }

    private static Stream<String> lines(Properties facts, String name) {
        return facts.getProperty(name, "").lines().filter(line -> !line.isBlank());
    }
}
