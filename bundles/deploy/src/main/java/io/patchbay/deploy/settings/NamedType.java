package io.patchbay.deploy.settings;

import io.patchbay.deploy.configadmin.Placeholders;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The type after the colon in a setting's name ({@code "port:Integer"}). OSGi converts any value to this type. For example, OSGi
 * converts any text except {@code true} to false. A settings file must therefore contain a value of the named type itself.
 *
 * @param item the type of the value, or of each item of a list; OSGi itself checks a type that this class does not know
 */
record NamedType(String item, boolean isList) {

    private static final Map<String, Long> MAX_VALUES = Map.of(
            "byte",
            (long) Byte.MAX_VALUE,
            "short",
            (long) Short.MAX_VALUE,
            "int",
            (long) Integer.MAX_VALUE,
            "integer",
            (long) Integer.MAX_VALUE,
            "long",
            Long.MAX_VALUE);

    static NamedType of(String text) {
        boolean isCollection = text.startsWith("Collection<") && text.endsWith(">");
        boolean isArray = text.endsWith("[]");
        String item = isCollection
                ? text.substring("Collection<".length(), text.length() - 1)
                : isArray ? text.substring(0, text.length() - 2) : text;
        return new NamedType(item, isCollection || isArray);
    }

    /** Returns the reason why the value is not of this type. The reason does not contain the value, which may be a secret. */
    Optional<String> fault(JsonValue value) {
        if (value instanceof JsonArray != isList) {
            return Optional.of(isList ? "takes a list: write it in [ … ]" : "takes one value, not a list");
        }
        List<? extends JsonValue> items = value instanceof JsonArray list ? list : List.of(value);
        return items.stream().anyMatch(each -> !isOfType(each)) ? Optional.of("is not " + inWords()) : Optional.empty();
    }

    private boolean isOfType(JsonValue value) {
        if (value instanceof JsonString text && Placeholders.hasPlaceholder(text.getString())) {
            return true; // checked when the placeholder is resolved
        }
        return switch (item.toLowerCase(Locale.ROOT)) {
            case "string", "char", "character" -> value instanceof JsonString;
            case "boolean" -> value == JsonValue.TRUE || value == JsonValue.FALSE;
            case "byte", "short", "int", "integer", "long" -> value instanceof JsonNumber number && isWhole(number);
            case "float", "double" -> value instanceof JsonNumber;
            default -> true;
        };
    }

    private boolean isWhole(JsonNumber number) {
        try {
            long value = number.bigDecimalValue().longValueExact();
            long max = MAX_VALUES.get(item.toLowerCase(Locale.ROOT));
            return value <= max && value >= -max - 1;
        } catch (ArithmeticException e) {
            return false;
        }
    }

    private String inWords() {
        return switch (item.toLowerCase(Locale.ROOT)) {
            case "string", "char", "character" -> "text in quotes: write it as \"text\"";
            case "boolean" -> "true or false: write it as true or false, without quotes";
            case "byte", "short", "int", "integer", "long" ->
                "a whole number that fits: write it as 10, without quotes";
            default -> "a number: write it as 0.5, without quotes";
        };
    }
}
