package io.patchbay.protocol.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.Tasks;
import io.patchbay.api.TemplateDefinition;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;
import io.patchbay.protocol.Answered;
import io.patchbay.protocol.Callers;
import io.patchbay.protocol.LegacyClient;
import io.patchbay.protocol.Limits;
import io.patchbay.protocol.ModernClient;
import io.patchbay.protocol.RecordingTrail;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Stubs;
import io.patchbay.protocol.TestExchange;
import io.patchbay.protocol.Transport;
import io.patchbay.protocol.Waiting;
import io.patchbay.protocol.task.TaskServer;
import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.identity.Credential;
import io.patchbay.spi.identity.Identity;
import io.patchbay.spi.identity.Narrowing;
import io.patchbay.spi.identity.Patterns;
import io.patchbay.spi.policy.Decision;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** Running work that loses its rights: every way to lose them, for every kind of work. */
public final class RightsTest {

    private static final Decision DENIED =
            new Decision.Deny("operation_not_supported", "Writes are not available here.");

    @Rule
    public final Server server = new Server();

    private final AtomicInteger entered = new AtomicInteger();
    private final AtomicInteger interrupted = new AtomicInteger();
    private final AtomicBoolean over = new AtomicBoolean();
    private final Semaphore go = new Semaphore(0);

    @Before
    public void publish() {
        server.publish(
                Stubs.write("wait", (arguments, context) -> {
                    context.progress(1, 2, "secret progress");
                    return work();
                }),
                Stubs.write("deaf", (arguments, context) -> {
                    entered.incrementAndGet();
                    for (int i = 2; !over.get(); i++) {
                        context.progress(i, 0, "secret progress");
                        LockSupport.parkNanos(1_000_000);
                        Thread.interrupted();
                    }
                    return ToolResult.text("secret result");
                }),
                Stubs.write("ask", (arguments, context) -> TaskServer.askName(context)),
                Stubs.tool(definition("job"), (arguments, context) -> {
                    context.continueAsTask();
                    return work();
                }),
                Stubs.tool(definition("asker"), (arguments, context) -> {
                    context.continueAsTask();
                    return TaskServer.askName(context);
                }),
                Stubs.tool("read", (arguments, context) -> work()),
                Stubs.echo("echo"));
    }

    @After
    public void end() {
        over.set(true);
        go.release(1_000);
    }

    private static ToolDefinition definition(String name) {
        return ToolDefinition.destructive(name, "A tool of a test.", Stubs.ANY).withTasks(Tasks.ALLOWED);
    }

    private ToolResult work() throws InterruptedException {
        entered.incrementAndGet();
        try {
            go.acquire();
        } catch (InterruptedException e) {
            interrupted.incrementAndGet();
            throw e;
        }
        return ToolResult.text("secret result");
    }

    /** Every way to lose a right, with the code in the audit trail. */
    private Map<String, Consumer<Identity.Known>> losses() {
        Map<String, Consumer<Identity.Known>> losses = new LinkedHashMap<>();
        losses.put("credential_revoked", who -> server.authenticator().current(without(who)));
        losses.put("credential_expired", who -> server.authenticator().current(without(who)));
        losses.put(
                "scope_lost",
                who -> server.authenticator().current(narrowed(who, Callers.ONLY.withTools(Patterns.of("echo")))));
        losses.put(
                "not_allowed",
                who -> server.policy().change(operation -> operation.identity().equals(who) ? DENIED : Decision.ALLOW));
        return losses;
    }

    private static Function<Identity.Known, Optional<Identity.Known>> without(Identity.Known who) {
        return identity ->
                identity.credential().id().equals(who.credential().id()) ? Optional.empty() : Optional.of(identity);
    }

    private static Function<Identity.Known, Optional<Identity.Known>> narrowed(
            Identity.Known who, Narrowing narrowing) {
        Credential before = who.credential();
        Identity.Known now = Identity.Known.of(
                who.caller(), new Credential(before.id(), before.kind(), narrowing, before.expires()));
        return identity -> identity.equals(who) ? Optional.of(now) : Optional.of(identity);
    }

    private Identity.Known caller(String loss) {
        return loss.equals("credential_expired") ? Callers.until(Instant.EPOCH, "mallory") : Callers.known("mallory");
    }

    private void restore() {
        server.authenticator().current(Optional::of);
        server.policy().change(operation -> Decision.ALLOW);
    }

    private Outcome outcome(int call) {
        Waiting.until(
                "the call is on record",
                () -> server.trail().entries("tools/call").size() > call);
        return server.trail().entries("tools/call").get(call).outcome();
    }

