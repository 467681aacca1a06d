package io.patchbay.deploy.bundle;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Runs a connector's own code on a thread that can be given up. */
final class Bounded {

    private final Supplier<Duration> longest;

    Bounded(Supplier<Duration> longest) {
        this.longest = longest;
    }

    /** @throws DeployException what the work threw, or that it did not end in time, with where it hangs */
    <T> T call(String name, Callable<T> work) throws DeployException, InterruptedException {
        Duration atMost = longest.get();
        FutureTask<T> task = new FutureTask<>(work);
        Thread worker = started(name, task);
        try {
            return task.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            String place = Diagnosis.place(worker);
            List<String> stack = Diagnosis.stack(worker);
            worker.interrupt();
            throw new DeployException(
                    DeployException.Kind.FAULTY,
                    "did not start within " + atMost.toMillis() / 1000.0 + " s; it hangs"
                            + (place.isEmpty() ? " outside of its own code" : place),
                    stack);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        }
    }

    /**
     * The same for work of the server's own, which heeds an interrupt and then says itself what it waited for. Its end is waited
     * for, since nothing of it may happen later; it may still have gone well.
     */
    <T> T callToItsEnd(String name, Callable<T> work) throws DeployException, InterruptedException {
        FutureTask<T> task = new FutureTask<>(work);
        Thread worker = started(name, task);
        try {
            worker.join(longest.get().toMillis());
            worker.interrupt();
            return task.get();
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        }
    }

    private static Thread started(String name, Runnable task) {
        Thread worker = new Thread(task, "deploy-" + name);
        worker.setDaemon(true);
        worker.start();
        return worker;
    }

    private static DeployException failure(Throwable cause) {
        return cause instanceof DeployException known ? known : DeployException.ofCode("did not start", cause);
    }
}
