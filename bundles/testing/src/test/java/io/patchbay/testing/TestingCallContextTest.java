package io.patchbay.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.Answer;
import io.patchbay.api.Caller;
import io.patchbay.api.ClientCapability;
import io.patchbay.api.ClientInfo;
import io.patchbay.api.Level;
import io.patchbay.api.Tenant;
import io.patchbay.api.TraceContext;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;

public final class TestingCallContextTest {

    private static final Caller ADA = new Caller("ada", "Ada", Caller.Kind.PERSON, new Tenant("t"), Map.of());

    @Test
    public void returnsTheValuesThatTheTestSets() {
        TestingCallContext context = new TestingCallContext()
                .withCaller(ADA)
                .withApprover(ADA)
                .withDeadline(Instant.MAX)
                .withAnswer("a", new Answer.Declined())
                .withAnswer("b", new Answer.Cancelled())
                .withState("s")
                .withCapabilities(ClientCapability.ROOTS)
                .withClient(new ClientInfo("c", "1"))
                .withTrace(new TraceContext("p", Optional.empty(), Optional.empty()));

        assertThat(context.caller()).isEqualTo(ADA);
        assertThat(context.approver()).contains(ADA);
        assertThat(context.deadline()).isEqualTo(Instant.MAX);
        assertThat(context.answers().keySet()).containsExactly("a", "b");
        assertThat(context.state()).contains("s");
        assertThat(context.canAsk(ClientCapability.ROOTS)).isTrue();
        assertThat(context.canAsk(ClientCapability.SAMPLING)).isFalse();
        assertThat(context.client()).contains(new ClientInfo("c", "1"));
        assertThat(context.trace()).isPresent();
    }

    @Test
    public void isAFirstRoundByDefault() {
        TestingCallContext context = new TestingCallContext();

        assertThat(context.answers()).isEmpty();
        assertThat(context.state()).isEmpty();
        assertThat(context.approver()).isEmpty();
        assertThat(context.cancelled()).isFalse();
        assertThat(context.callId()).isNotEmpty();
    }

    @Test
    public void recordsProgressAndLogs() {
        TestingCallContext context = new TestingCallContext();

        context.progress(1, 2, "half");
        context.progress(1, 2, "again");
        context.progress(Double.NaN, 2, "no number");
        context.progress(2, 2, "");
        context.log(Level.ERROR, "hear");
        context.continueAsTask();

        assertThat(context.progress())
                .containsExactly(
                        new TestingCallContext.Progress(1, 2, "half"), new TestingCallContext.Progress(2, 2, ""));
        assertThat(context.logs()).containsExactly(new TestingCallContext.Log(Level.ERROR, "hear"));
        assertThat(context.continuedAsTask()).isTrue();
    }

    @Test
    public void recordsNothingAfterCancellation() {
        TestingCallContext context = new TestingCallContext();
        context.cancel();

        context.progress(1, 2, "");
        context.log(Level.ERROR, "late");

        assertThat(context.cancelled()).isTrue();
        assertThat(context.progress()).isEmpty();
        assertThat(context.logs()).isEmpty();
    }

    @Test
    public void isCancelledAfterItsDeadline() {
        assertThat(new TestingCallContext().withDeadline(Instant.EPOCH).cancelled())
                .isTrue();
    }

    @Test
    public void copiesRecordSeparately() {
        TestingCallContext first = new TestingCallContext();
        first.progress(1, 2, "");

        assertThat(first.withState("s").progress()).isEmpty();
    }
}
