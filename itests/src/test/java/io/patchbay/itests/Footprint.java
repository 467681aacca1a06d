package io.patchbay.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a running server holds, as its JVM and the system tell it after a full collection.
 *
 * @param heap bytes of live objects
 * @param metaspace bytes in use
 * @param loaders class loaders of deployed connectors
 * @param threads of Java code, those that wait in pools for requests and the JVM's own not counted
 * @param handles open files and sockets; none where the system does not tell
 * @param accepted files that are kept to fall back to
 * @param cached files in the framework's cache
 */
record Footprint(long heap, long metaspace, long loaders, long threads, long handles, long accepted, long cached) {

    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");
    private static final Pattern METASPACE = Pattern.compile("Both:.* (\\d+) bytes \\([^)]*\\) used");
    private static final Pattern THREAD = Pattern.compile("(?m)^\"([^\"]+)\" #");
    private static final Pattern NOT_COUNTED =
            Pattern.compile("qtp.*|C[12] CompilerThread.*|ForkJoinPool-.*|HttpServer.*|Attach Listener|.*-worker-.*");
    private static final double MEBI = 1 << 20;

    static Footprint of(Server server, Jdk jdk) throws IOException, InterruptedException {
        String histogram = jcmd(server, jdk, "GC.class_histogram");
        String loaders = jcmd(server, jdk, "VM.classloader_stats");
        String threads = jcmd(server, jdk, "Thread.print");
        Path data = server.installation().data();
        return new Footprint(
                number(TOTAL, histogram),
                number(METASPACE, jcmd(server, jdk, "VM.metaspace", "scale=1")),
                loaders.lines()
                        .filter(line -> line.contains("BundleClassLoader"))
                        .count(),
                THREAD.matcher(threads)
                        .results()
                        .filter(each -> !NOT_COUNTED.matcher(each.group(1)).matches())
                        .count(),
                files(Path.of("/proc/" + server.pid() + "/fd")),
                files(data.resolve("accepted/deploy")),
                files(data.resolve("framework")));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "heap %.2f MiB, metaspace %.2f MiB, %d class loaders of bundles, %d threads, %d handles, %d accepted files, %d cached files",
                heap / MEBI,
                metaspace / MEBI,
                loaders,
                threads,
                handles,
                accepted,
                cached);
    }

    private static long number(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        assertThat(found.find()).as(text).isTrue();
        return Long.parseLong(found.group(1));
    }

    private static long files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> !Files.isDirectory(file)).count();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static String jcmd(Server server, Jdk jdk, String... command) throws IOException, InterruptedException {
        List<String> words =
                new ArrayList<>(List.of(jdk.home().resolve("bin/jcmd").toString(), Long.toString(server.pid())));
        words.addAll(List.of(command));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        return text;
    }
}
