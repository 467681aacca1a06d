package io.patchbay.connectors.files.tree;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads on which files are reached. Nothing in Java opens a pipe or a file on a share that hangs without waiting, and such a
 * thread cannot be stopped. So calls wait for threads of this class and can leave; what does not answer keeps these threads, is
 * refused for the next calls, and leaves the other files and roots alone.
 */
public final class DiskThreads implements AutoCloseable, DiskJob.Gate {

    private static final Duration TICK = Duration.ofMillis(250);

    /** What was interrupted may clean up for so long: less than the server lets it. */
    private static final Duration GRACE = Duration.ofMillis(500);

    /** So many places that hang at once are no single pipes: then the whole root does not answer. */
    private static final int MAX_PLACES = 4;

    private static final int MAX_THREADS = 128;

    private final ExecutorService threads = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), DiskThread::new);
    private final Set<DiskJob<?>> jobs = ConcurrentHashMap.newKeySet();
    private final Timing timing;

    public DiskThreads() {
        this(Timing.USUAL);
    }

    public DiskThreads(Timing timing) {
        this.timing = timing;
    }

    /**
     * How long one step on a disk may take.
     *
     * @param slow then the place is refused to others
     * @param most then the call is answered without it
     * @param again then somebody may try the place again, though it still hangs
     */
    public record Timing(Duration slow, Duration most, Duration again) {
        static final Timing USUAL = new Timing(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(30));
    }

    /**
     * Does something on a thread of its own, and waits for it: until a step takes too long, or this thread is interrupted.
     *
     * @throws FileProblem also when the disk does not answer
     */
    public <T> T read(Callable<T> work) throws Exception {
        return run(new DiskJob<>(work, this, false));
    }

    /** The same for what may change something: waits for it as long as anybody does, so that nobody is told less than what happened. */
    public <T> T write(Callable<T> work) throws Exception {
        return run(new DiskJob<>(work, this, true));
    }

    /** What does not answer now: by root, where one such job is. Any thread. */
    public Map<String, List<FilePath>> stuck() {
        long now = System.nanoTime();
        Map<String, List<FilePath>> stuck = new TreeMap<>();
        for (DiskJob<?> job : jobs) {
            Optional<FilePath> at = job.at();
            if (at.isPresent()
                    && (job.isAbandoned() || !job.isPatient() && job.silent(now).compareTo(timing.most()) > 0)) {
                stuck.computeIfAbsent(at.get().root(), root -> new ArrayList<>())
                        .add(at.get());
            }
        }
        return stuck;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /**
     * Lets a job go to a place, unless others hang there. One at a time may try again after a while.
     *
     * @throws FileProblem otherwise
     */
    @Override
    public void admit(DiskJob<?> job, FilePath path) {
        if (jobs.size() == 1) {
            return;
        }
        long now = System.nanoTime();
        Set<FilePath> places = new HashSet<>();
        int threads = 0;
        boolean hangs = false;
        boolean tried = false;
        for (DiskJob<?> other : jobs) {
            Optional<FilePath> at =
                    other == job || other.isPatient() && !other.isAbandoned() ? Optional.empty() : other.at();
            if (at.isEmpty() || !at.get().root().equals(path.root())) {
                continue;
            }
            Duration silent = other.silent(now);
            boolean stuck = silent.compareTo(timing.slow()) > 0;
            threads += stuck ? 1 : 0;
            if (!other.isOvertaken()) {
                if (stuck) {
                    places.add(at.get());
                }
                hangs |= stuck && at.get().equals(path);
                tried |= at.get().equals(path) && silent.compareTo(timing.again()) < 0;
            }
        }
        if (hangs && tried) {
            throw FileProblems.stalled(path);
        }
        if (places.size() >= MAX_PLACES || threads >= MAX_THREADS) {
            throw FileProblems.stalled(FilePath.TOP.child(path.root()));
        }
    }

    /** What answered this job answers others too, whatever hangs there from before. */
    @Override
    public void ended(DiskJob<?> job) {
        jobs.remove(job);
        if (!job.isAbandoned() && job.at().isPresent() && !jobs.isEmpty()) {
            long now = System.nanoTime();
            jobs.stream()
                    .filter(other ->
                            other.at().equals(job.at()) && other.silent(now).compareTo(timing.slow()) > 0)
                    .forEach(DiskJob::overtake);
        }
    }

    private <T> T run(DiskJob<T> job) throws Exception {
        jobs.add(job);
        try {
            threads.execute(job);
        } catch (RejectedExecutionException e) {
            jobs.remove(job);
            throw new IOException("The connector has been stopped", e);
        }
        try {
            while (!job.await(TICK)) {
                if (!job.isPatient() && job.silent(System.nanoTime()).compareTo(timing.most()) > 0) {
                    throw FileProblems.stalled(job.abandon());
                }
            }
        } catch (InterruptedException e) {
            leave(job);
            Thread.currentThread().interrupt();
        }
        return job.result();
    }

    private static void leave(DiskJob<?> job) throws InterruptedException {
        job.interrupt();
        if (!job.await(GRACE)) {
            job.abandon();
            Thread.currentThread().interrupt();
            throw new InterruptedException();
        }
    }
}
