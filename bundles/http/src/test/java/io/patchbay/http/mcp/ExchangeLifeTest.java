package io.patchbay.http.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

public class ExchangeLifeTest {

    private final ExchangeLife life = new ExchangeLife();
    private final Runnable action = () -> {};

    @Test
    public void answersOnce() {
        assertThat(life.beginAnswer()).isTrue();

        assertThat(life.beginAnswer()).isFalse();
        assertThat(life.beginStream()).isFalse();
        assertThat(life.endStream()).isFalse();
    }

    @Test
    public void answersWithAStreamThatEndsOnce() {
        assertThat(life.beginStream()).isTrue();

        assertThat(life.beginAnswer()).isFalse();
        assertThat(life.endStream()).isTrue();
        assertThat(life.endStream()).isFalse();
    }

    @Test
    public void answersAClientThatOnlyStoppedSending() {
        life.loseClient();

        assertThat(life.abandon()).as("while the dispatcher works").isFalse();
        assertThat(life.beginAnswer()).isTrue();
        assertThat(life.endDispatch()).isFalse();
    }

    @Test
    public void givesUpOnceTheDispatcherHasReturned() {
        life.loseClient();

        assertThat(life.endDispatch()).isTrue();

        assertThat(life.beginAnswer()).isFalse();
        assertThat(life.beginStream()).isFalse();
    }

    @Test
    public void keepsAnExchangeOpenThatIsAnsweredLater() {
        assertThat(life.endDispatch()).isFalse();

        assertThat(life.beginStream()).isTrue();
        assertThat(life.loseClient()).isPresent();
        assertThat(life.abandon()).as("its stream ends it").isFalse();
    }

    @Test
    public void handsOutTheActionsOfALostClientOnce() {
        assertThat(life.onDisconnect(action)).isEqualTo(ExchangeLife.NextStep.KEPT_UNWATCHED);
        assertThat(life.onDisconnect(action)).isEqualTo(ExchangeLife.NextStep.KEPT);

        assertThat(life.loseClient())
                .hasValueSatisfying(lost -> assertThat(lost.actions()).containsExactly(action, action));

        assertThat(life.loseClient()).isEmpty();
        assertThat(life.onDisconnect(action)).isEqualTo(ExchangeLife.NextStep.DUE);
    }

    @Test
    public void dropsTheActionsOfAnAnsweredExchange() {
        life.onDisconnect(action);
        life.beginAnswer();

        assertThat(life.onDisconnect(action)).isEqualTo(ExchangeLife.NextStep.DROPPED);
        assertThat(life.loseClient()).isEmpty();
    }

    @Test
    public void closesTheConnectionOnlyWhileTheDispatcherHoldsIt() {
        life.closeConnectionIfHeld();
        assertThat(life.closesConnection()).as("on a thread of its own").isFalse();

        life.beginDispatchInPlace();
        life.closeConnectionIfHeld();
        assertThat(life.closesConnection()).isTrue();

        life.endDispatch();
        life.closeConnectionIfHeld();
        assertThat(life.closesConnection()).isFalse();
    }
}
