package io.patchbay.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.patchbay.api.Arguments;
import io.patchbay.spi.health.Problem;
import io.patchbay.spi.policy.Decision;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.Test;

/** Commands between policy and the audit trail, over a real socket. */
public class GovernedCommandsTest extends ControlChannelFixture {

    private static final String USER = System.getProperty("user.name");

    @Test
    public void runsACommandAndPutsItOnRecord() throws IOException {
        List<String> answer = say("{\"command\":\"look\",\"arguments\":{\"at\":\"this\",\"often\":3}}");

        assertThat(answer).containsExactly("{\"got\":{\"at\":\"this\",\"often\":3}}", "{\"end\":true}");
        assertThat(trail.notes)
                .containsExactly(
                        "open admin/look local:" + USER, "target admin:look READ_ONLY", "decided Allow", "close OK");
    }

    @Test
    public void makesTheIntentDurableBeforeAWriteRuns() throws IOException {
        say("{\"command\":\"change it\"}");

        assertThat(write.runs).isEqualTo(1);
        assertThat(trail.notes)
                .containsExactly(
                        "open admin/change it local:" + USER,
                        "target admin:change it DESTRUCTIVE",
                        "decided Allow",
                        "intent",
                        "close OK");
    }

    @Test
    public void runsNoWriteWhoseIntentCannotBeKept() throws IOException {
        trail.full = true;

        List<String> answer = say("{\"command\":\"change it\"}");

        assertThat(write.runs).isZero();
        assertThat(answer)
                .singleElement()
                .asString()
                .contains("error")
                .contains("The command was not run: the audit trail does not accept entries");
    }

    @Test
    public void runsNothingThatPolicyDeniesOrDefers() throws IOException {
        policy.answer = () -> new Decision.Deny("no", "Not you.");
        assertThat(say("{\"command\":\"look\"}")).containsExactly("{\"error\":\"Not you.\"}");
        assertThat(say("{\"command\":\"stop\"}")).containsExactly("{\"error\":\"Not you.\"}");
        policy.answer = () -> new Decision.Draft("1", "kept");
        assertThat(say("{\"command\":\"look\"}")).singleElement().asString().contains("error");

        assertThat(read.runs + stop.runs).isZero();
        assertThat(trail.notes).filteredOn(note -> note.equals("close DENIED")).hasSize(3);
    }

    /** Declarative Services binds a service of higher ranking first, then unbinds the old one. */
    @Test
    public void asksThePolicyAndTheTrailOfTheHighestRanking() throws IOException {
        FakePolicy higher = new FakePolicy();
        higher.answer = () -> new Decision.Deny("no", "Not you.");
        FakeTrail higherTrail = new FakeTrail();
        channel.bindPolicy(higher);
        channel.unbindPolicy(policy);
        channel.bindTrail(higherTrail);
        channel.unbindTrail(trail);

        assertThat(say("{\"command\":\"look\"}")).containsExactly("{\"error\":\"Not you.\"}");

        assertThat(higherTrail.notes).contains("close DENIED");
        assertThat(trail.notes).isEmpty();
        channel.unbindPolicy(higher);
        assertThat(say("{\"command\":\"change it\"}"))
                .singleElement()
                .asString()
                .contains("policy or the audit trail");
    }

    @Test
    public void looksAndRepairsWithoutAPolicyThatCanDecide() throws IOException {
        policy.answer = () -> {
            throw new IllegalStateException("broken");
        };

        assertThat(say("{\"command\":\"look\"}")).endsWith("{\"end\":true}");
        assertThat(say("{\"command\":\"stop\"}")).endsWith("{\"end\":true}");
        assertThat(say("{\"command\":\"change it\"}"))
                .singleElement()
                .asString()
                .contains("error")
                .doesNotContain("broken");

        assertThat(write.runs).isZero();
    }

    @Test
    public void withoutGuardsLooksAndRepairsOnly() throws IOException {
        channel.stop();
        open(false);

        assertThat(say("{\"command\":\"look\"}")).endsWith("{\"end\":true}");
        assertThat(say("{\"command\":\"status\"}")).endsWith("{\"end\":true}");
        assertThat(say("{\"command\":\"stop\"}")).endsWith("{\"end\":true}");
        assertThat(say("{\"command\":\"change it\"}"))
                .singleElement()
                .asString()
                .contains("error", "status");
        assertThat(write.runs).isZero();
    }

    @Test
    public void stopsAlthoughTheTrailIsFullAndRecordsThatLater() throws IOException {
        trail.full = true;

        assertThat(say("{\"command\":\"stop\"}")).endsWith("{\"end\":true}");
        assertThat(say("{\"command\":\"look\"}")).endsWith("{\"end\":true}");

        assertThat(stop.runs + read.runs).isEqualTo(2);
        trail.notes.clear();
        trail.full = false;
        await().until(() -> trail.notes.stream()
                        .filter(note -> note.equals("close OK recorded_late"))
                        .count()
                == 2);
        assertThat(trail.notes)
                .containsSubsequence(
                        "open admin/stop local:" + USER, "intent", "open admin/look local:" + USER, "intent");
    }

    @Test
    public void reportsUnknownCommandNamesAndPermitsNothingByThem() throws Exception {
        channel.modified(config("look", "lok", "change", "*", " "));

        assertThat(channel.problems())
                .extracting(Problem::message)
                .satisfiesExactly(
                        message -> assertThat(message)
                                .contains("groupCommands contains \"lok\"", "permits nothing", "Is \"look\" meant?"),
                        message -> assertThat(message).contains("\"change\"", "Is \"change it\" meant?"),
                        message -> assertThat(message)
                                .contains("\"*\"", "The commands are: change it, look, status, stop."),
                        message -> assertThat(message).contains("\"\"", "The commands are: change it"));
        Peer member =
                new Peer("ann", false, GroupCommands.of("*", "change", "lok").scopes());
        Governance guarded = new Governance(Optional.of(policy), Optional.of(trail), new Unrecorded());
        for (FakeCommand command : List.of(read, write, stop)) {
            assertThatThrownBy(() -> guarded.run(
                            member, command, new AdminRequest("x", Arguments.none()), callId -> command.runs++))
                    .isInstanceOf(Governance.CommandRefused.class);
        }
        channel.modified(config("look", "status"));
        assertThat(channel.problems()).isEmpty();
    }

    @Test
    public void membersOfTheGroupRunTheNamedCommandsOnly() throws Exception {
        Peer member = new Peer("ann", false, Set.of("admin:look", "admin:stop"));
        Governance guarded = new Governance(Optional.of(policy), Optional.of(trail), new Unrecorded());
        AdminRequest request = new AdminRequest("x", Arguments.none());

        guarded.run(member, read, request, callId -> read.runs++);
        assertThatThrownBy(() -> guarded.run(member, write, request, callId -> write.runs++))
                .isInstanceOf(Governance.CommandRefused.class)
                .hasMessageContaining("groupCommands");
        trail.full = true;
        assertThatThrownBy(() -> guarded.run(member, stop, request, callId -> stop.runs++))
                .as("only operators repair")
                .isInstanceOf(Governance.CommandRefused.class);
        assertThatThrownBy(() -> new Governance(Optional.empty(), Optional.of(trail), new Unrecorded())
                        .run(member, read, request, callId -> read.runs++))
                .isInstanceOf(Governance.CommandRefused.class);

        assertThat(read.runs).isEqualTo(1);
        assertThat(write.runs + stop.runs).isZero();
        assertThat(trail.notes).contains("open admin/look local:ann", "open admin/change it local:ann", "close DENIED");
    }
}
