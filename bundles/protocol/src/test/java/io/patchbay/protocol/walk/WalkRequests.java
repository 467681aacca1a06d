package io.patchbay.protocol.walk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.Level;
import io.patchbay.protocol.Answered;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.rpc.Feature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** Requests that every revision has, each with its expected answer. */
final class WalkRequests {

    private static final Map<String, String> LISTS = Map.of(
            "tools/list",
            "tools",
            "prompts/list",
            "prompts",
            "resources/list",
            "resources",
            "resources/templates/list",
            "resourceTemplates");
    private static final int MAX_CURSORS = 50;

    private final WalkWorld world;
    private final List<Cursor> cursors = new ArrayList<>();

    WalkRequests(WalkWorld world) {
        this.world = world;
    }

    /** A request, whose progress token is its mark, and the check of its answer. */
    record Request(String method, String params, Consumer<Answered> check) {}

    /** The caller and the transport of a request. */
    record Asker(WalkPerson person, String mark, Revision revision, Optional<Level> level) {

        boolean has(Feature feature) {
            return feature.in(revision);
        }
    }

    /** A cursor, with its owner and the method of its list. */
    private record Cursor(String owner, String method, String text) {}

    Request next(Asker asker) {
        return switch (world.random.nextInt(10)) {
            case 0 -> list(asker);
            case 1 -> cursor(asker);
            case 2 -> talk(asker);
            case 3 -> strict(asker);
            case 4 -> fail(asker);
            case 5 -> read(asker);
            case 6 -> prompt(asker);
            case 7 -> complete(asker);
            case 8 -> malformed(asker);
            default -> call(asker);
        };
    }

    private Request list(Asker asker) {
        String method = world.pick(LISTS.keySet().stream().sorted().toList());
        return new Request(method, "{}", answered -> page(asker, method, answered));
    }

    private void page(Asker asker, String method, Answered answered) {
        JsonNode result = answered.result();
        List<String> names = new ArrayList<>();
        result.path(LISTS.get(method)).forEach(one -> names.add(one.path("name").textValue()));
        List<String> seen =
                all(method).filter(name -> world.sees(asker.person(), name)).toList();
        assertThat(names).as("%s of %s", method, asker).doesNotHaveDuplicates();
        assertThat(seen).as("%s of %s", method, asker).containsAll(names);
        JsonNode next = result.path("nextCursor");
        if (next.isMissingNode()) {
            return;
        }
        assertThat(names).isNotEmpty();
        if (cursors.size() >= MAX_CURSORS) {
            cursors.remove(0);
        }
        cursors.add(new Cursor(asker.person().owner(), method, next.textValue()));
    }

    private Stream<String> all(String method) {
        return switch (method) {
            case "tools/list" -> world.tools().stream();
            case "prompts/list" -> WalkConnector.PROMPTS.stream();
            case "resources/list" -> Stream.of("c_note", "x_note");
            default -> Stream.of("c_pages", "x_pages");
        };
    }

    /** Checks that the pages of a list contain each entry once, and nothing else. */
    void whole(WalkPerson person, String method, Function<String, Answered> ask) {
        List<String> names = new ArrayList<>();
        String params = "{}";
        do {
            JsonNode result = ask.apply(params).result();
            result.path(LISTS.get(method))
                    .forEach(one -> names.add(one.path("name").textValue()));
            params = result.has("nextCursor")
                    ? "{'cursor':'" + result.path("nextCursor").textValue() + "'}"
                    : "";
        } while (!params.isEmpty());
        assertThat(names)
                .as("%s of %s", method, person)
                .containsExactlyInAnyOrderElementsOf(
                        all(method).filter(name -> world.sees(person, name)).toList());
    }

    /** Returns a request with a cursor: valid, of another caller, of another list, or changed. */
    private Request cursor(Asker asker) {
        if (cursors.isEmpty()) {
            return list(asker);
        }
        Cursor cursor = world.pick(cursors);
        boolean changed = world.oneIn(4);
        String method =
                world.oneIn(3) ? world.pick(LISTS.keySet().stream().sorted().toList()) : cursor.method();
        String text = changed ? cursor.text().substring(1) : cursor.text();
        boolean good = !changed
                && method.equals(cursor.method())
                && cursor.owner().equals(asker.person().owner());
        return new Request(method, "{'cursor':'" + text + "'}", answered -> {
            if (good) {
                page(asker, method, answered);
            } else {
                assertThat(answered.summary()).isEqualTo("200 -32602");
            }
        });
    }

    private Request call(Asker asker) {
        String name = world.pick(List.of("c_echo", "x_only", "none", "c_extra", "x_extra"));
        boolean there = world.tools().contains(name) && world.sees(asker.person(), name);
        return tool(asker, name, "", answered -> {
            if (there) {
                String text = answered.text();
                assertThat(text).contains(asker.mark());
                assertThat(answered.failed()).isFalse();
                if (WalkConnector.TOOLS.contains(name)) {
                    assertThat(text).isEqualTo(WalkConnector.said(asker.person(), asker.mark()));
                }
            } else {
                assertThat(answered.summary()).isEqualTo("200 -32602");
                assertThat(answered.message()).isEqualTo("Unknown tool: " + name);
            }
        });
    }

