package io.patchbay.itests;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A program of a Debian package, installed or unpacked beside the tests by {@code itests/setup.sh}. Tests that need one fail where it is
 * missing.
 */
record DebianProgram(Path file) {

    private static final List<String> PLACES = List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin");

    static DebianProgram named(String name) {
        Path tools = Machine.here("tools");
        return Stream.concat(
                        PLACES.stream().map(Path::of), Stream.of(tools.resolve("usr/sbin"), tools.resolve("usr/bin")))
                .map(place -> place.resolve(name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(DebianProgram::new)
                .orElseThrow(() -> new AssertionError(name + " is not on this machine. itests/setup.sh gets it."));
    }

    /** A command that runs it. */
    ProcessBuilder command(String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of(file.toString()), Stream.of(arguments)).toList());
        Path tools = Machine.here("tools");
        if (file.startsWith(tools)) {
            Map<String, String> environment = builder.environment();
            environment.put(
                    "LD_LIBRARY_PATH",
                    tools.resolve("usr/lib/" + System.getProperty("os.arch").replace("amd64", "x86_64") + "-linux-gnu")
                            + ":" + tools.resolve("lib/x86_64-linux-gnu") + ":" + tools.resolve("usr/lib"));
        }
        return builder;
    }
}
