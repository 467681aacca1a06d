package io.patchbay.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Somebody who deploys one connector without a pause: good versions and broken ones, moved into place or written there bit by
 * bit; perhaps it is taken away, too.
 */
final class Churn {

    private static final int LONGEST_PAUSE_MILLIS = 150;

    private final String name;
    private final boolean leaves;
    private final Random random;
    private final Path folder;
    private final Path file;
    private final AcceptedFiles accepted;
    private final ConnectorJar good;
    private final List<byte[]> broken;
    /** The tag of each good version, by its digest. */
    private final Map<String, String> tags = new HashMap<>();

    private final AtomicInteger changes = new AtomicInteger();
    private volatile boolean ended;

    Churn(Installation installation, String name, boolean leaves, long seed) throws IOException {
        this.name = name;
        this.leaves = leaves;
        this.random = new Random(seed);
        this.folder = installation.deploy();
        this.file = folder.resolve(name + ".jar");
        this.accepted = new AcceptedFiles(installation.data().resolve("accepted/deploy"));
        this.good = new ConnectorJar(name);
        byte[] throwing = new ConnectorJar(name)
                .tag(Broken.TAG)
                .constructing("if (true) throw new IllegalStateException();")
                .bytes();
        this.broken = List.of(new byte[0], Arrays.copyOf(throwing, throwing.length / 2), throwing);
    }

    String name() {
        return name;
    }

    int changes() {
        return changes.get();
    }

    AcceptedFiles accepted() {
        return accepted;
    }

    /** Deploys the next good version. */
    void good() throws IOException {
        ConnectorJar.place(next(), folder, file.getFileName().toString());
    }

    Thread start() {
        ended = false;
        Thread thread = new Thread(
                () -> {
                    try {
                        while (!ended) {
                            change();
                            changes.incrementAndGet();
                            Thread.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "churn-" + name);
        thread.start();
        return thread;
    }

    void end() {
        ended = true;
    }

    /** What a server that starts now has to answer: the file's own tag if it is good, else that of the last one that was. */
    Optional<String> expected() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return isBroken()
                ? accepted.newest(file.getFileName().toString()).map(tags::get)
                : Optional.of(tags.get(AcceptedFiles.digest(file)));
    }

    /** Whether what is there is no good version. */
    boolean isBroken() throws IOException {
        return Files.exists(file) && !tags.containsKey(AcceptedFiles.digest(file));
    }

    private void change() throws IOException, InterruptedException {
        switch (random.nextInt(leaves ? 5 : 4)) {
            case 0, 1 -> good();
            case 2 ->
                ConnectorJar.place(
                        broken.get(random.nextInt(broken.size())),
                        folder,
                        file.getFileName().toString());
            case 3 -> write(next());
            default -> Files.deleteIfExists(file);
        }
    }

    private byte[] next() throws IOException {
        String tag = Integer.toString(tags.size());
        byte[] bytes = good.tag(tag).bytes();
        tags.put(AcceptedFiles.digest(bytes), tag);
        return bytes;
    }

    /** In place, with a pause after the first half. */
    private void write(byte[] bytes) throws IOException, InterruptedException {
        try (var out = Files.newOutputStream(file)) {
            out.write(bytes, 0, bytes.length / 2);
            Thread.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
            out.write(bytes, bytes.length / 2, bytes.length - bytes.length / 2);
        }
    }
}
