package io.patchbay.protocol.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.Json;
import io.patchbay.api.Tenant;
import io.patchbay.spi.policy.Target;
import io.patchbay.spi.tasks.StoredTask;
import io.patchbay.spi.tasks.TaskStore.Bounds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.Test;

public final class MemoryTaskStoreTest {

    private static final Tenant ACME = new Tenant("acme");
    private static final Bounds WIDE_BOUNDS = new Bounds(100, 100);

    private final MovableClock clock = new MovableClock();
    private final MemoryTaskStore store = new MemoryTaskStore(clock, () -> 100);

    private StoredTask task(String id, String caller) {
        return new StoredTask(
                id,
                ACME,
                caller,
                Target.feature("x"),
                "call",
                StoredTask.Status.WORKING,
                "",
                clock.now,
                clock.now,
                Duration.ofMinutes(1),
                Optional.empty());
    }

    private static StoredTask holding(StoredTask task, int characters) {
        return task.with(
                StoredTask.Status.COMPLETED, "", Optional.of(new Json("x".repeat(characters))), task.updated());
    }

    @Test
    public void findsWhatItsTenantHas() {
        store.create(task("1", "alice"), WIDE_BOUNDS);

        assertThat(store.find(ACME, "1")).contains(task("1", "alice"));
        assertThat(store.find(new Tenant("other"), "1")).isEmpty();
        assertThat(store.find(ACME, "2")).isEmpty();
    }

    @Test
    public void isFullForOneAndForAll() {
        assertThat(store.create(task("1", "alice"), new Bounds(3, 1))).isTrue();
        assertThat(store.create(task("2", "alice"), new Bounds(3, 1))).isFalse();
        assertThat(store.create(task("3", "bob"), new Bounds(3, 1))).isTrue();
        assertThat(store.create(task("4", "carol"), new Bounds(2, 1))).isFalse();
        assertThat(store.find(ACME, "2")).isEmpty();
    }

    @Test
    public void forgetsAtTheEndOfItsTimeAndNotBefore() {
        store.create(task("1", "alice"), WIDE_BOUNDS);

        clock.now = clock.now.plusSeconds(60).minusNanos(1);
        assertThat(store.find(ACME, "1")).isPresent();
        clock.now = clock.now.plusNanos(1);

        assertThat(store.find(ACME, "1")).isEmpty();
        assertThat(store.create(task("2", "alice"), new Bounds(1, 1))).isTrue();
    }

    @Test
    public void aChangeToWhatIsForgottenBringsNothingBack() {
        StoredTask task = task("1", "alice");
        store.create(task, WIDE_BOUNDS);
        clock.now = clock.now.plusSeconds(61);

        assertThat(store.change(holding(task, 10))).isTrue();

        assertThat(store.find(ACME, "1")).isEmpty();
    }

    @Test
    public void holdsOnlySoMuch() {
        store.create(task("1", "alice"), WIDE_BOUNDS);
        store.create(task("2", "bob"), WIDE_BOUNDS);
        store.create(task("3", "carol"), WIDE_BOUNDS);

        assertThat(store.change(holding(task("1", "alice"), 50))).isTrue();
        assertThat(store.change(holding(task("2", "bob"), 40))).isTrue();
        assertThat(store.change(holding(task("3", "carol"), 20))).isFalse();
        assertThat(store.find(ACME, "3").orElseThrow().detail()).isEmpty();
        assertThat(store.change(holding(task("1", "alice"), 30))).isTrue();
        assertThat(store.change(holding(task("3", "carol"), 20))).isTrue();
        store.remove(task("1", "alice"));
        store.create(task("4", "dave"), WIDE_BOUNDS);

        assertThat(store.change(holding(task("4", "dave"), 40))).isTrue();
    }

    @Test
    public void noCallerTakesMoreThanHalfOfTheMemory() {
        store.create(task("1", "alice"), WIDE_BOUNDS);
        store.create(task("2", "alice"), WIDE_BOUNDS);
        store.create(task("3", "bob"), WIDE_BOUNDS);

        assertThat(store.change(holding(task("1", "alice"), 51))).isFalse();
        assertThat(store.change(holding(task("1", "alice"), 30))).isTrue();
        assertThat(store.change(holding(task("2", "alice"), 30))).isFalse();
        assertThat(store.change(holding(task("3", "bob"), 50))).isTrue();
        store.remove(task("1", "alice"));
        assertThat(store.change(holding(task("2", "alice"), 30))).isTrue();
    }

    @Test
    public void whatIsRemovedTwiceIsCountedOnce() {
        StoredTask task = task("1", "alice");
        store.create(task, WIDE_BOUNDS);
        store.remove(task);
        store.remove(task);
        clock.now = clock.now.plusSeconds(61);

        assertThat(store.create(task("2", "alice"), new Bounds(1, 1))).isTrue();
        assertThat(store.create(task("3", "alice"), new Bounds(1, 1))).isFalse();
    }

    private static final class MovableClock extends Clock {

        private Instant now = Instant.parse("2026-11-20T12:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
