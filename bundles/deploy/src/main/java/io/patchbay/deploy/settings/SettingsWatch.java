package io.patchbay.deploy.settings;

import io.patchbay.deploy.configadmin.Readers;
import io.patchbay.deploy.watch.FolderWatch;
import io.patchbay.support.DaemonThread;
import io.patchbay.support.FailureText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the settings folder. Retries until the folder can be read. Afterwards, applies each change in the folder. Polls
 * secrets, permissions and the settings that bundles read, because no event reports changes of these values.
 */
public final class SettingsWatch {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(250);
    private static final int STABLE_POLLS = 4;
    private static final Logger log = LoggerFactory.getLogger(SettingsWatch.class);

    private final SettingsFolder folder;
    private final FolderWatch files;
    private final Readers readers;
    private final FolderRights rights;
    private final LongSupplier stamp;
    private final Runnable loaded;
    private final Thread thread = DaemonThread.of(this::run, "watch-settings");
    private boolean isLoaded;
    private boolean failing;
    private long refreshedStamp;
    private long lastStamp;
    private int stablePolls;
    private int polls;

    /**
     * @param stamp returns a number that identifies the state of all bundles; 0 while the bundles start
     * @param loaded runs once, when the whole folder has been read
     */
    public SettingsWatch(
            Path path,
            SettingsFolder folder,
            Readers readers,
            FolderRights rights,
            LongSupplier stamp,
            Runnable loaded) {
        this.folder = folder;
        this.files = new FolderWatch(path, SettingsNames::isWatched, folder);
        this.readers = readers;
        this.rights = rights;
        this.stamp = stamp;
        this.loaded = loaded;
    }

    /** Starts the watch. Reads the folder before the method returns, if the folder can be read. */
    public void start() {
        load();
        thread.start();
    }

    public void stop() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    private void load() {
        try {
            files.markFilesKnown();
            folder.load();
            folder.readable();
            isLoaded = true;
            loaded.run();
        } catch (IOException e) {
            folder.unreadable("cannot be read: " + FailureText.of(e));
        } catch (RuntimeException | Error e) {
            handleFailure(e);
        }
    }

    /** Reports a failure that no other code caught, but only once. The next poll retries the work. */
    private void handleFailure(Throwable e) {
        if (!failing) {
            log.error("The settings could not be checked; the server retries automatically", e);
        }
        failing = true;
        folder.unreadable("could not be checked: " + FailureText.of(e));
    }

    private void run() {
        try {
            while (!isLoaded) {
                TimeUnit.NANOSECONDS.sleep(POLL_INTERVAL.toNanos());
                load();
            }
            files.start();
            while (true) {
                TimeUnit.NANOSECONDS.sleep(POLL_INTERVAL.toNanos());
                poll();
            }
        } catch (InterruptedException e) {
            log.debug("Stopped watching the settings");
        } finally {
            stopFiles();
        }
    }

    private void poll() {
        try {
            folder.checkSecrets();
            folder.continueSaving();
            if (polls++ % STABLE_POLLS == 0) {
                rights.check();
            }
            checkReaders();
            if (failing) {
                failing = false;
                folder.readable();
            }
        } catch (RuntimeException | Error e) {
            handleFailure(e);
        }
    }

    /**
     * If bundles have changed, reads again which settings the bundles use. The state of the bundles must first be
     * stable for some polls, because the components of a bundle become known later than the bundle.
     */
    private void checkReaders() {
        long now = stamp.getAsLong();
        stablePolls = now == lastStamp ? stablePolls + 1 : 0;
        lastStamp = now;
        if (now != refreshedStamp && stablePolls >= STABLE_POLLS) {
            refreshedStamp = now;
            folder.judgeDescribed(readers.refresh());
        }
    }

    private void stopFiles() {
        try {
            files.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
