package io.patchbay.protocol.walk;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.protocol.Server;
import io.patchbay.protocol.Waiting;
import java.util.Random;
import org.junit.Test;
import org.junit.runner.Description;
import org.junit.runners.model.Statement;

/**
 * Random sequences of valid and broken requests of all revisions, of several sessions and callers, checked against a
 * model of what each caller may see and must receive. No request breaks the server, every message fits its schema, and
 * no caller receives data of another one. Each walk has a seed, which a failed walk reports: {@code -Dwalk.seed=…}
 * repeats that walk, {@code -Dpatchbay.proof=whole} walks further.
 */
public final class RandomWalkTest {

    private static final int STEPS = "whole".equals(System.getProperty("patchbay.proof")) ? 200_000 : 5_000;
    /** One server for each walk, so that a failure is found quickly. */
    private static final int STEPS_OF_A_WALK = 1_000;

    @Test
    public void nothingBreaksAndNobodyGetsWhatIsAnothers() throws Throwable {
        Long seed = Long.getLong("walk.seed");
        if (seed != null) {
            walk(seed);
            return;
        }
        Random seeds = new Random();
        walk(1);
        for (int walked = STEPS_OF_A_WALK; walked < STEPS; walked += STEPS_OF_A_WALK) {
            walk(seeds.nextLong());
        }
        System.out.println("PROOF walk: " + STEPS + " steps as the model says");
    }

    private static void walk(long seed) throws Throwable {
        System.out.println("Random walk: -Dwalk.seed=" + seed);
        Server server = new Server(3);
        Statement walking = new Statement() {
            @Override
            public void evaluate() {
                new Walk(server, seed).steps(STEPS_OF_A_WALK);
                assertThat(server.sessions()).as("sessions").isZero();
                Waiting.until(
                        "nothing runs",
                        () -> server.running() == 0 && server.runningTasks() == 0 && server.streams() == 0);
                Waiting.until(
                        "all is on record",
                        () -> server.trail().entries().stream().allMatch(entry -> entry.closed() == 1));
                assertThat(server.problems()).isEmpty();
            }
        };
        try {
            server.apply(walking, Description.EMPTY).evaluate();
        } catch (Throwable e) {
            throw new AssertionError("Again with -Dwalk.seed=" + seed + ": " + e.getMessage(), e);
        }
    }
}
