package io.patchbay.deploy.bundle;

import io.patchbay.support.DaemonThread;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Runs a connector's code on another thread, with a timeout. */
final class Bounded {

    private final Supplier<Duration> timeout;

    Bounded(Supplier<Duration> timeout) {
        this.timeout = timeout;
    }

    /**
     * @throws DeployException if the work fails or does not end in time; after a timeout, the message names the place
     *     at which the work waits
     */
    <T> T call(String name, Callable<T> work) throws DeployException, InterruptedException {
        Duration limit = timeout.get();
        FutureTask<T> task = new FutureTask<>(work);
        Thread worker = started(name, task);
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            String place = Diagnosis.place(worker);
            List<String> stack = Diagnosis.stack(worker);
            worker.interrupt();
            throw new DeployException(
                    DeployException.Kind.FAULTY,
                    "the connector did not start within " + limit.toMillis() / 1000.0 + " s (startSeconds); it hangs"
                            + (place.isEmpty() ? " outside the connector's own code" : place),
                    stack);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        }
    }

    /**
     * Runs work of the server itself. After the timeout, interrupts the work and waits until the work has ended. The
     * work must have no effect after this method returns. The interrupted work either reports the place at which it
     * waited, or succeeds.
     */
    <T> T callThenJoin(String name, Callable<T> work) throws DeployException, InterruptedException {
        FutureTask<T> task = new FutureTask<>(work);
        Thread worker = started(name, task);
        try {
            worker.join(timeout.get().toMillis());
            worker.interrupt();
            return task.get();
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        }
    }

    private static Thread started(String name, Runnable task) {
        Thread worker = DaemonThread.of(task, "deploy-" + name);
        worker.start();
        return worker;
    }

    private static DeployException failure(Throwable cause) {
        return cause instanceof DeployException known
                ? known
                : DeployException.ofCode("the connector did not start", cause);
    }
}
