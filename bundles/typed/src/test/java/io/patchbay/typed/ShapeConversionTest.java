package io.patchbay.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.api.Arguments;
import io.patchbay.api.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.junit.Test;

public class ShapeConversionTest {

    enum Kind {
        FILE,
        OPEN_FOLDER {
            @Override
            public String toString() {
                return "something else";
            }
        }
    }

    record All(
            byte a,
            Short b,
            Integer c,
            long d,
            float e,
            Double f,
            BigInteger g,
            BigDecimal h,
            boolean i,
            Instant k,
            OffsetDateTime l,
            LocalDate m,
            Duration n,
            URI o,
            UUID p,
            Kind q,
            Json r) {}

    @Test
    public void readsAndWritesTheTypesOfTheJdk() {
        All all = new All(
                (byte) -1,
                (short) 2,
                3,
                Long.MAX_VALUE,
                1.5f,
                2.25,
                BigInteger.TWO.pow(70),
                new BigDecimal("1.10"),
                true,
                Instant.parse("2026-11-20T09:30:00Z"),
                OffsetDateTime.parse("2026-11-20T10:30:00+01:00"),
                LocalDate.parse("2026-11-20"),
                Duration.ofMinutes(90),
                URI.create("https://example.org/a?b"),
                UUID.fromString("123e4567-e89b-12d3-a456-426614174000"),
                Kind.OPEN_FOLDER,
                new Json("{\"x\":[1,null]}"));
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("a", -1);
        tree.put("b", 2);
        tree.put("c", 3);
        tree.put("d", Long.MAX_VALUE);
        tree.put("e", new BigDecimal("1.5"));
        tree.put("f", new BigDecimal("2.25"));
        tree.put("g", BigInteger.TWO.pow(70));
        tree.put("h", new BigDecimal("1.10"));
        tree.put("i", true);
        tree.put("k", "2026-11-20T09:30:00Z");
        tree.put("l", "2026-11-20T10:30:00+01:00");
        tree.put("m", "2026-11-20");
        tree.put("n", "PT1H30M");
        tree.put("o", "https://example.org/a?b");
        tree.put("p", "123e4567-e89b-12d3-a456-426614174000");
        tree.put("q", "open_folder");
        Map<String, Object> any = new LinkedHashMap<>();
        any.put("x", Arrays.asList(1, null));
        tree.put("r", any);

        assertThat(Shape.of(All.class).read(Arguments.of(tree))).isEqualTo(all);
        assertThat(Shape.of(All.class).json(all)).isEqualTo(Json.of(tree));
    }

    record Many(
            List<String> list,
            Set<Integer> set,
            Map<String, List<Boolean>> map,
            Optional<List<Long>> maybe,
            OptionalInt i,
            OptionalLong l,
            OptionalDouble d) {}

    @Test
    public void readsAndWritesCollections() {
        Many all = new Many(
                List.of("b", "a"),
                Set.of(3),
                Map.of("k", List.of(true)),
                Optional.of(List.of(1L)),
                OptionalInt.of(1),
                OptionalLong.of(2),
                OptionalDouble.of(0.5));
        String json =
                "{\"list\":[\"b\",\"a\"],\"set\":[3],\"map\":{\"k\":[true]},\"maybe\":[1],\"i\":1,\"l\":2,\"d\":0.5}";

        assertThat(Shape.of(Many.class).json(all).text()).isEqualTo(json);
        assertThat(Shape.of(Many.class)
                        .read(Arguments.of(Map.of(
                                "list",
                                List.of("b", "a"),
                                "set",
                                List.of(3),
                                "map",
                                Map.of("k", List.of(true)),
                                "maybe",
                                List.of(1),
                                "i",
                                1,
                                "l",
                                2,
                                "d",
                                0.5))))
                .isEqualTo(all);
    }