    private Request tool(Asker asker, String name, String more, Consumer<Answered> check) {
        return new Request(
                "tools/call", "{'name':'" + name + "','arguments':{'mark':'" + asker.mark() + "'" + more + "}}", check);
    }

    private Request talk(Asker asker) {
        if (!world.sees(asker.person(), "c_talk")) {
            return call(asker);
        }
        return tool(asker, "c_talk", "", answered -> {
            assertThat(answered.text()).isEqualTo(WalkConnector.said(asker.person(), asker.mark()));
            List<JsonNode> progress = answered.notifications("notifications/progress");
            assertThat(progress).hasSize(1);
            assertThat(progress.get(0).path("params").path("progressToken").textValue())
                    .isEqualTo(asker.mark());
            assertThat(progress.get(0).path("params").path("message").asText(""))
                    .isEqualTo(asker.has(Feature.PROGRESS_MESSAGE) ? asker.mark() : "");
            long logged = Stream.of(Level.DEBUG, Level.INFO, Level.ERROR)
                    .filter(level -> asker.level()
                            .filter(least -> least.compareTo(level) <= 0)
                            .isPresent())
                    .count();
            assertThat(answered.notifications("notifications/message")).hasSize((int) logged);
        });
    }

    private Request strict(Asker asker) {
        String n = world.pick(List.of("1", "'one'", "1.5", "null", "[1]"));
        return tool(asker, "c_strict", ",'n':" + n, answered -> {
            if (!world.sees(asker.person(), "c_strict")) {
                assertThat(answered.summary()).isEqualTo("200 -32602");
            } else {
                assertThat(answered.failed()).as("with %s", n).isEqualTo(!n.equals("1"));
            }
        });
    }

    private Request fail(Asker asker) {
        return tool(asker, "c_fail", "", answered -> {
            if (world.sees(asker.person(), "c_fail")) {
                assertThat(answered.failed()).isTrue();
                assertThat(answered.response().toString())
                        .as("why is the log's")
                        .doesNotContain(asker.mark());
            } else {
                assertThat(answered.summary()).isEqualTo("200 -32602");
            }
        });
    }

    private Request read(Asker asker) {
        String uri = world.oneIn(5) ? "test://none/" + asker.mark() : world.pick(WalkConnector.URIS);
        boolean there = WalkConnector.URIS.contains(uri) && world.seesUri(asker.person(), uri);
        return new Request("resources/read", "{'uri':'" + uri + "'}", answered -> {
            if (there) {
                assertThat(answered.result().findValue("text").textValue())
                        .isEqualTo(asker.person().owner() + " " + uri);
            } else {
                assertThat(answered.summary()).isEqualTo(asker.revision().modern() ? "200 -32602" : "200 -32002");
                assertThat(answered.error().path("data").path("uri").textValue())
                        .isEqualTo(uri);
            }
        });
    }

    private Request prompt(Asker asker) {
        String name = world.oneIn(5) ? "none" : world.pick(WalkConnector.PROMPTS);
        return new Request(
                "prompts/get", "{'name':'" + name + "','arguments':{'mark':'" + asker.mark() + "'}}", answered -> {
                    if (WalkConnector.PROMPTS.contains(name) && world.sees(asker.person(), name)) {
                        assertThat(answered.result().findValue("text").textValue())
                                .isEqualTo(WalkConnector.said(asker.person(), asker.mark()));
                    } else {
                        assertThat(answered.summary()).isEqualTo("200 -32602");
                    }
                });
    }

    private Request complete(Asker asker) {
        String name = world.pick(WalkConnector.PROMPTS);
        String ref = "{'ref':{'type':'ref/prompt','name':'" + name + "'},'argument':{'name':'mark','value':'"
                + asker.mark() + "'}}";
        return new Request("completion/complete", ref, answered -> {
            if (world.sees(asker.person(), name)) {
                assertThat(answered.result()
                                .path("completion")
                                .path("values")
                                .path(0)
                                .textValue())
                        .isEqualTo(asker.mark() + "1");
            } else {
                assertThat(answered.summary()).isEqualTo("200 -32602");
            }
        });
    }

    /** Returns a request with parameters that no method accepts. */
    private Request malformed(Asker asker) {
        String[] row = world.pick(List.of(
                new String[] {"tools/list", "{'cursor':5}"},
                new String[] {"tools/call", "{'name':'c_echo','arguments':[1]}"},
                new String[] {"tools/call", "{'name':'c_echo','arguments':'" + asker.mark() + "'}"},
                new String[] {"prompts/get", "{'name':'c_greet','arguments':{'mark':5}}"},
                new String[] {"completion/complete", "{}"},
                new String[] {"completion/complete", "{'ref':{'type':'ref/none'},'argument':{'name':'a','value':''}}"
                }));
        return new Request(
                row[0], row[1], answered -> assertThat(answered.summary()).isEqualTo("200 -32602"));
    }
}
