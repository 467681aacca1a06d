package io.patchbay.protocol.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.Page;
import io.patchbay.api.PromptResult;
import io.patchbay.api.ResourceDefinition;
import io.patchbay.api.ResourceResult;
import io.patchbay.api.TemplateDefinition;
import io.patchbay.protocol.Callers;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Stubs;
import io.patchbay.spi.identity.Patterns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.Rule;
import org.junit.Test;

/** Lists in pages of three. */
public final class PaginationTest {

    @Rule
    public final Server server = new Server(3);

    private void publishTools(String... names) {
        List<Object> tools = new ArrayList<>();
        for (String name : names) {
            tools.add(Stubs.echo(name));
        }
        server.publish("test", tools);
    }

    private static List<String> names(JsonNode result, String member) {
        List<String> names = new ArrayList<>();
        result.path(member)
                .forEach(one -> names.add(
                        one.path(member.equals("resources") ? "uri" : "name").textValue()));
        return names;
    }

    private List<String> all(String method, String member) {
        List<String> names = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            JsonNode result = server.modern()
                    .call(
                            method,
                            cursor.map(text -> "{'cursor':'" + text + "'}").orElse("{}"))
                    .result();
            names.addAll(names(result, member));
            cursor = Optional.ofNullable(result.path("nextCursor").textValue());
            assertThat(names.size()).as("ends").isLessThan(1000);
        } while (cursor.isPresent());
        return names;
    }

    @Test
    public void everyPageComesOnceAndTheLastHasNoCursor() {
        publishTools("a", "b", "c", "d", "e", "f", "g");

        JsonNode first = server.modern().call("tools/list").result();

        assertThat(first.path("tools")).hasSize(3);
        assertThat(first.path("nextCursor").textValue()).isNotEmpty();
        assertThat(all("tools/list", "tools")).containsExactly("a", "b", "c", "d", "e", "f", "g");
    }

    @Test
    public void aListThatFitsHasNoCursor() {
        publishTools("a", "b", "c");

        assertThat(server.modern().call("tools/list").result().has("nextCursor"))
                .isFalse();
        assertThat(server.legacy().call("tools/list").result().has("nextCursor"))
                .isFalse();
    }

    @Test
    public void cursorsThatAreNotOursAreRefused() {
        publishTools("a", "b", "c", "d");
        String good =
                server.modern().call("tools/list").result().path("nextCursor").textValue();
        String changed = good.substring(0, 20) + (good.charAt(20) == 'A' ? 'B' : 'A') + good.substring(21);

        for (String cursor : List.of(
                "''", "'x'", "'" + changed + "'", "'" + good + "A'", "5", "{}", "'" + "A".repeat(100_000) + "'")) {
            assertThat(server.modern()
                            .call("tools/list", "{'cursor':" + cursor + "}")
                            .summary())
                    .as(cursor)
                    .isEqualTo("200 -32602");
            assertThat(server.legacy()
                            .call("tools/list", "{'cursor':" + cursor + "}")
                            .summary())
                    .as(cursor)
                    .isEqualTo("200 -32602");
        }
    }

    @Test
    public void cursorsAreBoundToTheirListAndTheirCaller() {
        publishTools("a", "b", "c", "d");
        String cursor = "{'cursor':'"
                + server.modern().call("tools/list").result().path("nextCursor").textValue() + "'}";

        assertThat(server.modern().call("prompts/list", cursor).summary()).isEqualTo("200 -32602");
        assertThat(server.modern(Callers.known("bob"))
                        .call("tools/list", cursor)
                        .summary())
                .isEqualTo("200 -32602");
        assertThat(server.modern(Callers.ofTenant("evil", "alice"))
                        .call("tools/list", cursor)
                        .summary())
                .isEqualTo("200 -32602");
        assertThat(server.modern(Callers.known("alice", Callers.ONLY.withTools(Patterns.of("*"))))
                        .call("tools/list", cursor)
                        .summary())
                .isEqualTo("200 ok");
    }

    @Test
    public void cursorsHoldInTheOtherEraAndAfterARestart() {
        publishTools("a", "b", "c", "d");
        String cursor = "{'cursor':'"
                + server.modern().call("tools/list").result().path("nextCursor").textValue() + "'}";

        server.restart();
        publishTools("a", "b", "c", "d");

        assertThat(names(server.legacy().call("tools/list", cursor).result(), "tools"))
                .containsExactly("d");
    }

    @Test
    public void nothingThatStaysIsSkippedWhenTheListChanges() {
        publishTools("b", "c", "d", "e", "f");
        String cursor = "{'cursor':'"
                + server.modern().call("tools/list").result().path("nextCursor").textValue() + "'}";

        publishTools("a", "b", "e", "f");

        assertThat(names(server.modern().call("tools/list", cursor).result(), "tools"))
                .containsExactly("e", "f");
    }

    @Test
    public void promptsAndTemplatesComeInPagesToo() {
        List<Object> services = new ArrayList<>();
        for (String name : List.of("p1", "p2", "p3", "p4")) {
            services.add(Stubs.prompt(name, (arguments, context) -> PromptResult.of()));
            services.add(new Stubs.StubTemplate(
                    TemplateDefinition.of("test:" + name + "/{x}", name),
                    (uri, variables, context) -> ResourceResult.notFound()));
        }
        server.publish("test", services);

        assertThat(all("prompts/list", "prompts")).containsExactly("p1", "p2", "p3", "p4");
        assertThat(all("resources/templates/list", "resourceTemplates")).containsExactly("p1", "p2", "p3", "p4");
    }

    @Test
    public void resourcesAreListedFirstThoseThatAreRegisteredThenThoseBelowTemplates() {
        server.publish(
                Stubs.resource("test:/a", "a"),
                Stubs.resource("test:/b", "b"),
                Stubs.resource("test:/c", "c"),
                Stubs.resource("test:/d", "d"),
                listing(
                        "test:/one/{x}",
                        cursor -> cursor.isEmpty()
                                ? new Page<>(List.of(ResourceDefinition.of("test:/one/1", "1")), Optional.of("more"))
                                : new Page<>(List.of(ResourceDefinition.of("test:/one/2", "2")), Optional.empty())),
                listing(
                        "test:/two/{x}",
                        cursor -> new Page<>(List.of(ResourceDefinition.of("test:/two/1", "1")), Optional.empty())));

        assertThat(all("resources/list", "resources"))
                .containsExactly(
                        "test:/a", "test:/b", "test:/c", "test:/d", "test:/one/1", "test:/one/2", "test:/two/1");
    }

    @Test
    public void aTemplateThatFailsFailsItsOwnPartOfTheListOnly() {
        server.publish(
                listing("test:/a/{x}", cursor -> {
                    throw new IllegalStateException("secret of the backend");
                }),
                listing("test:/b/{x}", cursor -> {
                    throw new StackOverflowError();
                }),
                listing("test:/c/{x}", cursor -> {
                    throw new InterruptedException();
                }),
                listing("test:/d/{x}", cursor -> null),
                listing(
                        "test:/e/{x}",
                        cursor -> new Page<>(List.of(ResourceDefinition.of("not a uri", "x")), Optional.empty())),
                listing(
                        "test:/f/{x}",
                        cursor -> new Page<>(List.of(ResourceDefinition.of("test:/f/1", "1")), Optional.empty())));

        assertThat(all("resources/list", "resources")).containsExactly("test:/f/1");
    }

    private static Stubs.ListingTemplate listing(String uriTemplate, Pager pager) {
        return new Stubs.ListingTemplate(
                TemplateDefinition.of(uriTemplate, uriTemplate.replaceAll("[^a-z]", "-")),
                (cursor, context) -> pager.page(cursor));
    }

    private interface Pager {
        Page<ResourceDefinition> page(Optional<String> cursor) throws Exception;
    }
}
