package io.patchbay.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class JsonTest {

    @Test
    public void writesATreeInOrder() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("z", Arrays.asList(1, 2.5, new BigDecimal("1.10"), true, null));
        tree.put("a", Map.of());
        tree.put("kept", new Json("{\"n\": 1.0}"));

        assertThat(Json.of(tree).text()).isEqualTo("{\"z\":[1,2.5,1.10,true,null],\"a\":{},\"kept\":{\"n\": 1.0}}");
    }

    @Test
    public void escapesCharactersThatAStringMustNotContain() {
        assertThat(Json.of("\"\\\n\r\t\u0001\u00fc").text()).isEqualTo("\"\\\"\\\\\\n\\r\\t\\u0001\u00fc\"");
        assertThat(Json.of("\ud83d\ude00 \ud83d").text()).isEqualTo("\"\ud83d\ude00 \\ud83d\"");
    }

    /** A path is an endlessly nested iterable of paths. */
    @Test
    public void rejectsValuesThatAreNotJson() {
        assertNoJson(
                Map.of("path", Path.of("a", "b")),
                "not a JSON value: " + Path.of("a").getClass().getName());
        assertNoJson(List.of(new Object()), "not a JSON value: java.lang.Object");
        assertNoJson(Double.NaN, "not a JSON number: NaN");
        assertNoJson(Map.of(1, 2), "not a JSON member name: 1");
    }

    private static void assertNoJson(Object value, String message) {
        assertThatThrownBy(() -> Json.of(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
