package io.patchbay.itests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program for Node.js that prints what it found as JSON. */
final class Script {

    private static final long PATIENCE_SECONDS = 60;

    private Script() {}

    static JsonNode run(Path node, Path script, String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile("patchbay-script", ".out");
        Path err = Files.createTempFile("patchbay-script", ".err");
        List<String> command = new ArrayList<>(List.of(node.toString(), script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        // What a script starts in its turn has to be the same Node.js.
        builder.environment().merge("PATH", node.getParent().toString(), (path, own) -> own + ":" + path);
        // The Inspector keeps notes in its user's home.
        builder.environment()
                .put(
                        "HOME",
                        Files.createDirectories(Machine.here("target/home")).toString());
        Process process = builder.start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(script.getFileName() + " does not end: " + Files.readString(err));
        }
        if (process.exitValue() != 0) {
            throw new AssertionError(script.getFileName() + " ended with " + process.exitValue() + ": "
                    + Files.readString(err) + Files.readString(out));
        }
        return new ObjectMapper().readTree(out.toFile());
    }
}
