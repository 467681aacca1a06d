package io.patchbay.protocol.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Test;

/** The carriers of virtual threads, with the test's own scheduler and clock. */
public final class CarriersTest {

    private final List<Runnable> queued = new ArrayList<>();
    private final List<Integer> parallelism = new ArrayList<>();
    private final Carriers carriers = new Carriers(queued::add, 2, parallelism::add);
    private long now = 1;

    private void look(int occupied, boolean calls) {
        now += TimeUnit.MILLISECONDS.toNanos(50);
        carriers.adjust(now, occupied, calls);
    }

    private void run() {
        List<Runnable> ready = List.copyOf(queued);
        queued.clear();
        ready.forEach(Runnable::run);
    }

    private int last() {
        return parallelism.get(parallelism.size() - 1);
    }

    @Test
    public void leavesTheSchedulerAloneWhileItRunsWhatComes() {
        for (int i = 0; i < 1000; i++) {
            look(0, true);
            run();
        }

        assertThat(parallelism).isEmpty();
    }

    @Test
    public void lendsOneForEachThatIsKnownToBeOccupied() {
        look(3, true);

        assertThat(parallelism).containsExactly(5);
    }

    @Test
    public void lendsMoreAndMoreUntilSomethingRuns() {
        for (int i = 0; i < 30; i++) {
            look(0, true);
        }

        assertThat(parallelism).isSorted().startsWith(4, 6, 10, 18).endsWith(256);
    }

    @Test
    public void hasTheSchedulerStartWhatItWasLent() {
        look(0, true);
        run();
        look(0, true);
        int before = queued.size();
        for (int i = 0; i < 3; i++) {
            look(0, true);
        }

        assertThat(queued.size() - before).as("work that has it start carriers").isGreaterThanOrEqualTo(2);
    }

    @Test
    public void isPatientWhileNoCallRuns() {
        for (int i = 0; i < 20; i++) {
            look(0, false);
        }

        assertThat(parallelism).isEmpty();
    }

    @Test
    public void takesBackWhatIsNotOccupiedAnyMore() {
        look(40, true);
        assertThat(last()).isEqualTo(42);

        for (int i = 0; i < 1000; i++) {
            look(0, true);
            run();
        }

        assertThat(last()).isEqualTo(2);
    }

    @Test
    public void looksLessAndLessOftenWhetherWhatItCannotSeeStillLoops() {
        List<Integer> starvations = new ArrayList<>();
        for (int hour = 0; hour < 2; hour++) {
            int before = parallelism.size();
            for (int i = 0; i < 72_000; i++) {
                look(0, true);
                if (!parallelism.isEmpty() && last() > 4) {
                    run(); // two loops outside calls
                }
            }
            starvations.add(parallelism.size() - before);
        }

        assertThat(starvations.get(1)).isLessThan(150);
    }
}
