package io.patchbay.protocol.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.api.Effect;
import io.patchbay.api.Schema;
import io.patchbay.api.ToolDefinition;
import io.patchbay.protocol.FakeConnector;
import io.patchbay.protocol.FakePrompt;
import io.patchbay.protocol.FakeResource;
import io.patchbay.protocol.FakeTemplate;
import io.patchbay.protocol.FakeTool;
import io.patchbay.protocol.TestingCatalog;
import io.patchbay.protocol.catalog.CatalogListener.Kind;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Connectors that change, and the notifications of listeners. */
public class CatalogChangesTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final FakeTool one = FakeTool.named("one");
    private final FakeTool two = FakeTool.named("two");
    private final FakeConnector connector = new FakeConnector(one, two);
    private final List<Object> heard = new CopyOnWriteArrayList<>();
    private TestingCatalog testing;

    @Before
    public void publish() {
        testing = new TestingCatalog(folder.getRoot().toPath().resolve("names.json"));
        testing.publish("x.jar", "n", connector);
        connector.opened.join();
        testing.catalog.addListener(new CatalogListener() {
            @Override
            public void changed(Set<Kind> kinds) {
                heard.add(kinds);
            }

            @Override
            public void resourceUpdated(String uri) {
                heard.add(uri);
            }
        });
    }

    @Test
    public void whatStaysKeepsItsEntryAndLease() {
        ToolEntry kept = testing.tool("n_two");
        ToolEntry gone = testing.tool("n_one");

        FakeTool three = FakeTool.named("three");
        connector.tools = () -> List.of(three, two);
        connector.changed();

        await().until(() -> testing.tools().equals(List.of("n_three", "n_two")));
        assertThat(testing.tool("n_two")).isSameAs(kept);
        assertThat(kept.lease().retired()).isFalse();
        await().until(() -> gone.lease().retired());
    }

    @Test
    public void anotherDefinitionIsAnotherEntry() {
        ToolEntry before = testing.tool("n_one");

        one.define(ToolDefinition.destructive("one", "Now it destroys.", Schema.EMPTY));
        connector.changed();

        await().until(() -> testing.tool("n_one") != before);
        assertThat(testing.tool("n_one").target().effect()).isEqualTo(Effect.DESTRUCTIVE);
        await().untilAsserted(() -> assertThat(heard).containsExactly(Set.of(Kind.TOOLS)));
    }

    @Test
    public void listenersHearWhichListsDiffer() {
        connector.prompts = () -> List.of(FakePrompt.named("p"));
        connector.templates = () -> List.of(FakeTemplate.of("a://{x}"));
        connector.changed();

        await().untilAsserted(() -> assertThat(heard).containsExactly(Set.of(Kind.PROMPTS, Kind.RESOURCES)));
    }

    @Test
    public void aSuccessorThatLooksTheSameIsNoChangeToClients() {
        testing.publish("x.jar", "n", new FakeConnector(FakeTool.named("one"), FakeTool.named("two")));
        testing.publish("y.jar", "m", FakePrompt.named("p"));

        await().until(() -> !heard.isEmpty());
        assertThat(heard).containsExactly(Set.of(Kind.PROMPTS));
    }

    @Test
    public void reorderingIsAChange() {
        connector.tools = () -> List.of(two, one);
        connector.changed();

        await().untilAsserted(() -> assertThat(heard).containsExactly(Set.of(Kind.TOOLS)));
        assertThat(testing.tools()).containsExactly("n_two", "n_one");
    }

    @Test
    public void aListThatThrowsStaysAsItWasAndTheOthersAreRead() {
        ToolEntry kept = testing.tool("n_one");
        connector.tools = () -> {
            throw new IllegalStateException("backend down");
        };
        connector.prompts = () -> List.of(FakePrompt.named("p"));
        connector.changed();

        await().until(() -> testing.catalog.snapshot().prompt("n_p").isPresent());
        assertThat(testing.tool("n_one")).isSameAs(kept);
        assertThat(testing.catalog.refused().get("x.jar"))
                .singleElement()
                .asString()
                .contains("backend down");

        connector.tools = () -> List.of(one);
        connector.changed();
        await().until(() -> testing.tools().equals(List.of("n_one")));
        assertThat(testing.catalog.refused().get("x.jar")).isEmpty();
    }

    @Test
    public void whatBecomesBadStaysAsItWasAndIsReported() {
        ToolEntry kept = testing.tool("n_one");
        FakeTool three = FakeTool.named("three");
        connector.tools = () -> List.of(FakeTool.named("no good"), one, three);
        one.define(ToolDefinition.readOnly("one", " ", Schema.EMPTY));
        connector.changed();

        await().until(() -> testing.tools().equals(List.of("n_one", "n_three")));
        assertThat(testing.tool("n_one")).isSameAs(kept);
        assertThat(kept.lease().retired()).isFalse();
        assertThat(testing.catalog.refused().get("x.jar"))
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).contains("no good").doesNotContain("stays"))
                .anySatisfy(line -> assertThat(line)
                        .contains("\"one\"")
                        .contains("no description")
                        .endsWith("; the last good definition stays in use"));

        FakeTool other = FakeTool.named("one");
        other.define(ToolDefinition.readOnly("one", " ", Schema.EMPTY));
        connector.tools = () -> List.of(other);
        connector.changed();
        await().until(() -> testing.tools().equals(List.of("n_one")));
        assertThat(testing.tool("n_one")).isSameAs(kept);

        other.define(ToolDefinition.readOnly("one", "Good again.", Schema.EMPTY));
        connector.changed();
        await().until(() -> testing.catalog.refused().get("x.jar").isEmpty());
        assertThat(testing.tool("n_one")).isNotSameAs(kept);
    }

    @Test
    public void ofTwoThatBecomeOfOneNameTheOneThatServesStays() {
        ToolEntry kept = testing.tool("n_two");
        one.define(ToolDefinition.readOnly("two", "Now it is two.", Schema.EMPTY));
        connector.changed();

        await().until(() -> testing.tools().equals(List.of("n_two")));
        assertThat(testing.tool("n_two")).isSameAs(kept);
        assertThat(testing.catalog.refused().get("x.jar"))
                .singleElement()
                .asString()
                .contains("twice");
    }

    @Test
    public void aConnectorThatHangsHoldsUpNobodyElse() {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        connector.tools = () -> {
            hanging.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return List.of();
        };
        connector.changed();
        await().until(() -> hanging.getCount() == 0);

        testing.publish("y.jar", "m", FakeTool.named("t"));

        assertThat(testing.tools()).containsExactly("m_t", "n_one", "n_two");
    }

    @Test
    public void aFloodOfChangesIsReadSeldomAndItsLastStateWins() {
        for (int i = 0; i < 100_000; i++) {
            connector.changed();
        }
        FakeTool last = FakeTool.named("last");
        connector.tools = () -> List.of(last);
        connector.changed();

        await().until(() -> testing.tools().equals(List.of("n_last")));
        assertThat(connector.readings.get()).isLessThan(10_000);
    }

    @Test
    public void tellsOfAResourceThatIsItsOwnAndOfNoOther() {
        testing.publish("y.jar", "m", FakeResource.at("b://theirs"), FakeTemplate.of("theirs://{x}"));
        connector.resources = () -> List.of(FakeResource.at("a://mine"));
        connector.templates = () -> List.of(FakeTemplate.of("mine://{x}"));
        connector.changed();
        await().until(() -> testing.catalog.snapshot().resource("a://mine").isPresent());

        for (String uri : List.of("b://theirs", "theirs://1", "unknown://x", "a://mine", "a://mine", "mine://1")) {
            connector.opened.join().resourceUpdated(uri);
        }

        await().until(() -> heard.contains("mine://1"));
        assertThat(heard).filteredOn(String.class::isInstance).containsOnly("a://mine", "mine://1");
    }

    @Test
    public void nothingAConnectorSaysIsHeardOnceItHasGone() {
        testing.catalog.retire("x.jar");
        int readings = connector.readings.get();
        await().until(() -> !heard.isEmpty());

        connector.changed();
        connector.opened.join().resourceUpdated("a://mine");
        testing.publish("y.jar", "m", FakeTool.named("t"));

        await().until(() -> heard.size() == 2);
        assertThat(connector.readings.get()).isEqualTo(readings);
        assertThat(testing.tools()).containsExactly("m_t");
    }

    @Test
    public void aListenerThatThrowsSilencesNoOther() {
        List<Object> more = new CopyOnWriteArrayList<>();
        testing.catalog.addListener(new CatalogListener() {
            @Override
            public void changed(Set<Kind> kinds) {
                throw new IllegalStateException("no");
            }

            @Override
            public void resourceUpdated(String uri) {}
        });
        testing.catalog.addListener(new CatalogListener() {
            @Override
            public void changed(Set<Kind> kinds) {
                more.add(testing.tools());
            }

            @Override
            public void resourceUpdated(String uri) {}
        });

        testing.publish("y.jar", "m", FakeTool.named("t"));

        await().untilAsserted(() -> assertThat(more).containsExactly(List.of("m_t", "n_one", "n_two")));
    }

    @Test
    public void aConnectorThatFailsWhenOpenedIsPublishedAllTheSame() {
        FakeConnector failing = new FakeConnector(FakeTool.named("t"));
        failing.opened.completeExceptionally(new IllegalStateException());

        testing.publish("y.jar", "m", failing);

        assertThat(testing.tools()).contains("m_t");
    }
}
