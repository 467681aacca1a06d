package io.patchbay.cli.develop;

import io.patchbay.cli.channel.Channel;
import io.patchbay.cli.json.PlainJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Waits until the server has accepted or refused a jar in its deploy folder. */
public final class DeploymentWait {

    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration TIMEOUT = Duration.ofSeconds(40);

    /**
     * The time after which the server has certainly seen the new jar, because the server scans the folder every second.
     * A problem that the server reports later is a problem of the new jar.
     */
    private static final Duration NOTICED_AFTER = Duration.ofSeconds(2);

    private final Channel channel;
    private final Path jar;

    public DeploymentWait(Channel channel, Path jar) {
        this.channel = channel;
        this.jar = jar;
    }

    public Verdict verdict() throws IOException, InterruptedException {
        if (!channel.isUp()) {
            return new Verdict(
                    true,
                    "the connector was copied to " + jar
                            + ". No running server accepts commands from this user, and therefore the connector was not checked.",
                    List.of());
        }
        String digest = digest();
        long began = System.nanoTime();
        while (System.nanoTime() - began < TIMEOUT.toNanos()) {
            Optional<Map<String, Object>> connector = findConnector();
            if (connector.isPresent()
                    && isJudged(connector.get(), digest, System.nanoTime() - began > NOTICED_AFTER.toNanos())) {
                return verdict(connector.get(), digest);
            }
            Thread.sleep(POLL.toMillis());
        }
        return new Verdict(
                false,
                "built, but the server has not deployed the connector yet. See: patchbay connectors list",
                List.of());
    }

    /** Returns whether the server's report is about this jar, and not about an earlier jar of the same name. */
    private static boolean isJudged(Map<String, Object> connector, String digest, boolean late) {
        return connector.get("judged") instanceof String judged
                ? judged.equals(digest)
                : late && !strings(connector, "problems").isEmpty();
    }

    private static Verdict verdict(Map<String, Object> connector, String digest) {
        List<String> problems = strings(connector, "problems");
        boolean serving = "serving".equals(connector.get("state"));
        boolean isNewJar = digest.equals(connector.get("digest"));
        List<String> offers = strings(connector, "offers");
        if (serving && isNewJar && problems.isEmpty()) {
            return new Verdict(true, "live: " + String.join(", ", offers), List.of(), offers);
        }
        List<String> lines = new ArrayList<>(problems);
        strings(connector, "detail").stream()
                .filter(line -> problems.stream().noneMatch(problem -> problem.contains(line)))
                .forEach(lines::add);
        String state = serving
                ? reasonNotServing(isNewJar, problems.isEmpty())
                : "stopped".equals(connector.get("state"))
                        ? "an operator stopped the connector. Start the connector with: patchbay connectors start"
                        : String.valueOf(connector.get("state"));
        return new Verdict(false, "built, but " + state, lines, offers);
    }

    private static String reasonNotServing(boolean isNewJar, boolean hasNoProblems) {
        if (isNewJar) {
            return "the connector serves only in part";
        }
        return hasNoProblems
                ? "an operator rolled back this version, and the previous version keeps serving. Serve this version with: patchbay connectors start"
                : "refused. The previous version keeps serving";
    }

    private Optional<Map<String, Object>> findConnector() {
        List<Map<String, Object>> all = new ArrayList<>();
        channel.call(
                "connectors list",
                Map.of(),
                line -> all.addAll(PlainJson.members(PlainJson.object(line), "connectors")));
        return all.stream()
                .filter(one -> jar.getFileName().toString().equals(one.get("file")))
                .findFirst();
    }

    private static List<String> strings(Map<String, Object> connector, String name) {
        return connector.get(name) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    private String digest() throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
