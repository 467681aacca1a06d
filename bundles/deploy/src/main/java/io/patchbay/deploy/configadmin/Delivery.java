package io.patchbay.deploy.configadmin;

import java.io.IOException;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;

/**
 * Waits until all listeners have heard of what was changed so far. ConfigurationAdmin tells them one event after the other on
 * one thread, so a marker of our own that came through says that all before it did.
 */
public final class Delivery implements ConfigurationListener {

    private static final String MARKER = "io.patchbay.deploy.delivery";
    private static final long LONGEST_SECONDS = 10;

    private final ConfigurationAdmin admin;
    private final Queue<CountDownLatch> waiting = new ConcurrentLinkedQueue<>();
    private long rounds;
    private volatile Optional<Thread> dispatcher = Optional.empty();

    public Delivery(ConfigurationAdmin admin) {
        this.admin = admin;
    }

    public static boolean isMarker(Configuration configuration) {
        return MARKER.equals(configuration.getPid());
    }

    public static boolean isMarker(ConfigurationEvent event) {
        return MARKER.equals(event.getPid());
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        dispatcher = Optional.of(Thread.currentThread());
        if (isMarker(event)) {
            Optional.ofNullable(waiting.poll()).ifPresent(CountDownLatch::countDown);
        }
    }

    /**
     * Waits, but not on the delivering thread itself, which would wait for ever. To be called without a lock that a listener
     * may want.
     *
     * @return whether all was delivered
     */
    public boolean await() throws IOException {
        if (dispatcher.equals(Optional.of(Thread.currentThread()))) {
            return false;
        }
        try {
            return mark().await(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** One event for each latch, both in the same order. */
    private synchronized CountDownLatch mark() throws IOException {
        CountDownLatch latch = new CountDownLatch(1);
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("round", ++rounds);
        waiting.add(latch);
        try {
            admin.getConfiguration(MARKER, "?").update(properties);
        } catch (IOException e) {
            waiting.remove(latch);
            throw e;
        }
        return latch;
    }
}
