package io.patchbay.deploy.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

public class RetryTest {

    private long now = Long.MAX_VALUE - 7;
    private final Retry retry = new Retry(() -> now);

    @Test
    public void isNotDueBeforeAnythingFailed() {
        pass(Duration.ofDays(1));

        assertThat(retry.isDue()).isFalse();
    }

    @Test
    public void isDueOnceForEachFailure() {
        retry.failed();
        assertThat(retry.isDue()).isFalse();
        pass(Retry.MIN_PAUSE);

        assertThat(retry.isDue()).isTrue();
        assertThat(retry.isDue()).isFalse();
    }

    @Test
    public void aFurtherFailureDoesNotDelayTheAttempt() {
        retry.failed();
        pass(Retry.MIN_PAUSE.minusNanos(1));
        retry.failed();
        pass(Duration.ofNanos(1));

        assertThat(retry.isDue()).isTrue();
    }

    @Test
    public void pausesDoubleUpToTheMaximumAndResetAfterASuccess() {
        assertThat(pauses(6)).containsExactly(1L, 2L, 4L, 8L, 10L, 10L);

        retry.succeeded();

        assertThat(pauses(2)).containsExactly(1L, 2L);
    }

    @Test
    public void aSuccessCancelsThePlannedAttempt() {
        retry.failed();
        retry.succeeded();
        pass(Duration.ofDays(1));

        assertThat(retry.isDue()).isFalse();
    }

    private List<Long> pauses(int number) {
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            retry.failed();
            long seconds = 0;
            while (!retry.isDue()) {
                pass(Duration.ofSeconds(1));
                seconds++;
            }
            pauses.add(seconds);
        }
        return pauses;
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