    private void tellsNothing(TestExchange exchange, String loss) {
        exchange.await();
        List<byte[]> sent = exchange.streamed()
                ? exchange.events()
                : List.of(exchange.reply().body());
        assertThat(new String(sent.get(sent.size() - 1), StandardCharsets.UTF_8))
                .as(loss)
                .contains("This call was stopped")
                .contains(loss);
        assertThat(sent).noneMatch(body -> new String(body, StandardCharsets.UTF_8).contains("secret result"));
    }

    @Test
    public void runningCallsOfBothErasAreStopped() {
        int calls = 0;
        for (Map.Entry<String, Consumer<Identity.Known>> loss : losses().entrySet()) {
            Identity.Known who = caller(loss.getKey());
            for (String tool : List.of("wait", "job")) {
                int before = entered.get();
                int interruptedBefore = interrupted.get();
                TestExchange modern =
                        server.modern(who).with("progressToken", "1").start("tools/call", "{'name':'" + tool + "'}");
                TestExchange legacy = server.legacy(who).start("tools/call", "{'name':'" + tool + "'}");
                TestExchange other = server.modern().start("tools/call", "{'name':'" + tool + "'}");
                Waiting.until("they run", () -> entered.get() == before + 3);

                loss.getValue().accept(who);

                tellsNothing(modern, loss.getKey());
                tellsNothing(legacy, loss.getKey());
                Waiting.until("they are interrupted", () -> interrupted.get() == interruptedBefore + 2);
                Waiting.until("nothing of them runs", () -> server.running() == 1);
                assertThat(other.complete()).as("another caller's call").isFalse();
                go.release();
                assertThat(Answered.of(other).text()).isEqualTo("secret result");
                for (int i = 0; i < 3; i++) {
                    Outcome outcome = outcome(calls++);
                    assertThat(outcome).isIn(Outcome.OK, new Outcome(Outcome.Kind.CANCELLED, loss.getKey()));
                }
                restore();
            }
        }
        assertThat(server.trail().entries("tools/call").stream()
                        .map(RecordingTrail.Entry::outcome)
                        .filter(Outcome.OK::equals))
                .hasSize(8);
    }

    @Test
    public void whatHeedsNoInterruptSaysNothingMore() {
        for (Map.Entry<String, Consumer<Identity.Known>> loss : losses().entrySet()) {
            Identity.Known who = caller(loss.getKey());
            over.set(false);
            TestExchange call = server.modern(who).with("progressToken", "1").start("tools/call", "{'name':'deaf'}");
            call.awaitEvents(3);

            loss.getValue().accept(who);

            tellsNothing(call, loss.getKey());
            int sent = call.events().size();
            over.set(true);
            Waiting.until("it has ended", () -> server.running() == 0);
            assertThat(call.events()).as("after the end").hasSize(sent);
            restore();
        }
    }

    @Test
    public void legacyCallsThatWaitForTheirClientAreStopped() {
        int calls = 0;
        for (Map.Entry<String, Consumer<Identity.Known>> loss : losses().entrySet()) {
            Identity.Known who = caller(loss.getKey());
            LegacyClient client = server.legacy(who);
            TestExchange call = client.start("tools/call", "{'name':'ask'}");
            call.awaitEvents(1);

            loss.getValue().accept(who);

            tellsNothing(call, loss.getKey());
            assertThat(outcome(calls++)).isEqualTo(new Outcome(Outcome.Kind.CANCELLED, loss.getKey()));
            restore();
        }
    }

    @Test
    public void tasksThatRunOrWaitAreStopped() {
        int calls = 0;
        for (Map.Entry<String, Consumer<Identity.Known>> loss : losses().entrySet()) {
            Identity.Known who = caller(loss.getKey());
            ModernClient client = server.modern(who).takingTasks();
            String runs = TaskServer.create(client, "job");
            String waits = TaskServer.create(client, "asker");
            client.awaitTask(waits, "input_required");

            loss.getValue().accept(who);

            assertThat(outcome(calls++)).isEqualTo(new Outcome(Outcome.Kind.CANCELLED, loss.getKey()));
            assertThat(outcome(calls++)).isEqualTo(new Outcome(Outcome.Kind.CANCELLED, loss.getKey()));
            Waiting.until("nothing runs", () -> server.running() == 0);
            restore();
            for (String task : List.of(runs, waits)) {
                assertThat(client.awaitTask(task, "cancelled")
                                .path("statusMessage")
                                .asText())
                        .startsWith("This call was stopped");
            }
        }
    }

