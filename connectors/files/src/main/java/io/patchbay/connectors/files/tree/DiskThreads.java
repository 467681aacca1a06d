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
 * The threads on which files are opened and read. If a Java thread opens a pipe, or a file on a network share that
 * hangs, the thread blocks and cannot be stopped. Calls therefore use threads of this class and can stop waiting for
 * them. If a path does not respond, the threads at this path stay blocked, and later calls to this path are refused.
 * Other files and roots are not affected.
 */
public final class DiskThreads implements AutoCloseable, DiskJob.Gate {

    private static final Duration CHECK_INTERVAL = Duration.ofMillis(250);

    /**
     * The time in which an interrupted job can clean up. This time is shorter than the time that the server waits for a
     * call to end.
     */
    private static final Duration INTERRUPT_GRACE = Duration.ofMillis(500);

    /** If a root has this many stuck paths, the whole root is refused, because the cause is probably the disk. */
    private static final int MAX_STUCK_PATHS = 4;

    private static final int MAX_STUCK_THREADS = 128;

    private final ExecutorService threads = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), DiskThread::new);
    private final Set<DiskJob<?>> jobs = ConcurrentHashMap.newKeySet();
    private final Timing timing;

    public DiskThreads() {
        this(Timing.DEFAULTS);
    }

    public DiskThreads(Timing timing) {
        this.timing = timing;
    }

    /**
     * Limits on the duration of one step on a disk.
     *
     * @param refuseAfter the time after which the path is refused to other jobs
     * @param giveUpAfter the time after which the call fails
     * @param retryAfter the time after which one other job may try the path again, although the path still hangs
     */
    public record Timing(Duration refuseAfter, Duration giveUpAfter, Duration retryAfter) {
        static final Timing DEFAULTS =
                new Timing(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(30));
    }

    /**
     * Runs work on a separate thread and waits for the result, until a step takes too long or the current thread is
     * interrupted.
     *
     * @throws FileProblem if the work throws this exception, or if the disk does not respond
     */
    public <T> T read(Callable<T> work) throws Exception {
        return run(new DiskJob<>(work, this, false));
    }

    /** Runs work that may change files. Waits without a limit for each step, so that the result reports all changes. */
    public <T> T write(Callable<T> work) throws Exception {
        return run(new DiskJob<>(work, this, true));
    }

    /**
     * Returns the paths at which jobs hang now. The key of each list is the name of the root. May be called on any
     * thread.
     */
    public Map<String, List<FilePath>> stuckPaths() {
        long now = System.nanoTime();
        Map<String, List<FilePath>> stuck = new TreeMap<>();
        for (DiskJob<?> job : jobs) {
            Optional<FilePath> location = job.location();
            if (location.isPresent()
                    && (job.isAbandoned()
                            || !job.isPatient() && job.timeWithoutProgress(now).compareTo(timing.giveUpAfter()) > 0)) {
                stuck.computeIfAbsent(location.get().root(), root -> new ArrayList<>())
                        .add(location.get());
            }
        }
        return stuck;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /**
     * Allows a job to reach a path, unless other jobs hang at the path. After a while, one job at a time may try the
     * path again.
     *
     * @throws FileProblem if the path, or its whole root, is refused
     */
    @Override
    public void admit(DiskJob<?> job, FilePath path) {
        if (jobs.size() == 1) {
            return;
        }
        long now = System.nanoTime();
        Set<FilePath> stuckPaths = new HashSet<>();
        int stuckThreads = 0;
        boolean hangsHere = false;
        boolean retriedHere = false;
        for (DiskJob<?> other : jobs) {
            Optional<FilePath> location =
                    other == job || other.isPatient() && !other.isAbandoned() ? Optional.empty() : other.location();
            if (location.isEmpty() || !location.get().root().equals(path.root())) {
                continue;
            }
            Duration idle = other.timeWithoutProgress(now);
            boolean stuck = idle.compareTo(timing.refuseAfter()) > 0;
            stuckThreads += stuck ? 1 : 0;
            if (!other.isOvertaken()) {
                if (stuck) {
                    stuckPaths.add(location.get());
                }
                hangsHere |= stuck && location.get().equals(path);
                retriedHere |= location.get().equals(path) && idle.compareTo(timing.retryAfter()) < 0;
            }
        }
        if (hangsHere && retriedHere) {
            throw FileProblems.stalled(path);
        }
        if (stuckPaths.size() >= MAX_STUCK_PATHS || stuckThreads >= MAX_STUCK_THREADS) {
            throw FileProblems.stalled(FilePath.TOP.child(path.root()));
        }
    }

    /** Marks as overtaken all older jobs that hang at the path of this job, because the path responded to this job. */
    @Override
    public void jobEnded(DiskJob<?> job) {
        jobs.remove(job);
        if (!job.isAbandoned() && job.location().isPresent() && !jobs.isEmpty()) {
            long now = System.nanoTime();
            jobs.stream()
                    .filter(other -> other.location().equals(job.location())
                            && other.timeWithoutProgress(now).compareTo(timing.refuseAfter()) > 0)
                    .forEach(DiskJob::markOvertaken);
        }
    }

    private <T> T run(DiskJob<T> job) throws Exception {
        jobs.add(job);
        try {
            threads.execute(job);
        } catch (RejectedExecutionException e) {
            jobs.remove(job);
            throw new IOException("The connector is stopped", e);
        }
        try {
            while (!job.awaitEnd(CHECK_INTERVAL)) {
                if (!job.isPatient()
                        && job.timeWithoutProgress(System.nanoTime()).compareTo(timing.giveUpAfter()) > 0) {
                    throw FileProblems.stalled(job.abandon());
                }
            }
        } catch (InterruptedException e) {
            cancel(job);
            Thread.currentThread().interrupt();
        }
        return job.result();
    }

    private static void cancel(DiskJob<?> job) throws InterruptedException {
        job.interrupt();
        if (!job.awaitEnd(INTERRUPT_GRACE)) {
            job.abandon();
            Thread.currentThread().interrupt();
            throw new InterruptedException();
        }
    }
}
