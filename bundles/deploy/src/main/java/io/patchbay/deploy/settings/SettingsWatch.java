package io.patchbay.deploy.settings;

import io.patchbay.deploy.configadmin.Readers;
import io.patchbay.deploy.file.PlainWords;
import io.patchbay.deploy.watch.FolderWatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what is in force as the settings folder has it, once that was read; a folder that cannot be read is tried again. Secrets,
 * and what bundles read, are looked at now and then: nobody tells when they change.
 */
public final class SettingsWatch {

    private static final long LOOK_MILLIS = 250;
    private static final int LOOKS_AT_REST = 4;
    private static final Logger log = LoggerFactory.getLogger(SettingsWatch.class);

    private final SettingsFolder folder;
    private final FolderWatch files;
    private final Readers readers;
    private final FolderRights rights;
    private final LongSupplier stamp;
    private final Runnable loaded;
    private final Thread thread = new Thread(this::run, "watch-settings");
    private boolean isLoaded;
    private boolean failing;
    private long lookedAt;
    private long seen;
    private int restful;
    private int looks;

    /**
     * @param stamp tells one state of all bundles from another; 0 while they start
     * @param loaded run once, when the whole folder has been read
     */
    public SettingsWatch(
            Path path,
            SettingsFolder folder,
            Readers readers,
            FolderRights rights,
            LongSupplier stamp,
            Runnable loaded) {
        this.folder = folder;
        this.files = new FolderWatch(path, SettingsNames::concerns, folder);
        this.readers = readers;
        this.rights = rights;
        this.stamp = stamp;
        this.loaded = loaded;
        thread.setDaemon(true);
    }

    /** Reads the folder before it returns, if it can be read. */
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
            files.know();
            folder.load();
            folder.readable();
            isLoaded = true;
            loaded.run();
        } catch (IOException e) {
            folder.unreadable("cannot be read: " + PlainWords.of(e));
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    /** The last guard of the thread: reported once, tried again at the next look. */
    private void failed(Throwable e) {
        if (!failing) {
            log.error("The settings could not be looked at; the server tries again by itself", e);
        }
        failing = true;
        folder.unreadable("could not be looked at: " + PlainWords.of(e));
    }

    private void run() {
        try {
            while (!isLoaded) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
                load();
            }
            files.start();
            while (true) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
                look();
            }
        } catch (InterruptedException e) {
            log.debug("The settings are watched no longer");
        } finally {
            stopFiles();
        }
    }

    private void look() {
        try {
            folder.lookAtSecrets();
            folder.keepMore();
            if (looks++ % LOOKS_AT_REST == 0) {
                rights.look();
            }
            lookAtReaders();
            if (failing) {
                failing = false;
                folder.readable();
            }
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    /** Not while bundles come and go: components are known a moment later, and a start has more urgent things to do. */
    private void lookAtReaders() {
        long now = stamp.getAsLong();
        restful = now == seen ? restful + 1 : 0;
        seen = now;
        if (now != lookedAt && restful >= LOOKS_AT_REST) {
            lookedAt = now;
            folder.described(readers.renew());
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
