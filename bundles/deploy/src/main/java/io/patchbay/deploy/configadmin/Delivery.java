package io.patchbay.deploy.configadmin;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.time.Duration;
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
 * Waits until all listeners have received all earlier changes. ConfigurationAdmin delivers events in order on one
 * thread. When a marker event is delivered, all earlier events have therefore been delivered too.
 */
public final class Delivery implements ConfigurationListener {

    private static final String MARKER = "io.patchbay.deploy.delivery";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final ConfigurationAdmin admin;
    private final Queue<CountDownLatch> waiting = new ConcurrentLinkedQueue<>();

    @GuardedBy("this")
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
     * Waits at most ten seconds for the delivery of all changes. Does not wait if the caller is the thread that
     * delivers the events, because this thread would wait for itself. The caller must not hold a lock that a listener
     * may need.
     *
     * @return whether all changes were delivered
     */
    public boolean await() throws IOException {
        if (dispatcher.equals(Optional.of(Thread.currentThread()))) {
            return false;
        }
        try {
            return sendMarker().await(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Sends a marker and queues its latch. Events and latches are in the same order. */
    private synchronized CountDownLatch sendMarker() throws IOException {
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
