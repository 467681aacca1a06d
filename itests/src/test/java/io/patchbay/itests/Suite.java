package io.patchbay.itests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One run of the official conformance suite: what it found, by scenario, check by check. */
record Suite(int exit, Map<String, List<Check>> scenarios, String output) {

    private static final String SCRIPT = "@modelcontextprotocol/conformance/dist/index.js";
    private static final Pattern FOLDER = Pattern.compile("server-(.+)-\\d{4}-\\d{2}-\\d{2}T[\\d-]+Z");
    private static final long PATIENCE_MINUTES = 3;

    /** Runs all scenarios of a revision's requirements against a server on this port of the loopback. */
    static Suite run(Path node, URI endpoint, String revision, Path folder) throws IOException, InterruptedException {
        return run(node, endpoint, folder, "--requirements", revision);
    }

    /** Runs all scenarios that there are for a revision for which the suite has no requirements. */
    static Suite runAll(Path node, URI endpoint, String revision, Path folder)
            throws IOException, InterruptedException {
        return run(node, endpoint, folder, "--suite", "all", "--spec-version", revision);
    }

    /** Runs every scenario there is, each in the revision it is made for. */
    static Suite runAll(Path node, URI endpoint, Path folder) throws IOException, InterruptedException {
        return run(node, endpoint, folder, "--suite", "all");
    }

    private static Suite run(Path node, URI endpoint, Path folder, String... which)
            throws IOException, InterruptedException {
        Path log = folder.resolve("suite.log");
        Path results = folder.resolve("results");
        // The suite takes other names than localhost for an attack, and checks that the server does as well.
        String url = "http://localhost:" + endpoint.getPort() + endpoint.getPath();
        List<String> command = new ArrayList<>(List.of(
                node.toString(),
                Machine.module(SCRIPT).toString(),
                "server",
                "--url",
                url,
                "--output-dir",
                results.toString()));
        command.addAll(List.of(which));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("The suite does not end:\n" + Files.readString(log));
        }
        return new Suite(process.exitValue(), read(results), Files.readString(log));
    }

    private static Map<String, List<Check>> read(Path results) throws IOException {
        Map<String, List<Check>> scenarios = new TreeMap<>();
        List<Path> folders;
        try (Stream<Path> found = Files.list(results)) {
            folders = found.toList();
        }
        for (Path folder : folders) {
            Matcher name = FOLDER.matcher(folder.getFileName().toString());
            if (!name.matches() || scenarios.put(name.group(1), checks(folder.resolve("checks.json"))) != null) {
                throw new AssertionError("Unexpected result of the suite: " + folder);
            }
        }
        return scenarios;
    }

    private static List<Check> checks(Path file) throws IOException {
        List<Check> checks = new ArrayList<>();
        for (JsonNode check : new ObjectMapper().readTree(file.toFile())) {
            checks.add(new Check(
                    check.get("id").asText(),
                    check.get("status").asText(),
                    check.path("errorMessage").asText() + " " + check.path("details")));
        }
        return checks;
    }

    /** One check and its outcome. */
    record Check(String id, String status, String message) {

        /** What the suite only noted, such as the requests it sent. */
        boolean note() {
            return status.equals("INFO");
        }

        boolean skipped() {
            return status.equals("SKIPPED");
        }

        boolean success() {
            return status.equals("SUCCESS");
        }
    }
}
