package io.patchbay.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class ArgumentsTest {

    @Test
    public void copiesTheTreeInOrder() {
        List<Object> items = new ArrayList<>(List.of("a"));
        Map<String, Object> given = new LinkedHashMap<>();
        given.put("z", items);
        given.put("a", null);
        Arguments arguments = Arguments.of(given);

        items.add("b");
        given.clear();

        assertThat(arguments.json().text()).isEqualTo("{\"z\":[\"a\"],\"a\":null}");
        assertThatThrownBy(() -> arguments.values().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> ((List<?>) arguments.values().get("z")).clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    public void convertsNumbersToFourTypes() {
        Map<String, ?> given = Map.of("a", (byte) 1, "b", 2, "c", 0.5f, "d", 1.5, "e", BigInteger.TWO.pow(70));

        assertThat(Arguments.of(given).values())
                .isEqualTo(Map.of(
                        "a",
                        1L,
                        "b",
                        2L,
                        "c",
                        new BigDecimal("0.5"),
                        "d",
                        new BigDecimal("1.5"),
                        "e",
                        BigInteger.TWO.pow(70)));
    }

    @Test
    public void readsPresentValues() {
        Arguments arguments = Arguments.of(Map.of(
                "text",
                "x",
                "whole",
                new BigDecimal("42.0"),
                "some",
                1.5,
                "yes",
                true,
                "list",
                List.of("a"),
                "in",
                Map.of("n", 1)));

        assertThat(arguments.string("text")).isEqualTo("x");
        assertThat(arguments.integer("whole")).isEqualTo(42);
        assertThat(arguments.number("some")).isEqualTo(1.5);
        assertThat(arguments.bool("yes")).isTrue();
        assertThat(arguments.strings("list")).containsExactly("a");
        assertThat(arguments.object("in").integer("n")).isEqualTo(1);
        assertThat(arguments.has("text")).isTrue();
    }

    @Test
    public void treatsNullAsMissing() {
        Map<String, Object> given = new LinkedHashMap<>();
        given.put("null", null);
        Arguments arguments = Arguments.of(given);

        for (String name : List.of("null", "absent")) {
            assertThat(arguments.has(name)).isFalse();
            assertThat(arguments.optionalString(name)).isEmpty();
            assertThat(arguments.optionalInteger(name)).isEmpty();
            assertThat(arguments.optionalNumber(name)).isEmpty();
            assertThat(arguments.optionalBool(name)).isEmpty();
            assertThat(arguments.strings(name)).isEmpty();
            assertThat(arguments.object(name)).isEqualTo(Arguments.none());
            assertThatThrownBy(() -> arguments.string(name))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessage("/" + name + ": is required");
        }
    }

    @Test
    public void rejectsValuesOfAnotherType() {
        Map<String, Object> given = new LinkedHashMap<>();
        given.put("n", new BigDecimal("1e999999999"));
        given.put("list", Arrays.asList("a", null));
        Arguments arguments = Arguments.of(given);

        assertRefused(() -> arguments.string("n"), "/n: expected string, got number");
        assertRefused(() -> arguments.bool("n"), "/n: expected boolean, got number");
        assertRefused(() -> arguments.number("list"), "/list: expected number, got array");
        assertRefused(() -> arguments.strings("list"), "/list/1: expected string, got null");
        assertRefused(() -> arguments.object("list"), "/list: expected object, got array");
        assertRefused(() -> Arguments.of(Map.of("x", new Object())), "not a JSON value: java.lang.Object");
    }

    @Test
    public void namesTheRangeOfNumbersItCanRead() {
        String whole = ": must be a whole number from -9223372036854775808 to 9223372036854775807";
        for (Object beyond : List.of(
                new BigInteger("9223372036854775808"),
                new BigInteger("-9223372036854775809"),
                new BigDecimal("9223372036854775808.0"),
                new BigDecimal("1e19"),
                new BigDecimal("1e400"),
                new BigDecimal("1e999999999"),
                new BigDecimal("5.5"),
                new BigDecimal("1e-400"))) {
            Arguments arguments = Arguments.of(Map.of("a/b", beyond, "in", Map.of("n", beyond)));

            assertRefused(() -> arguments.integer("a/b"), "/a~1b" + whole);
            assertRefused(() -> arguments.optionalInteger("a/b"), "/a~1b" + whole);
            assertRefused(() -> arguments.object("in").integer("n"), "/in/n" + whole);
        }
        Arguments arguments = Arguments.of(Map.of(
                "huge",
                new BigDecimal("1e400"),
                "low",
                new BigDecimal("-1e400"),
                "tiny",
                new BigDecimal("1e-400"),
                "most",
                new BigDecimal("9223372036854775807.0"),
                "least",
                Long.MIN_VALUE));
        assertRefused(
                () -> arguments.number("huge"),
                "/huge: must be a number from -1.7976931348623157E308 to 1.7976931348623157E308");
        assertRefused(
                () -> arguments.optionalNumber("low"),
                "/low: must be a number from -1.7976931348623157E308 to 1.7976931348623157E308");
        assertThat(arguments.number("tiny")).isZero();
        assertThat(arguments.integer("most")).isEqualTo(Long.MAX_VALUE);
        assertThat(arguments.integer("least")).isEqualTo(Long.MIN_VALUE);
        assertRefused(() -> arguments.object("gone").string("x"), "/gone/x: is required");
    }

    @Test
    public void showsItsValuesOnlyIfReadable() {
        Arguments arguments = Arguments.of(Map.of("pin", "hunter2", "in", Map.of()));

        assertThat(Arguments.of(Map.of("pin", "hunter2"))).hasToString("Arguments[pin]");
        assertThat(arguments.object("in")).hasToString("Arguments[]");
        assertThat(Arguments.of(Map.of("pin", "hunter2")).readable())
                .hasToString("Arguments{\"pin\":\"hunter2\"}")
                .isEqualTo(Arguments.of(Map.of("pin", "hunter2")));
    }

    private static void assertRefused(Runnable read, String message) {
        assertThatThrownBy(read::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