    @Test
    public void omitsEmptyOptionalsAndReadsNullAsEmpty() {
        Many none = new Many(
                List.of(),
                Set.of(),
                Map.of(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalLong.empty(),
                OptionalDouble.empty());
        Map<String, Object> tree = new LinkedHashMap<>(Map.of("list", List.of(), "set", List.of(), "map", Map.of()));
        tree.put("maybe", null);
        tree.put("i", null);

        assertThat(Shape.of(Many.class).json(none).text()).isEqualTo("{\"list\":[],\"set\":[],\"map\":{}}");
        assertThat(Shape.of(Many.class).read(Arguments.of(tree))).isEqualTo(none);
    }

    @Test
    public void returnsImmutableCollections() {
        Many many = Shape.of(Many.class)
                .read(Arguments.of(Map.of("list", List.of("a"), "set", List.of(1), "map", Map.of("k", List.of()))));

        assertThatThrownBy(() -> many.list().add("b")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> many.set().add(2)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> many.map().remove("k")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> many.map().get("k").add(true)).isInstanceOf(UnsupportedOperationException.class);
    }

    record Item(String name, int count) {}

    record Order(List<Item> items, Map<String, Item> byName) {}

    @Test
    public void namesThePlaceOfAMismatch() {
        assertMismatch(Order.class, Map.of("items", List.of(), "byName", 1), "byName: must be an object");
        assertMismatch(Order.class, Map.of("items", "x", "byName", Map.of()), "items: must be an array");
        assertMismatch(
                Order.class,
                Map.of("items", List.of(), "byName", Map.of("a b", Map.of("name", "n"))),
                "byName.a b.count: is required");
        assertMismatch(
                Order.class,
                Map.of(
                        "items",
                        List.of(Map.of("name", "n", "count", 1), Map.of("name", "n", "count", "1")),
                        "byName",
                        Map.of()),
                "items[1].count: must be a number");
        assertMismatch(
                Order.class,
                Map.of("items", List.of(Map.of("name", "n", "count", 1, "extra", 1)), "byName", Map.of()),
                "items[0].extra: unknown");
        assertMismatch(
                Order.class,
                Map.of("items", new ArrayList<>(Arrays.asList((Object) null)), "byName", Map.of()),
                "items[0]: is required");
        assertMismatch(Order.class, Map.of(), "items: is required");
    }

    @Test
    public void acceptsEveryNotationOfAWholeNumber() {
        assertThat(count("42.0")).isEqualTo(42);
        assertThat(count("4.2e1")).isEqualTo(42);
    }

    @Test
    public void rejectsNumbersOutOfRange() {
        for (String number :
                List.of("1.5", "2147483648", "1e10", "1e999999999", "1e-999999999", "9223372036854775808")) {
            assertThatThrownBy(() -> count(number))
                    .as(number)
                    .isInstanceOf(Mismatch.class)
                    .hasMessage("count: must be a whole number from -2147483648 to 2147483647");
        }
        record Big(BigInteger number, Optional<Byte> other) {}
        record Small(double number, float other) {}
        assertMismatch(
                Big.class,
                Map.of("number", new BigDecimal("1e999999999")),
                "number: must be a whole number of at most 1000 digits");
        assertMismatch(Big.class, Map.of("number", 1, "other", 128), "other: must be a whole number from -128 to 127");
        assertMismatch(
                Small.class,
                Map.of("number", new BigDecimal("1e999"), "other", 1),
                "number: must be a number from -1.7976931348623157E308 to 1.7976931348623157E308");
        assertMismatch(
                Small.class,
                Map.of("number", 1, "other", new BigDecimal("1e39")),
                "other: must be a number from -3.4028234663852886E38 to 3.4028234663852886E38");
    }

    @Test
    public void rejectsTextInTheWrongFormat() {
        record When(
                Optional<Instant> instant,
                Optional<LocalDate> date,
                Optional<Duration> duration,
                Optional<URI> uri,
                Optional<UUID> uuid,
                Optional<Kind> kind) {}

        assertMismatch(
                When.class,
                Map.of("instant", "yesterday"),
                "instant: must be a date and time such as 2026-11-20T09:30:00Z");
        assertMismatch(When.class, Map.of("date", "2026-02-30"), "date: must be a date such as 2026-11-20");
        assertMismatch(When.class, Map.of("duration", "2 hours"), "duration: must be a duration such as PT1H30M");
        assertMismatch(When.class, Map.of("uri", "a b"), "uri: must be an absolute URI");
        assertMismatch(When.class, Map.of("uri", "relative"), "uri: must be an absolute URI");
        assertMismatch(When.class, Map.of("uuid", "1-1-1-1-1"), "uuid: must be a UUID");
        assertMismatch(When.class, Map.of("kind", "FILE"), "kind: must be one of file, open_folder");
        assertMismatch(When.class, Map.of("kind", 1), "kind: must be one of file, open_folder");
    }

    record Ruled(
            @Minimum(1) @Maximum(2.5) Optional<Double> number,
            @Pattern("^[a-z]+$") @Size(min = 2, max = 3) Optional<String> text,
            @OneOf({"a", "b"}) Optional<List<String>> some,
            @Size(max = 1) Optional<Map<String, Integer>> map,
            @Size(min = 1) Optional<Set<Integer>> set) {}

    @Test
    public void enforcesTheAnnotations() {
        assertMismatch(Ruled.class, Map.of("number", new BigDecimal("0.999")), "number: must be at least 1");
        assertMismatch(Ruled.class, Map.of("number", 3), "number: must be at most 2.5");
        assertMismatch(Ruled.class, Map.of("text", "AB"), "text: must match ^[a-z]+$");
        assertMismatch(Ruled.class, Map.of("text", "a"), "text: must have a size of at least 2");
        assertMismatch(Ruled.class, Map.of("text", "abcd"), "text: must have a size of at most 3");
        assertMismatch(Ruled.class, Map.of("some", List.of("a", "c")), "some[1]: must be one of a, b");
        assertMismatch(Ruled.class, Map.of("map", Map.of("a", 1, "b", 2)), "map: must have a size of at most 1");
        assertMismatch(Ruled.class, Map.of("set", List.of()), "set: must have a size of at least 1");
        assertMismatch(Ruled.class, Map.of("set", List.of(1, 1)), "set[1]: must not be equal to another item");
    }

    @Test
    public void countsCodePoints() {
        record Short(@Size(max = 2) String text) {}

        assertThat(Shape.of(Short.class)
                        .read(Arguments.of(Map.of("text", "😀😀")))
                        .text())
                .isEqualTo("😀😀");
    }

    record Span(int from, int to) {
        Span {
            if (to < from) {
                throw new IllegalArgumentException("to is before from");
            }
        }
    }

    record Spans(List<Span> spans) {}

    record Buggy(int number) {
        Buggy {
            if (number == 0) {
                throw new IllegalStateException("a bug");
            }
        }
    }

    @Test
    public void reportsWhatTheRecordsConstructorRejects() {
        assertMismatch(Span.class, Map.of("from", 2, "to", 1), "to is before from");
        assertMismatch(
                Spans.class, Map.of("spans", List.of(Map.of("from", 2, "to", 1))), "spans[0]: to is before from");
        assertThatThrownBy(() -> Shape.of(Buggy.class).read(Arguments.of(Map.of("number", 0))))
                .isInstanceOf(IllegalStateException.class);
    }

    record Tree(String name, List<Tree> children) {}

    @Test
    public void readsAndWritesRecursiveRecords() {
        Tree tree = new Tree("a", List.of(new Tree("b", List.of()), new Tree("c", List.of(new Tree("d", List.of())))));
        Shape<Tree> shape = Shape.of(Tree.class);

        assertThat(shape.json(tree).text())
                .isEqualTo(
                        "{\"name\":\"a\",\"children\":[{\"name\":\"b\",\"children\":[]},{\"name\":\"c\",\"children\":[{\"name\":\"d\",\"children\":[]}]}]}");
        assertMismatch(
                Tree.class,
                Map.of("name", "a", "children", List.of(Map.of("name", "b"))),
                "children[0].children: is required");
    }

    @Test
    public void rejectsValuesWithoutAJsonForm() {
        record Number(double number) {}
        record Text(List<String> texts) {}

        assertThatThrownBy(() -> Shape.of(Number.class).json(new Number(Double.NaN)))
                .hasMessage("number: must be a number from -1.7976931348623157E308 to 1.7976931348623157E308");
        assertThatThrownBy(() -> Shape.of(Text.class).json(new Text(null))).hasMessage("texts: is required");
        assertThatThrownBy(() -> Shape.of(Text.class).json(new Text(Arrays.asList("a", null))))
                .hasMessage("texts[1]: is required");
        assertThatThrownBy(() -> Shape.of(Text.class).json(null))
                .isInstanceOf(Mismatch.class)
                .hasMessage("is required");
    }

    /** The official clients validate results against the formats of the schema and throw. */
    @Test
    public void writesOnlyValuesThatMatchTheirFormat() {
        record Place(URI uri) {}

        assertThat(Shape.of(Place.class)
                        .json(new Place(URI.create("https://example.org/\u00fc")))
                        .text())
                .isEqualTo("{\"uri\":\"https://example.org/%C3%BC\"}");
        assertThatThrownBy(() -> Shape.of(Place.class).json(new Place(URI.create("relative"))))
                .hasMessage("uri: must be an absolute URI");
    }

    @Test
    public void readsAndWritesFractionsOfASecond() {
        record Lasting(Duration time) {}
        Lasting lasting = new Lasting(Duration.ofMillis(-1500));

        assertThat(Shape.of(Lasting.class).json(lasting).text()).isEqualTo("{\"time\":\"PT-1.5S\"}");
        assertThat(Shape.of(Lasting.class).read(Arguments.of(Map.of("time", "PT-1.5S"))))
                .isEqualTo(lasting);
    }

    @Test
    public void neverShowsARejectedValue() {
        record Login(@Secret @Pattern("^[0-9]+$") String pin) {}

        assertThatThrownBy(() -> Shape.of(Login.class).read(Arguments.of(Map.of("pin", "hunter2"))))
                .hasMessageNotContaining("hunter2");
    }

    private static int count(String number) {
        return Shape.of(Item.class)
                .read(Arguments.of(Map.of("name", "n", "count", new BigDecimal(number))))
                .count();
    }

    @Test
    public void readsPatternsLikeJsonSchema() {
        record Word(@Pattern("^\\S+$") String word) {}
        record Odd(@Pattern("\\h") String word) {}

        assertMismatch(Word.class, Map.of("word", "a\u00a0b"), "word: must match ^\\S+$");
        assertThatThrownBy(() -> Shape.of(Odd.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Odd.word: \\h is not supported");
    }

    private static void assertMismatch(Class<? extends Record> type, Map<String, ?> tree, String message) {
        assertThatThrownBy(() -> Shape.of(type).read(Arguments.of(tree)))
                .isInstanceOf(Mismatch.class)
                .hasMessage(message);
    }
}
