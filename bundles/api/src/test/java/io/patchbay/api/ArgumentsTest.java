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
    public void keepsItsOwnCopyInTheSameOrder() {
        List<Object> items = new ArrayList<>(List.of("a"));
        Map<String, Object> given = new LinkedHashMap<>();
        given.put("z", items);
        given.put("a", null);
        Arguments arguments = Arguments.of(given);

        items.add("b");
        given.clear();

        assertThat(arguments.json().text()).isEqualTo("{\"z\":[\"a\"],\"a\":null}");
        assertThatThrownBy(() -> arguments.values().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> ((List<?>) arguments.values().get("z")).clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    public void knowsFewTypesOfNumbers() {
        Map<String, ?> given = Map.of("a", (byte) 1, "b", 2, "c", 0.5f, "d", 1.5, "e", BigInteger.TWO.pow(70));

        assertThat(Arguments.of(given).values())
                .isEqualTo(Map.of("a", 1L, "b", 2L, "c", new BigDecimal("0.5"), "d", new BigDecimal("1.5"), "e", BigInteger.TWO.pow(70)));
    }

    @Test
    public void readsWhatIsThere() {
        Arguments arguments = Arguments.of(
                Map.of("text", "x", "whole", new BigDecimal("42.0"), "some", 1.5, "yes", true, "list", List.of("a"), "in", Map.of("n", 1)));

        assertThat(arguments.string("text")).isEqualTo("x");
        assertThat(arguments.integer("whole")).isEqualTo(42);
        assertThat(arguments.number("some")).isEqualTo(1.5);
        assertThat(arguments.bool("yes")).isTrue();
        assertThat(arguments.strings("list")).containsExactly("a");
        assertThat(arguments.object("in").integer("n")).isEqualTo(1);
        assertThat(arguments.has("text")).isTrue();
    }

    @Test
    public void takesNullForWhatIsNotThere() {
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
            assertThatThrownBy(() -> arguments.string(name)).isInstanceOf(IllegalArgumentException.class).hasMessage("missing: " + name);
        }
    }

    @Test
    public void refusesWhatIsOfAnotherType() {
        Map<String, Object> given = new LinkedHashMap<>();
        given.put("n", new BigDecimal("1e999999999"));
        given.put("list", Arrays.asList("a", null));
        Arguments arguments = Arguments.of(given);

        assertRefused(() -> arguments.string("n"), "not of type String: n");
        assertRefused(() -> arguments.integer("n"), "not a whole number that fits: n");
        assertRefused(() -> arguments.strings("list"), "not an array of strings: list");
        assertRefused(() -> arguments.object("list"), "not of type Map: list");
        assertRefused(() -> Arguments.of(Map.of("x", new Object())), "not a JSON value: java.lang.Object");
    }

    @Test
    public void neverShowsItsValues() {
        assertThat(Arguments.of(Map.of("pin", "hunter2"))).hasToString("Arguments[pin]");
    }

    private static void assertRefused(Runnable read, String message) {
        assertThatThrownBy(read::run).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
