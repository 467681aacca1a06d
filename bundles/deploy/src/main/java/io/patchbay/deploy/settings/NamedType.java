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
 * The type that a setting's name gives after a colon ({@code "port:Integer"}). OSGi converts any value to it, and makes false of a text
 * that is not {@code true}: here the value has to be written as what it is.
 *
 * @param item the type of the value, or of each item of a list; types that only OSGi knows are left to OSGi
 */
record NamedType(String item, boolean isList) {

    private static final Map<String, Long> LARGEST = Map.of(
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

    /** Returns why the value is not of this type, without the value: it may be a secret. */
    Optional<String> fault(JsonValue value) {
        if (value instanceof JsonArray != isList) {
            return Optional.of(isList ? "takes a list: write it in [ … ]" : "takes one value, not a list");
        }
        List<? extends JsonValue> items = value instanceof JsonArray list ? list : List.of(value);
        return items.stream().anyMatch(each -> !isOne(each)) ? Optional.of("is not " + inWords()) : Optional.empty();
    }

    private boolean isOne(JsonValue value) {
        if (value instanceof JsonString text && Placeholders.hasPlaceholder(text.getString())) {
            return true; // known only when it is resolved
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
            long largest = LARGEST.get(item.toLowerCase(Locale.ROOT));
            return value <= largest && value >= -largest - 1;
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
