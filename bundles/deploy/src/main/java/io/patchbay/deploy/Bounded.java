package io.patchbay.deploy;

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
        Thread worker = new Thread(task, "deploy-" + name);
        worker.setDaemon(true);
        worker.start();
        try {
            return task.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            String place = Diagnosis.place(worker);
            List<String> stack = Diagnosis.stack(worker);
            worker.interrupt();
            throw new DeployException(
                    "did not start within " + atMost.toMillis() / 1000.0 + " s; it hangs" + (place.isEmpty() ? " outside of its own code" : place), stack);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DeployException known) {
                throw known;
            }
            throw new DeployException("did not start: " + Diagnosis.line(e.getCause()), e.getCause());
        }
    }
}
