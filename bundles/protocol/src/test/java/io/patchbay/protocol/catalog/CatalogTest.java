package io.patchbay.protocol.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.Icon;
import io.patchbay.api.PromptArgument;
import io.patchbay.api.PromptDefinition;
import io.patchbay.api.ResourceDefinition;
import io.patchbay.api.Schema;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;
import io.patchbay.protocol.FakeConnector;
import io.patchbay.protocol.FakePrompt;
import io.patchbay.protocol.FakeResource;
import io.patchbay.protocol.FakeTemplate;
import io.patchbay.protocol.FakeTool;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.TestingCatalog;
import io.patchbay.protocol.rpc.ResourceUri;
import io.patchbay.spi.deploy.Publication;
import io.patchbay.spi.deploy.RefusedException;
import io.patchbay.spi.deploy.RefusedException.Reason;
import io.patchbay.spi.policy.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class CatalogTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private TestingCatalog testing;

    @Before
    public void open() {
        testing = new TestingCatalog(folder.getRoot().toPath().resolve("names.json"));
    }

    @Test
    public void publishesEveryKindUnderItsNamespace() {
        FakeConnector connector = new FakeConnector(FakeTool.named("now"));
        connector.resources = () -> List.of(FakeResource.at("clock://zone"));
        connector.templates = () -> List.of(FakeTemplate.of("clock://{city}"));
        connector.prompts = () -> List.of(FakePrompt.named("ask"));

        Publication publication = testing.publish("clock.jar", "clock", connector);

        CatalogSnapshot snapshot = testing.catalog.snapshot();
        assertThat(publication.names()).containsExactly("clock_now", "clock_Something", "clock_Some", "clock_ask");
        assertThat(publication.refused()).isEmpty();
        assertThat(testing.catalog.targets())
                .extracting(Target::label)
                .containsExactlyInAnyOrder(
                        "tools:clock_now", "resources:clock_Something", "resources:clock_Some", "prompts:clock_ask");
        assertThat(snapshot.tool("clock_now")).isPresent();
        assertThat(snapshot.tool("now")).isEmpty();
        assertThat(snapshot.prompt("clock_ask")).isPresent();
        assertThat(snapshot.resource("clock://zone").orElseThrow().wireName()).isEqualTo("clock_Something");
        assertThat(snapshot.templates()
                        .get(0)
                        .match(ResourceUri.of("clock://oslo").orElseThrow())
                        .orElseThrow()
                        .variables())
                .containsEntry("city", "oslo");
        assertThat(snapshot.tool("clock_now").orElseThrow().owner()).isEqualTo("clock.jar");
    }

    @Test
    public void encodesADefinitionForEveryRevision() {
        testing.publish("clock.jar", "clock", FakeTool.named("now"));

        for (Revision revision : Revision.values()) {
            assertThat(testing.tool("clock_now").encoded(revision))
                    .asString()
                    .startsWith("{")
                    .endsWith("}")
                    .contains("\"name\":\"clock_now\"");
        }
    }

    @Test
    public void anEmptyNamespaceLeavesTheNameAsItIs() {
        testing.publish("clock.jar", "", FakeTool.named("now"));

        assertThat(testing.tools()).containsExactly("now");
    }

    @Test
    public void listsByNamespaceThenInTheConnectorsOwnOrder() {
        testing.publish(
                "z.jar", "a.b", new FakeConnector(FakeTool.named("z"), FakeTool.named("b"), FakeTool.named("m")));
        testing.publish("a.jar", "c", FakeTool.named("one"));
        testing.publish("b.jar", "a", FakeTool.named("y"), FakeTool.named("x"));

        assertThat(testing.tools()).containsExactly("a_x", "a_y", "a.b_z", "a.b_b", "a.b_m", "c_one");
    }

    @Test
    public void aHigherRankingComesFirstWithinItsNamespace() {
        testing.catalog.publish(
                "a.jar",
                List.of(
                        new Registration(FakeTool.named("low"), "n", -5, 1),
                        new Registration(FakeTool.named("usual"), "n", 0, 2),
                        new Registration(FakeTool.named("top"), "n", Integer.MAX_VALUE, 3),
                        new Registration(FakeTool.named("last"), "n", Integer.MIN_VALUE, 4)),
                Optional.empty());

        assertThat(testing.tools()).containsExactly("n_top", "n_usual", "n_low", "n_last");
    }

    @Test
    public void oneBadDefinitionRefusesAllOfItsConnector() {
        Schema schema = Schema.EMPTY;
        refuses("only", FakeTool.named("with space"));
        refuses("only", FakeTool.named(""));
        refuses("only", FakeTool.named("naïve"));
        refuses("more than 128", FakeTool.named("x".repeat(130)));
        refuses("no description", new FakeTool(ToolDefinition.readOnly("t", " ", schema)));
        refuses(
                "\"type\": \"object\"",
                new FakeTool(ToolDefinition.readOnly("t", "d", Schema.of("{\"type\":\"array\"}"))));
        refuses("input schema", new FakeTool(ToolDefinition.readOnly("t", "d", Schema.of("{"))));
        refuses(
                "input schema",
                new FakeTool(ToolDefinition.readOnly("t", "d", Schema.of("{\"type\":\"object\",\"properties\":3}"))));
        refuses(
                "input schema",
                new FakeTool(ToolDefinition.readOnly(
                        "t",
                        "d",
                        Schema.of("{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"https://x.example/y\"}}}"))));
        refuses(
                "output schema",
                new FakeTool(ToolDefinition.readOnly("t", "d", schema).withOutput(Schema.of("7"))));
        refuses("scopes", new FakeTool(ToolDefinition.readOnly("t", "d", schema).withScopes("")));
        refuses(
                "icon",
                new FakeTool(ToolDefinition.readOnly("t", "d", schema)
                        .withIcons(new Icon("http://x.example/i.png", Optional.empty(), List.of()))));
        refuses("bytes", new FakeTool(ToolDefinition.readOnly("t", "d".repeat(300_000), schema)));
        refuses("no scheme", FakeResource.at("just/a/path"));
        refuses("malformed", FakeResource.at("a://b c"));
        refuses("2048", FakeResource.at("a://" + "x".repeat(5_000)));
        refuses("control", new FakeResource(ResourceDefinition.of("a://b", "two\nlines")));
        refuses("scheme", FakeTemplate.of("{+anything}"));
        refuses("", FakeTemplate.of("a://{unclosed"));
        refuses("no description", new FakePrompt(PromptDefinition.of("p", "")));
        refuses(
                "name",
                new FakePrompt(PromptDefinition.of(
                        "p", "d", PromptArgument.required("a", "x"), PromptArgument.optional("a", "y"))));
    }

    @Test
    public void refusesWhatThrowsWhateverItThrows() {
        refuses(Reason.UNREADABLE, "broken", throwing(() -> {
            throw new IllegalStateException("broken");
        }));
        refuses(Reason.UNREADABLE, "NoClassDefFoundError", throwing(() -> {
            throw new NoClassDefFoundError();
        }));
        refuses(Reason.UNREADABLE, "StackOverflowError", throwing(() -> {
            throw new StackOverflowError();
        }));
        refuses(Reason.UNREADABLE, "null", throwing(() -> null));
    }

    @Test
    public void refusesTwoOfOneName() {
        refuses("twice", FakeTool.named("good"));
        FakeConnector connector = new FakeConnector(FakeTool.named("a"), FakeTool.named("a"));
        refuses("twice", connector);
        FakeConnector resources = new FakeConnector();
        resources.resources = () -> List.of(FakeResource.at("a://b"), FakeResource.at("a://b"));
        refuses("twice", resources);
    }

    @Test
    public void anUpdateThatLosesSomethingLeavesTheVersionBefore() {
        testing.publish(
                "x.jar",
                "n",
                FakeTool.named("a"),
                FakeTool.named("b"),
                FakePrompt.named("p"),
                FakeResource.at("a://r"),
                FakeTemplate.of("a://{x}"));
        List<Entry> before = testing.catalog.snapshot().entries();

        for (Object bad : List.of(
                FakeTool.named("no good"),
                FakeResource.at("no uri"),
                FakeTemplate.of("{+x}"),
                new FakePrompt(PromptDefinition.of("p", "")))) {
            assertThatThrownBy(() -> testing.publish("x.jar", "n", FakeTool.named("a"), FakeTool.named("c"), bad))
                    .isInstanceOf(RefusedException.class);

            assertThat(testing.catalog.snapshot().entries()).isEqualTo(before);
        }
        testing.publish("x.jar", "n", FakeTool.named("a"));
        assertThat(testing.tools()).containsExactly("n_a");
    }

    @Test
    public void manyReasonsAreToldInPart() {
        Object[] bad = IntStream.range(0, 30)
                .mapToObj(i -> FakeTool.named("no good " + i))
                .toArray();

        assertThatThrownBy(() -> testing.publish("x.jar", "n", bad))
                .hasMessageContaining("no good 4")
                .hasMessageNotContaining("no good 5")
                .hasMessageEndingWith("; and 25 more")
                .satisfies(e -> assertThat(((RefusedException) e).lines()).hasSize(30));
    }

    @Test
    public void aReasonIsOneLineWhateverTheConnectorSays() {
        assertThatThrownBy(() -> testing.publish("x.jar", "n", FakeTool.named("good"), throwing(() -> {
                    throw new IllegalStateException("a\nb\u001b[31m\u202e" + "x".repeat(10_000));
                })))
                .satisfies(
                        e -> assertThat(e.getMessage()).hasSizeLessThan(500).doesNotContain("\n", "\u001b", "\u202e"));
    }

    @Test
    public void refusesAConnectorOfWhichAPartDoesNotAnswer() {
        TestingCatalog hasty =
                new TestingCatalog(folder.getRoot().toPath().resolve("hasty.json"), Duration.ofSeconds(3));
        hasty.publish("warm.jar", "w", FakeTool.named("up"));
        CountDownLatch never = new CountDownLatch(1);

        assertThatThrownBy(() -> hasty.publish(
                        "x.jar",
                        "n",
                        FakeTool.named("before"),
                        throwing(() -> {
                            try {
                                never.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            return ToolDefinition.readOnly("late", "Too late.", Schema.EMPTY);
                        }),
                        FakeTool.named("after")))
                .hasMessageContaining("for its definitions, it hangs at ")
                .hasMessageContaining("CatalogTest.");

        assertThat(hasty.tools()).containsExactly("w_up");
    }

    @Test
    public void refusesABadNamespace() {
        assertThatThrownBy(() -> testing.publish("x.jar", "a_b", FakeTool.named("t")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("namespace");
    }

    @Test
    public void theIncumbentServesOnWhenNothingOfItsSuccessorIsGood() {
        testing.publish("x.jar", "n", FakeTool.named("t"));
        ToolEntry incumbent = testing.tool("n_t");

        assertThatThrownBy(() -> testing.publish("x.jar", "n", FakeTool.named("no good")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no good");

        assertThat(testing.tool("n_t")).isSameAs(incumbent);
        assertThat(incumbent.lease().acquire()).isTrue();
    }

    @Test
    public void aBundleWithoutServicesIsPublishedToo() {
        assertThat(testing.publish("x.jar", "n").names()).isEmpty();
    }

    @Test
    public void aSuccessorTakesOverInOneStepAndTheOldOneDrains() {
        testing.publish("x.jar", "n", FakeTool.named("t"), FakeTool.named("gone"));
        ToolEntry old = testing.tool("n_t");
        old.lease().acquire();

        Publication publication = testing.publish("x.jar", "n", FakeTool.named("t"), FakeTool.named("new"));

        assertThat(testing.tools()).containsExactly("n_new", "n_t");
        assertThat(testing.tool("n_t")).isNotSameAs(old);
        assertThat(publication.drained().toCompletableFuture()).isNotDone();
        old.lease().release();
        assertThat(publication.drained().toCompletableFuture()).isCompleted();
    }

    @Test
    public void aRenamedFileTakesOverTheNamesOfTheOneItReplaces() {
        testing.publish("clock-1.jar", "n", FakeTool.named("t"), FakeTool.named("u"));

        Publication publication = testing.catalog.publish(
                "clock-2.jar", testing.registrations("n", FakeTool.named("t")), Optional.of("clock-1.jar"));

        assertThat(publication.refused()).isEmpty();
        assertThat(testing.tools()).containsExactly("n_t");
        assertThat(testing.tool("n_t").owner()).isEqualTo("clock-2.jar");
    }

    @Test
    public void retiringTakesEverythingOut() {
        testing.publish("x.jar", "n", FakeTool.named("t"), FakePrompt.named("p"));
        ToolEntry entry = testing.tool("n_t");

        Publication publication = testing.catalog.retire("x.jar");

        assertThat(testing.catalog.snapshot().entries()).isEmpty();
        assertThat(entry.lease().acquire()).isFalse();
        assertThat(publication.drained().toCompletableFuture()).isCompleted();
    }

    @Test
    public void whatIsWithdrawnKeepsItsNames() {
        testing.publish("x.jar", "n", FakeTool.named("t"));
        ToolEntry entry = testing.tool("n_t");

        Publication publication = testing.catalog.withdraw("x.jar");

        assertThat(testing.catalog.names("x.jar")).isEmpty();
        assertThat(entry.lease().acquire()).isFalse();
        assertThat(publication.drained().toCompletableFuture()).isCompleted();
        assertThatThrownBy(() -> testing.publish("other.jar", "n", FakeTool.named("t")))
                .hasMessageContaining("the name belongs to x.jar");
        testing.publish("x.jar", "n", FakeTool.named("t"));
        assertThat(testing.catalog.names("x.jar")).containsExactly("n_t");
    }

    @Test
    public void servicesPublishedBeforeStayTheSameEntries() {
        FakeTool first = FakeTool.named("first");
        List<Registration> both = testing.registrations("n", first, FakeTool.named("second"));
        testing.catalog.publish("x.jar", both.subList(0, 1), Optional.empty());
        ToolEntry entry = testing.tool("n_first");
        first.define(ToolDefinition.readOnly("renamed", "Asked again?", Schema.EMPTY));

        testing.catalog.republish("x.jar", both);

        assertThat(testing.tools()).containsExactly("n_first", "n_second");
        assertThat(testing.tool("n_first")).isSameAs(entry);
        assertThat(entry.lease().acquire()).isTrue();
    }

    @Test
    public void followingToNothingGoodLeavesNothing() {
        testing.publish("x.jar", "n", FakeTool.named("t"));

        testing.catalog.republish("x.jar", testing.registrations("n", FakeTool.named("no good")));

        assertThat(testing.tools()).isEmpty();
        assertThat(testing.catalog.refused().get("x.jar"))
                .singleElement()
                .asString()
                .contains("no good");
    }

    @Test
    public void anotherNamespaceGivesOtherNames() {
        FakeTool tool = FakeTool.named("t");
        testing.publish("x.jar", "a", tool);

        testing.publish("x.jar", "b", tool);

        assertThat(testing.tools()).containsExactly("b_t");
    }

    @Test
    public void whatChangedNothingIsNoNewVersion() {
        List<Registration> same = testing.registrations("n", FakeTool.named("t"));
        testing.catalog.publish("x.jar", same, Optional.empty());
        CatalogSnapshot before = testing.catalog.snapshot();

        testing.catalog.republish("x.jar", same);

        assertThat(testing.catalog.snapshot()).isSameAs(before);
    }

    @Test
    public void knowsWhichArgumentsAreSecret() {
        testing.publish(
                "x.jar",
                "n",
                new FakeTool(
                        ToolDefinition.readOnly(
                                "t",
                                "d",
                                Schema.of(
                                        "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"object\",\"properties\":{\"token\":{\"writeOnly\":true}}},"
                                                + "\"pin\":{\"type\":\"string\",\"format\":\"password\"},\"name\":{\"type\":\"string\"}}}"))));

        assertThat(testing.tool("n_t").secrets()).containsExactlyInAnyOrder("token", "pin");
    }

    @Test
    public void seesWhichTemplatesList() {
        testing.publish("x.jar", "n", FakeTemplate.of("a://{x}"), FakeTemplate.listing("b://{x}"));

        assertThat(testing.catalog.snapshot().templates())
                .extracting(TemplateEntry::lists)
                .containsExactly(false, true);
    }

    @Test
    public void closedItIsEmptyAndItsOwnersAreRemembered() {
        testing.publish("x.jar", "n", FakeTool.named("t"));
        ToolEntry entry = testing.tool("n_t");

        testing.catalog.close();

        assertThat(testing.catalog.snapshot().entries()).isEmpty();
        assertThat(entry.lease().acquire()).isFalse();
        assertThat(folder.getRoot().toPath().resolve("names.json")).content().contains("x.jar");
    }

    private void refuses(String why, Object service) {
        refuses(Reason.DEFINITIONS, why, service);
    }

    private void refuses(Reason reason, String why, Object service) {
        assertThatThrownBy(() -> testing.publish("x.jar", "n", FakeTool.named("good"), service))
                .isInstanceOfSatisfying(RefusedException.class, e -> {
                    assertThat(e.reason()).isEqualTo(reason);
                    assertThat(e.lines())
                            .singleElement()
                            .asString()
                            .contains("x.jar")
                            .contains(why);
                });
        assertThat(testing.tools()).isEmpty();
    }

    private static Tool throwing(Supplier<ToolDefinition> definition) {
        return new Tool() {
            @Override
            public ToolDefinition definition() {
                return definition.get();
            }

            @Override
            public ToolResult call(Arguments arguments, CallContext context) {
                return ToolResult.text("never");
            }
        };
    }
}