    @Test
    public void callsThatWaitForAPlaceOrANewVersionAreStopped() {
        server.limits(Limits.DEFAULT.withPerConnector(new Limits.PerConnector(1, 8, Duration.ofSeconds(30), 8)));
        TestExchange holds = server.modern().start("tools/call", "{'name':'read'}");
        Waiting.until("it runs", () -> entered.get() == 1);
        Identity.Known who = Callers.known("mallory");
        TestExchange queued = server.modern(who).start("tools/call", "{'name':'wait'}");
        Waiting.until("it waits for a place", () -> server.waiting("test") == 1);
        server.publish("other", List.of(Stubs.echo("gone")));
        server.catalog().pause("other");
        TestExchange paused = server.modern(who).start("tools/call", "{'name':'gone'}");
        Waiting.until(
                "both wait",
                () -> server.open().stream()
                                .filter(one -> one.kind() == OpenCalls.Kind.WAITING)
                                .count()
                        == 2);

        server.authenticator().current(without(who));

        tellsNothing(queued, "credential_revoked");
        tellsNothing(paused, "credential_revoked");
        assertThat(entered).hasValue(1);
        go.release();
        assertThat(Answered.of(holds).text()).isEqualTo("secret result");
    }

    @Test
    public void aCallWhoseKeyWasRevokedBeforeItsBodyCameDoesNotRun() {
        Identity.Known who = Callers.known("mallory");
        server.authenticator().current(without(who));

        Answered answered = server.modern(who).tool("echo");

        assertThat(answered.message()).startsWith("This call was stopped");
        assertThat(outcome(0)).isEqualTo(new Outcome(Outcome.Kind.CANCELLED, "credential_revoked"));
    }

    @Test
    public void whatTheCredentialMayStillDoGoesOn() {
        Identity.Known who = Callers.known("mallory");
        LegacyClient client = server.legacy(who);
        TestExchange read = server.modern(who).start("tools/call", "{'name':'read'}");
        TestExchange legacy = client.start("tools/call", "{'name':'read'}");
        TestExchange write = server.modern(who).start("tools/call", "{'name':'wait'}");
        Waiting.until("they run", () -> entered.get() == 3);

        server.authenticator().current(narrowed(who, Callers.ONLY.withTools(Patterns.of("read"))));
        tellsNothing(write, "scope_lost");
        server.policy().change(operation -> operation.target().name().equals("read") ? Decision.ALLOW : DENIED);
        TestExchange other = server.modern().start("tools/call", "{'name':'echo'}");
        other.await();

        assertThat(read.complete()).isFalse();
        go.release(2);
        assertThat(Answered.of(read).text()).isEqualTo("secret result");
        assertThat(Answered.of(legacy).text()).isEqualTo("secret result");
    }

    @Test
    public void anotherKeyOfTheSameCallerGoesOn() {
        Identity.Known first = Callers.known("alice");
        Identity.Known second = Identity.Known.of(
                first.caller(), new Credential("second", Credential.Kind.API_KEY, Callers.ALL, Optional.empty()));
        TestExchange lost = server.modern(first).start("tools/call", "{'name':'wait'}");
        TestExchange stays = server.modern(second).start("tools/call", "{'name':'wait'}");
        Waiting.until("both run", () -> entered.get() == 2);

        server.authenticator().current(without(first));

        tellsNothing(lost, "credential_revoked");
        assertThat(stays.complete()).isFalse();
        go.release();
        assertThat(Answered.of(stays).text()).isEqualTo("secret result");
    }

    @Test
    public void listsThatWereBegunForMoreScopesAreStopped() {
        server.publish(new Stubs.ListingTemplate(TemplateDefinition.of("list://{x}", "listed"), (cursor, context) -> {
            entered.incrementAndGet();
            go.acquire();
            throw new IllegalStateException("not reached");
        }));
        Identity.Known who = Callers.known("mallory");
        TestExchange listing = server.modern(who).start("resources/list", "{}");
        Waiting.until("it is asked", () -> entered.get() == 1);

        server.authenticator().current(narrowed(who, Callers.ONLY.withTools(Patterns.of("*"))));

        tellsNothing(listing, "scope_lost");
    }

    @Test
    public void streamsEndAndThatIsOnRecord() {
        Identity.Known who = Callers.known("mallory");
        TestExchange modern = server.modern(who)
                .start("subscriptions/listen", "{'notifications':{'toolsListChanged':true}}")
                .awaitEvents(1);
        TestExchange legacy = server.legacy(who).listen().awaitStream();

        server.authenticator().current(without(who));

        modern.await();
        legacy.await();
        for (String method : List.of("subscriptions/listen end", "GET end")) {
            assertThat(server.trail().entry(method).outcome())
                    .as(method)
                    .isEqualTo(new Outcome(Outcome.Kind.CANCELLED, "credential_changed"));
        }
    }

