package io.patchbay.cli.develop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The reports of Maven Surefire on a project's tests, one file for each class. */
final class TestReports {

    private static final Pattern SUITE = Pattern.compile("<testsuite\\s[^>]*\\btests=\"(\\d+)\"");

    private TestReports() {}

    /** Returns the number of tests that have run since the given time. */
    static int count(Path project, FileTime since) throws IOException {
        Path folder = project.resolve("target/surefire-reports");
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        List<Path> reports;
        try (Stream<Path> files = Files.list(folder)) {
            reports = files.filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
                    .toList();
        }
        int tests = 0;
        for (Path report : reports) {
            // Some file systems store times only in whole seconds.
            if (Files.getLastModifiedTime(report).toMillis() >= since.toMillis() - 1000) {
                Matcher suite = SUITE.matcher(Files.readString(report));
                tests += suite.find() ? Integer.parseInt(suite.group(1)) : 0;
            }
        }
        return tests;
    }
}
