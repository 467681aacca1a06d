package io.patchbay.protocol.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.api.CatalogChanges;
import io.patchbay.api.Connector;
import io.patchbay.api.Interest;
import io.patchbay.api.Page;
import io.patchbay.api.ResourceTemplate;
import io.patchbay.api.TemplateDefinition;
import io.patchbay.protocol.LegacyClient;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Stubs;
import io.patchbay.protocol.TestExchange;
import io.patchbay.protocol.TestJson;
import io.patchbay.spi.policy.Visibility;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.Rule;
import org.junit.Test;

/** What connectors learn about listeners, and what listeners hear about lists that only the connector has. */
public final class InterestTest {

    private static final String EVERYTHING =
            "{'toolsListChanged':true,'promptsListChanged':true,'resourcesListChanged':true}";

    @Rule
    public final Server server = new Server();

    private final Listening one = new Listening("one");
    private final Listening two = new Listening("two");

    @Test
    public void aConnectorKnowsItsSubscribersBeforeTheyKnowThemselves() {
        server.publish(one, two);

        LegacyClient legacy = server.legacy();
        legacy.call("resources/subscribe", "{'uri':'one:/a'}");
        assertThat(one.last()).isEqualTo(new Interest(Set.of("one:/a"), false));
        TestExchange modern = listen("{'resourceSubscriptions':['one:/b','two:/c']}");
        assertThat(one.last()).isEqualTo(new Interest(Set.of("one:/a", "one:/b"), false));
        assertThat(two.heard).containsExactly(new Interest(Set.of("two:/c"), false));

        legacy.call("resources/unsubscribe", "{'uri':'one:/a'}");
        modern.disconnect();
        await().until(() -> one.last().isNone() && two.last().isNone());
    }

    @Test
    public void aConnectorThatListsKnowsWhetherSomebodyListensToTheList() {
        server.publish(one);
        TestExchange tools = listen("{'toolsListChanged':true}");
        assertThat(one.heard).isEmpty();
        TestExchange stream = server.legacy().listen().awaitStream();
        assertThat(one.last()).isEqualTo(new Interest(Set.of(), true));
        listen(EVERYTHING);
        assertThat(one.heard).hasSize(1);

        one.changes.listingChanged();

        assertThat(TestJson.read(stream.awaitEvents(1).events().get(0))
                        .path("method")
                        .textValue())
                .isEqualTo("notifications/resources/list_changed");
        assertThat(tools.events()).hasSize(1);
    }

    @Test
    public void whoDoesNotSeeTheTemplateHearsNothingOfItsList() {
        server.publish(one, two);
        TestExchange stream = listen(EVERYTHING);
        server.policy().show("resources:one", Visibility.HIDDEN);

        one.changes.listingChanged();
        two.changes.listingChanged();
        stream.awaitEvents(2);
        two.changes.listingChanged();
        stream.awaitEvents(3);

        assertThat(stream.events()).hasSize(3);
    }

    @Test
    public void aConnectorThatComesLaterLearnsWhatIsWanted() {
        server.publish("one", List.of(one));
        server.legacy().call("resources/subscribe", "{'uri':'one:/a'}");

        Listening next = new Listening("one");
        server.publish("one", List.of(next));

        await().until(() -> !next.heard.isEmpty());
        assertThat(next.last()).isEqualTo(new Interest(Set.of("one:/a"), false));
        await().until(() -> one.last().isNone());
    }

    @Test
    public void aConnectorThatFailsOrHangsHoldsNobodyUp() {
        CountDownLatch held = new CountDownLatch(1);
        Listening hanging = new Listening("slow") {
            @Override
            public void interest(Interest now) {
                super.interest(now);
                try {
                    held.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        Listening failing = new Listening("failing") {
            @Override
            public void interest(Interest now) {
                super.interest(now);
                throw new IllegalStateException("boom");
            }
        };
        server.publish(hanging, failing, one);

        LegacyClient client = server.legacy();
        assertThat(client.call("resources/subscribe", "{'uri':'slow:/a'}")
                        .result()
                        .toString())
                .isEqualTo("{}");
        assertThat(client.call("resources/subscribe", "{'uri':'failing:/a'}")
                        .result()
                        .toString())
                .isEqualTo("{}");
        client.call("resources/subscribe", "{'uri':'failing:/b'}");
        client.call("resources/subscribe", "{'uri':'one:/a'}");

        assertThat(one.last()).isEqualTo(new Interest(Set.of("one:/a"), false));
        await().until(() -> failing.last().resources().size() == 2);
        held.countDown();
    }

    private TestExchange listen(String notifications) {
        return server.modern()
                .start("subscriptions/listen", "{'notifications':" + notifications + "}")
                .awaitEvents(1);
    }

    /** A connector with one listing template, which records the interest it receives. */
    private static class Listening implements Connector {

        final List<Interest> heard = new CopyOnWriteArrayList<>();
        volatile CatalogChanges changes;
        private final String scheme;

        Listening(String scheme) {
            this.scheme = scheme;
        }

        Interest last() {
            return heard.get(heard.size() - 1);
        }

        @Override
        public List<ResourceTemplate> resourceTemplates() {
            return List.of(new Stubs.ListingTemplate(
                    TemplateDefinition.of(scheme + ":/{+path}", scheme), (cursor, context) -> Page.empty()));
        }

        @Override
        public void opened(CatalogChanges changes) {
            this.changes = changes;
        }

        @Override
        public void interest(Interest now) {
            heard.add(now);
        }
    }
}