    @Test
    public void whoCameBackToACallWithAnotherKeyHearsNothingMoreWithoutIt() {
        Identity.Known first = Callers.known("alice");
        Identity.Known second = Identity.Known.of(
                first.caller(), new Credential("second", Credential.Kind.API_KEY, Callers.ALL, Optional.empty()));
        LegacyClient client = server.legacy(first);
        TestExchange call = client.start("tools/call", "{'name':'wait','_meta':{'progressToken':1}}");
        String begun = call.awaitId(1);
        TestExchange back = client.as(second).resume(begun).awaitStream();
        Waiting.until("the new connection carries it", call::complete);

        server.authenticator().current(without(second));
        back.await();
        go.release();

        Waiting.until("the call has ended", () -> server.running() == 0);
        assertThat(back.events())
                .noneMatch(event -> new String(event, StandardCharsets.UTF_8).contains("secret result"));
        assertThat(outcome(0)).isEqualTo(Outcome.OK);
    }

    @Test
    public void aStreamThatIsTheWholeConnectionEndsOnlyWithItsCredential() {
        Identity.Known who = Callers.known("mallory");
        LegacyClient client = new LegacyClient(server, who).open(Transport.HTTP_SSE);
        TestExchange stream = client.listen().awaitStream();
        TestExchange read = client.start("tools/call", "{'name':'read'}");
        Waiting.until("it runs", () -> entered.get() == 1);

        server.authenticator()
                .current(narrowed(
                        who,
                        Callers.ONLY
                                .withTools(Patterns.of("read", "new"))
                                .withFeatures(Patterns.of("tools", "subscriptions"))));
        TestExchange stopped = client.start("tools/call", "{'name':'echo'}");
        tellsNothing(stopped, "scope_lost");
        assertThat(stream.complete()).isFalse();
        Waiting.until("it is told what it may see now", () -> {
            server.publish("other", List.of(Stubs.echo("new")));
            server.publish("other", List.of());
            return !stream.events().isEmpty();
        });
        assertThat(read.complete()).isFalse();

        server.authenticator().current(without(who));
        stream.await();
        tellsNothing(read, "credential_revoked");
    }

    @Test
    public void whatCannotBeAskedAgainIsStopped() {
        TestExchange call = server.modern().start("tools/call", "{'name':'wait'}");
        Waiting.until("it runs", () -> entered.get() == 1);

        server.policy().change(operation -> {
            throw new IllegalStateException("no idea");
        });

        tellsNothing(call, "not_allowed");
    }

    @Test
    public void operatorsSeeAndStopCalls() {
        Identity.Known who = Callers.known("mallory");
        TestExchange call = server.modern(who).start("tools/call", "{'name':'wait'}");
        LegacyClient client = server.legacy(who);
        TestExchange asks = client.start("tools/call", "{'name':'ask'}");
        asks.awaitEvents(1);
        String task = TaskServer.create(server.modern(who).takingTasks(), "asker");
        server.modern(who).takingTasks().awaitTask(task, "input_required");
        TestExchange other = server.modern().start("tools/call", "{'name':'wait'}");
        Waiting.until("they run", () -> server.open().size() == 4 && entered.get() == 2);

        assertThat(server.open())
                .extracting(OpenCalls.Open::name)
                .containsExactlyInAnyOrder("wait", "ask", "asker", "wait");
        assertThat(server.open())
                .filteredOn(one -> one.name().equals("asker"))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.kind()).isEqualTo(OpenCalls.Kind.TASK);
                    assertThat(one.state()).isEqualTo("waiting for its client");
                    assertThat(one.key()).isEqualTo("key-mallory");
                });
        assertThat(server.open())
                .filteredOn(one -> one.name().equals("ask"))
                .singleElement()
                .satisfies(one -> assertThat(one.kind()).isEqualTo(OpenCalls.Kind.WAITING));

        assertThat(server.cancel(one -> one.key().equals("key-mallory"))).hasSize(3);

        tellsNothing(call, "cancelled_by_operator");
        tellsNothing(asks, "cancelled_by_operator");
        server.modern(who).takingTasks().awaitTask(task, "cancelled");
        Waiting.until("one is left", () -> server.open().size() == 1);
        assertThat(other.complete()).isFalse();
        String left = server.open().get(0).callId();
        assertThat(server.cancel(one -> one.callId().equals(left))).hasSize(1);
        tellsNothing(other, "cancelled_by_operator");
    }
}
