package io.patchbay.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/**
 * Has servers and commands note which lines they run, where a coverage report is wanted. Their start scripts get a JDK whose {@code java}
 * adds the agent; in the environment it would print a line into each output. Java writes no archive of loaded classes beside an agent.
 */
final class Coverage {

    private static final String FOLDER = "patchbay.coverage";
    private static final String JAVA = """
            #!/bin/sh
            for argument in "$@"; do
                shift
                case $argument in
                    -XX:+RecordDynamicDumpInfo | -XX:SharedArchiveFile=* | -Dpatchbay.archive=*) ;;
                    *) set -- "$@" "$argument" ;;
                esac
            done
            exec "%1$s/bin/java" "-javaagent:%2$s/agent.jar=destfile=%2$s/servers.exec,includes=io.patchbay.*" "$@"
            """;

    private Coverage() {}

    /** Returns the folder of a JDK for what tests start: its own, or one that adds the agent. */
    static synchronized Path javaHome(Jdk jdk) {
        String folder = System.getProperty(FOLDER, "");
        if (folder.isEmpty()) {
            return jdk.home();
        }
        try {
            Path home = Path.of(folder, "jdk" + jdk.version());
            if (!Files.isDirectory(home)) {
                link(jdk.home(), home);
                link(jdk.home().resolve("bin"), home.resolve("bin"));
                Path java = home.resolve("bin/java");
                Files.writeString(java, JAVA.formatted(jdk.home(), folder));
                Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a folder with links to all that is in another, but to what it holds itself. */
    private static void link(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (!name.equals("bin") && !name.equals("java")) {
                    Files.createSymbolicLink(to.resolve(name), file);
                }
            }
        }
    }
}
