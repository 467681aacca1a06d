package io.patchbay.deploy.connector;

import io.patchbay.spi.deploy.Publisher;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in all files of the folder while no client is served: first what served before, so that it keeps its names. What many files
 * would write one after the other is written once, at the end: who holds which name, then which versions are accepted. A server that
 * is killed before that comes to the same end at its next start, since it takes in the same files in the same order.
 */
final class FirstLoad {

    private static final Logger log = LoggerFactory.getLogger(FirstLoad.class);

    private final Workshop workshop;
    private volatile boolean running;

    FirstLoad(Workshop workshop) {
        this.workshop = workshop;
    }

    /** Returns whether it has begun and has not come to its end. */
    boolean isRunning() {
        return running;
    }

    void run(List<String> files, Look look) throws InterruptedException {
        running = true;
        Publisher.Load names = workshop.publisher().beginLoad();
        workshop.accepted().hold(true);
        try {
            for (String file : inOrder(files)) {
                look.at(file);
            }
        } finally {
            workshop.accepted().hold(false);
            names.close();
        }
        saveAccepted(files, look);
        running = false;
    }

    private List<String> inOrder(List<String> files) {
        Comparator<String> servedFirst = Comparator.comparing(
                file -> workshop.accepted().recordOf(file).accepted().isEmpty());
        return files.stream()
                .sorted(servedFirst.thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** Where that fails, another look at each file tells so, and has it tried again. */
    private void saveAccepted(List<String> files, Look look) throws InterruptedException {
        try {
            workshop.accepted().save();
        } catch (IOException | RuntimeException e) {
            log.debug("The accepted versions cannot be kept yet", e);
            for (String file : files) {
                look.at(file);
            }
        }
    }

    /** Looks at one file; throws nothing that is the file's fault. */
    interface Look {
        void at(String file) throws InterruptedException;
    }
}
