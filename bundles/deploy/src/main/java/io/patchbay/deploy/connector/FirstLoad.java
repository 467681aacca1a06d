package io.patchbay.deploy.connector;

import io.patchbay.spi.deploy.Publisher;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processes all files of the folder at a start, before any client is served. Files that served before come first, so that they keep
 * their names. The owners of names, then the accepted versions, are written once, at the end. A server that is killed before that
 * comes to the same result at its next start, because it processes the same files in the same order.
 */
final class FirstLoad {

    private static final Logger log = LoggerFactory.getLogger(FirstLoad.class);

    private final Workshop workshop;
    private volatile boolean running;

    FirstLoad(Workshop workshop) {
        this.workshop = workshop;
    }

    /** Returns whether the first load is running. */
    boolean isRunning() {
        return running;
    }

    void run(List<String> files, Step step) throws InterruptedException {
        running = true;
        Publisher.Load names = workshop.publisher().beginLoad();
        workshop.accepted().deferSaving(true);
        try {
            for (String file : inOrder(files)) {
                step.process(file);
            }
        } finally {
            workshop.accepted().deferSaving(false);
            names.close();
        }
        saveAccepted(files, step);
        running = false;
    }

    private List<String> inOrder(List<String> files) {
        Comparator<String> servedFirst = Comparator.comparing(
                file -> workshop.accepted().recordOf(file).accepted().isEmpty());
        return files.stream()
                .sorted(servedFirst.thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** Saves the accepted versions. If that fails, processes each file again, which reports the failure and plans a retry. */
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

    /** Processes one file. Failures of the file are not thrown. */
    interface Step {
        void process(String file) throws InterruptedException;
    }
}
