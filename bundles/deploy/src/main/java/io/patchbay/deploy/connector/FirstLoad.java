package io.patchbay.deploy.connector;

import io.patchbay.deploy.bundle.JarContent;
import io.patchbay.deploy.bundle.PublicationOrder;
import io.patchbay.spi.deploy.Publisher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processes all files of the folder at a start, before any client is served. Several files are processed side by side,
 * but all files are published in a fixed order. Files that served before are published first, so that these files keep
 * their names. After the last file, the owners of names are saved once, and then the accepted versions are saved once.
 * If the server is killed before that, the result stays the same, because the next start publishes the same files in
 * the same order.
 */
final class FirstLoad {

    private static final Logger log = LoggerFactory.getLogger(FirstLoad.class);
    /** The maximum number of threads. More threads would mostly wait for the framework's locks. */
    private static final int MAX_THREADS = 4;

    private final Workshop workshop;
    private final int threads;
    private volatile boolean running;

    FirstLoad(Workshop workshop) {
        this.workshop = workshop;
        this.threads = Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());
    }

    /** Returns whether the first load is running. */
    boolean isRunning() {
        return running;
    }

    void run(List<String> files, Step step) throws InterruptedException {
        running = true;
        Publisher.Load names = workshop.publisher().beginLoad();
        workshop.accepted().deferSaving(true);
        try (SideBySide sideBySide = new SideBySide(threads)) {
            PublicationOrder order = workshop.starter().order();
            for (String file : inOrder(files)) {
                // Two files with the same connector are in conflict. The conflict is detected only if the first file is
                // done before the second file is processed.
                sideBySide.run(keys(file), () -> order.announce(file), () -> {
                    try {
                        step.process(file);
                    } finally {
                        order.markDone(file);
                    }
                });
            }
            sideBySide.join();
        } finally {
            workshop.accepted().deferSaving(false);
            names.close();
        }
        saveAccepted(files, step);
        running = false;
    }

    /**
     * Returns the keys of a file. One key is the connector's name, and a large file has a second key. Two files with a common key
     * are not processed side by side.
     */
    private Set<String> keys(String file) {
        Path path = workshop.folder().resolve(file);
        Set<String> keys = new HashSet<>(Set.of("connector " + JarContent.symbolicName(path)));
        if (JarContent.memoryShares(path) > 0) {
            keys.add("memory");
        }
        return keys;
    }

    private List<String> inOrder(List<String> files) {
        Comparator<String> servedFirst = Comparator.comparing(
                file -> workshop.accepted().recordOf(file).accepted().isEmpty());
        return files.stream()
                .sorted(servedFirst.thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /**
     * Saves the accepted versions. If the save fails, processes each file again. The processing reports the failure and plans a
     * retry.
     */
    private void saveAccepted(List<String> files, Step step) throws InterruptedException {
        try {
            workshop.accepted().save();
        } catch (IOException | RuntimeException e) {
            log.debug("The accepted versions cannot be saved yet", e);
            for (String file : files) {
                step.process(file);
            }
        }
    }

    /** Processes one file. Does not throw an exception if the file cannot be deployed. */
    interface Step {
        void process(String file) throws InterruptedException;
    }
}
