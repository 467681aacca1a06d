package io.patchbay.protocol.catalog;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.patchbay.protocol.json.Lines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads offers on a separate thread, because connector code may hang. If a service does not answer, only the entries of
 * this service are missing.
 */
final class PatientReader {

    private static final Logger log = LoggerFactory.getLogger(PatientReader.class);

    private final OfferReader reader = new OfferReader();
    /** The owners of the services whose repeated read has not ended in time and still runs, by service. */
    private final Map<Object, String> unresponsive = Collections.synchronizedMap(new IdentityHashMap<>());

    private final Executor threads;
    private final Duration patience;

    /** @param patience the minimum time for a service to answer; the reader gives up after at most twice this time */
    PatientReader(Executor threads, Duration patience) {
        this.threads = threads;
        this.patience = patience;
    }

    /** Returns the offer of each registration, in the same order. */
    List<Offer> read(String owner, List<Registration> registrations) {
        List<Offer> offers = new ArrayList<>();
        while (offers.size() < registrations.size()) {
            List<Registration> rest = registrations.subList(offers.size(), registrations.size());
            offers.addAll(readSome(owner, rest));
        }
        return offers;
    }

    /** Reads a service again. Returns empty if the service does not answer, or has not yet answered the previous read. */
    Optional<Offer> reread(String owner, Offer before) {
        if (unresponsive.containsKey(before.registration().service())) {
            return Optional.empty();
        }
        Batch batch = new Batch(owner, List.of(before.registration()), Optional.of(before));
        Optional<Offer> after =
                wait(batch, new FutureTask<>(batch, null)).stream().findFirst();
        if (after.isEmpty()) {
            log.warn("A connector of {} did not answer a repeated read. The last good lists stay in use.", owner);
        }
        return after;
    }

    /**
     * Returns the services that have not answered a repeated read, by owner, with one readable line for each service.
     * Each of these services occupies a thread until it answers.
     */
    Map<String, List<String>> unresponsive() {
        Map<String, List<String>> lines = new LinkedHashMap<>();
        synchronized (unresponsive) {
            unresponsive
                    .values()
                    .forEach(owner -> lines.put(
                            owner,
                            List.of(Lines.of("A connector of " + owner
                                    + " does not answer requests for its lists; the last good lists stay in use"))));
        }
        return lines;
    }

    private List<Offer> readSome(String owner, List<Registration> registrations) {
        Batch batch = new Batch(owner, registrations, Optional.empty());
        List<Offer> done = new ArrayList<>(wait(batch, new FutureTask<>(batch, null)));
        if (done.size() < registrations.size()) {
            done.add(Offer.unanswered(registrations.get(done.size()), batch.noAnswerMessage()));
        }
        return done;
    }

    private List<Offer> wait(Batch batch, FutureTask<?> task) {
        threads.execute(task);
        int seen = 0;
        while (true) {
            try {
                task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
                return batch.close();
            } catch (TimeoutException e) {
                int now = batch.countDone();
                if (now == seen) {
                    List<Offer> done = batch.close();
                    batch.recordPlace();
                    batch.markUnresponsive();
                    task.cancel(true);
                    return done;
                }
                seen = now;
            } catch (InterruptedException e) {
                batch.close();
                batch.recordPlace();
                task.cancel(true);
                Thread.currentThread().interrupt();
                throw new IllegalStateException(batch.noAnswerMessage(), e);
            } catch (ExecutionException | CancellationException e) {
                return batch.close();
            }
        }
    }

    /** Reads services one after the other until the batch is closed. */
    private final class Batch implements Runnable {

        private final String owner;
        private final List<Registration> registrations;
        private final Optional<Offer> before;

        @GuardedBy("this")
        private final List<Offer> offers = new ArrayList<>();

        @GuardedBy("this")
        private Optional<Thread> runner = Optional.empty();

        @GuardedBy("this")
        private String place = "";

        @GuardedBy("this")
        private boolean closed;

        @GuardedBy("this")
        private boolean ended;

        Batch(String owner, List<Registration> registrations, Optional<Offer> before) {
            this.owner = owner;
            this.registrations = registrations;
            this.before = before;
        }

        @Override
        public void run() {
            synchronized (this) {
                runner = Optional.of(Thread.currentThread());
            }
            try {
                for (Registration registration : registrations) {
                    if (!add(reader.read(owner, registration, before, this::isAwaited))) {
                        return;
                    }
                }
            } finally {
                markEnded();
            }
        }

        /** Called after the reader has given up on this batch. */
        private synchronized void markUnresponsive() {
            if (before.isPresent() && !ended) {
                unresponsive.put(before.get().registration().service(), owner);
            }
        }

        /** Records which code runs now. Must be called before the thread is interrupted. */
        private synchronized void recordPlace() {
            place = runner.flatMap(Lines::place)
                    .map(where -> ", it hangs" + where)
                    .orElse("");
        }

        /** Returns the message about the first service that has not answered. */
        private synchronized String noAnswerMessage() {
            Registration unanswered = registrations.get(Math.min(offers.size(), registrations.size() - 1));
            return Lines.of("A service of " + owner + " ("
                    + unanswered.service().getClass().getSimpleName()
                    + ") is refused: the service did not answer the request for its definitions" + place);
        }

        private synchronized void markEnded() {
            ended = true;
            runner = Optional.empty();
            before.ifPresent(offer -> unresponsive.remove(offer.registration().service()));
        }

        private synchronized boolean add(Offer offer) {
            if (!closed) {
                offers.add(offer);
            }
            return !closed;
        }

        private synchronized boolean isAwaited() {
            return !closed;
        }

        synchronized int countDone() {
            return offers.size();
        }

        synchronized List<Offer> close() {
            closed = true;
            return List.copyOf(offers);
        }
    }
}
