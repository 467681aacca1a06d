package io.patchbay.protocol.ask;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

public class UsedStatesTest {

    private static final long NOW = 1_000;

    private final UsedStates used = new UsedStates(NOW);

    @Test
    public void takesEachStateOnce() {
        assertThat(used.use("alice", "a", NOW + 60, NOW)).isTrue();
        assertThat(used.use("alice", "a", NOW + 60, NOW)).isFalse();
        assertThat(used.use("bob", "b", NOW + 60, NOW)).isTrue();
    }

    @Test
    public void takesNoneThatIsOlderThanItself() {
        assertThat(used.use("alice", "a", NOW - 1, NOW)).isFalse();
    }

    @Test
    public void oneCallerTakesNoRoomFromTheOthers() {
        for (int i = 0; i < 5_000; i++) {
            assertThat(used.use("alice", "a" + i, NOW + 60, NOW)).isTrue();
        }

        assertThat(used.use("alice", "more", NOW + 60, NOW)).isFalse();
        assertThat(used.use("bob", "b", NOW + 60, NOW)).isTrue();
        assertThat(used.use("alice", "later", NOW + 120, NOW + 61))
                .as("once the others have expired")
                .isTrue();
    }

    @Test
    public void whatIsForgottenIsNotTakenAgain() {
        assertThat(used.use("first", "oldest", NOW + 10, NOW)).isTrue();
        for (int i = 0; i < 100_000; i++) {
            assertThat(used.use("caller" + i / 4_000, "s" + i, NOW + 60, NOW)).isTrue();
        }

        assertThat(used.use("first", "oldest", NOW + 10, NOW)).isFalse();
        assertThat(used.use("first", "new", NOW + 61, NOW)).isTrue();
    }
}
