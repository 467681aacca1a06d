package io.patchbay.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.api.Json;
import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.junit.Test;

public class ShapeSchemaTest {

    private static final String INT = "{\"type\":\"integer\",\"minimum\":-2147483648,\"maximum\":2147483647}";

    enum Kind {
        FILE,
        @Name("folder-like")
        FOLDER
    }

    @Test
    public void keepsTheOrderOfComponentsAndPermitsNoOthers() {
        record Ordered(String zebra, Optional<String> apple, int mango) {}

        assertThat(schema(Ordered.class))
                .isEqualTo("{\"type\":\"object\",\"properties\":{\"zebra\":{\"type\":\"string\"},"
                        + "\"apple\":{\"type\":\"string\"},\"mango\":" + INT + "},"
                        + "\"required\":[\"zebra\",\"mango\"],\"additionalProperties\":false}");
    }

    @Test
    public void describesTheTypesOfTheJdk() {
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
                Boolean j,
                Instant k,
                OffsetDateTime l,
                LocalDate m,
                Duration n,
                URI o,
                UUID p,
                Json q) {}

        assertThat(properties(All.class))
                .isEqualTo(
                        "{\"a\":{\"type\":\"integer\",\"minimum\":-128,\"maximum\":127},\"b\":{\"type\":\"integer\",\"minimum\":-32768,\"maximum\":32767},\"c\":"
                                + INT + ",\"d\":{\"type\":\"integer\"},"
                                + "\"e\":{\"type\":\"number\"},\"f\":{\"type\":\"number\"},\"g\":{\"type\":\"integer\"},\"h\":{\"type\":\"number\"},"
                                + "\"i\":{\"type\":\"boolean\"},\"j\":{\"type\":\"boolean\"},"
                                + "\"k\":{\"type\":\"string\",\"format\":\"date-time\"},\"l\":{\"type\":\"string\",\"format\":\"date-time\"},"
                                + "\"m\":{\"type\":\"string\",\"format\":\"date\"},\"n\":{\"type\":\"string\",\"examples\":[\"PT1H30M\"]},"
                                + "\"o\":{\"type\":\"string\",\"format\":\"uri\"},\"p\":{\"type\":\"string\",\"format\":\"uuid\"},\"q\":{}}");
    }

    @Test
    public void describesCollectionsAndOptionalComponents() {
        record Many(
                List<String> a,
                Set<Integer> b,
                Map<String, List<Boolean>> c,
                Optional<List<Long>> d,
                OptionalInt e,
                OptionalLong f,
                OptionalDouble g) {}

        assertThat(properties(Many.class))
                .isEqualTo("{\"a\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}},"
                        + "\"b\":{\"type\":\"array\",\"items\":" + INT + ",\"uniqueItems\":true},"
                        + "\"c\":{\"type\":\"object\",\"additionalProperties\":{\"type\":\"array\",\"items\":{\"type\":\"boolean\"}}},"
                        + "\"d\":{\"type\":\"array\",\"items\":{\"type\":\"integer\"}},\"e\":" + INT + ","
                        + "\"f\":{\"type\":\"integer\"},\"g\":{\"type\":\"number\"}}");
        assertThat(schema(Many.class)).contains("\"required\":[\"a\",\"b\",\"c\"]");
    }

    @Test
    public void describesTheAnnotations() {
        record Said(
                @Description("How many") @Minimum(1) @Maximum(99.5)
                double a,

                @Pattern("^[a-z]+$") @Size(min = 2, max = 9) String b,
                @OneOf({"in-progress", "done"}) Optional<String> c,
                @Size(max = 3) @Minimum(0) List<Integer> d,
                @Secret String e,
                @Header("Region") String f,
                @Name("class") Kind g) {}

        assertThat(properties(Said.class))
                .isEqualTo("{\"a\":{\"type\":\"number\",\"minimum\":1,\"maximum\":99.5,\"description\":\"How many\"},"
                        + "\"b\":{\"type\":\"string\",\"pattern\":\"^[a-z]+$\",\"minLength\":2,\"maxLength\":9},"
                        + "\"c\":{\"type\":\"string\",\"enum\":[\"in-progress\",\"done\"]},"
                        + "\"d\":{\"type\":\"array\",\"items\":{\"type\":\"integer\",\"minimum\":0,\"maximum\":2147483647},\"maxItems\":3},"
                        + "\"e\":{\"type\":\"string\",\"writeOnly\":true},\"f\":{\"type\":\"string\",\"x-mcp-header\":\"Region\"},"
                        + "\"class\":{\"type\":\"string\",\"enum\":[\"file\",\"folder-like\"]}}");
    }

    @Test
    public void keepsTheTighterOfTwoBounds() {
        record Bounds(
                @Minimum(-1e12) @Maximum(5) int a,
                @Minimum(-200) byte b,
                @Minimum(-1e12) long c) {}

        assertThat(properties(Bounds.class))
                .isEqualTo(
                        "{\"a\":{\"type\":\"integer\",\"minimum\":-2147483648,\"maximum\":5},"
                                + "\"b\":{\"type\":\"integer\",\"minimum\":-128,\"maximum\":127},\"c\":{\"type\":\"integer\",\"minimum\":-1000000000000}}");
    }

    record Point(@Description("East") int x, int y) {}

    @Description("Two of them")
    record Line(Point from, Point to) {}

    @Test
    public void putsNestedRecordsInline() {
        String point =
                "{\"type\":\"object\",\"properties\":{\"x\":{\"type\":\"integer\",\"minimum\":-2147483648,\"maximum\":2147483647,\"description\":\"East\"},\"y\":"
                        + INT + "}," + "\"required\":[\"x\",\"y\"],\"additionalProperties\":false}";

        assertThat(schema(Line.class))
                .isEqualTo("{\"type\":\"object\",\"description\":\"Two of them\",\"properties\":{\"from\":" + point
                        + ",\"to\":" + point + "},\"required\":[\"from\",\"to\"],\"additionalProperties\":false}");
    }

    record Tree(String name, List<Tree> children) {}

    record Forest(Tree first, Optional<Tree> second) {}

    record Chicken(Optional<Egg> egg) {}

    record Egg(Optional<Chicken> chicken) {}

    record Farm(Chicken chicken, Egg egg) {}

    @Test
    public void refersToRecursiveRecords() {
        assertThat(properties(Tree.class)).contains("\"items\":{\"$ref\":\"#\"}");
        assertThat(properties(Forest.class))
                .isEqualTo("{\"first\":{\"$ref\":\"#/$defs/Tree\"},\"second\":{\"$ref\":\"#/$defs/Tree\"}}");
        assertThat(schema(Forest.class)).contains("\"$defs\":{\"Tree\":{\"type\":\"object\"");
        assertThat(schema(Farm.class))
                .contains("\"chicken\":{\"$ref\":\"#/$defs/Chicken\"}")
                .contains("\"$defs\":{\"Chicken\":{");
    }

    record Page<T>(List<T> items) {}

    @Test
    public void rejectsTypesWithoutAJsonForm() {
        record Folder(File where) {}
        record Raw(@SuppressWarnings("rawtypes") List items) {}
        record Wild(List<?> items) {}
        record Keys(Map<Integer, String> byNumber) {}
        record Unknown(Object anything) {}
        record Letters(char[] letters) {}

        assertThatThrownBy(() -> Shape.of(Folder.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Folder.where: the type java.io.File has no JSON form");
        assertThatThrownBy(() -> Shape.of(Raw.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Raw.items");
        assertThatThrownBy(() -> Shape.of(Wild.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Wild.items");
        assertThatThrownBy(() -> Shape.of(Keys.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Keys.byNumber");
        assertThatThrownBy(() -> Shape.of(Unknown.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Unknown.anything");
        assertThatThrownBy(() -> Shape.of(Letters.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Letters.letters");
        assertThatThrownBy(() -> Shape.of(Page.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Page.items");
    }

    @Test
    public void rejectsAnAnnotationOfAnotherType() {
        record Text(@Minimum(1) String text) {}
        record Number(@Pattern("x") int number) {}
        record Flag(@Size(max = 2) boolean flag) {}
        record Nested(@Maximum(1) Point point) {}
        record Broken(@Pattern("(") String text) {}

        for (Class<? extends Record> type : List.of(Text.class, Number.class, Flag.class, Nested.class, Broken.class)) {
            assertThatThrownBy(() -> Shape.of(type))
                    .as(type.getSimpleName())
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    public void rejectsTwoComponentsWithTheSameName() {
        record Twice(String name, @Name("name") String other) {}

        assertThatThrownBy(() -> Shape.of(Twice.class)).hasMessageContaining("two components have the same name: name");
    }

    record Inner(@Header("Inner") String inner) {}

    @Test
    public void rejectsInvalidHeaders() {
        record Number(@Header("Number") double number) {}
        record Items(@Header("Items") List<String> items) {}
        record InList(List<Inner> inner) {}
        record BadName(@Header("a b") String text) {}
        record NoName(@Header("") String text) {}
        record Twice(
                @Header("Same") String one, @Header("same") String two) {}
        record Hidden(@Header("Hidden") @Secret String text) {}
        record Whole(@Header("Whole") Point point) {}

        for (Class<? extends Record> type : List.of(
                Number.class,
                Items.class,
                InList.class,
                BadName.class,
                NoName.class,
                Twice.class,
                Hidden.class,
                Whole.class)) {
            assertThatThrownBy(() -> Shape.of(type))
                    .as(type.getSimpleName())
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    public void acceptsAHeaderInANestedRecord() {
        record Outer(Inner inner, @Header("Flag") Optional<Boolean> flag) {}

        assertThat(properties(Outer.class))
                .contains("\"x-mcp-header\":\"Inner\"")
                .contains("\"x-mcp-header\":\"Flag\"");
    }

    private static String schema(Class<? extends Record> type) {
        return Shape.of(type).schema().json().text();
    }

    private static String properties(Class<? extends Record> type) {
        String schema = schema(type);
        int start = schema.indexOf("\"properties\":") + "\"properties\":".length();
        int end = schema.contains(",\"required\"")
                ? schema.indexOf(",\"required\"", lastTopLevel(schema))
                : schema.lastIndexOf(",\"additionalProperties\"");
        return schema.substring(start, end);
    }

    /** Returns the index after which the root's "required" is searched, because nested records have "required" too. */
    private static int lastTopLevel(String schema) {
        int defs = schema.indexOf(",\"$defs\"");
        return schema.lastIndexOf("},\"", defs < 0 ? schema.length() : defs);
    }
}
