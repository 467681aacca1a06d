package io.patchbay.deploy;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.service.metatype.AttributeDefinition;

/**
 * One setting, as its bundle describes it.
 *
 * @param mustBe as the description has it
 */
record Attribute(AttributeDefinition definition, boolean mustBe) {

    String name() {
        return definition.getID();
    }

    /** Whether a file must set it: there is no default, and an empty list would be no sense. */
    boolean required() {
        return mustBe && definition.getCardinality() == 0 && defaults().isEmpty();
    }

    /** Whether its value is shown to nobody. */
    boolean secret() {
        return definition.getType() == AttributeDefinition.PASSWORD || name().startsWith(".");
    }

    /** What it is when no file sets it. */
    List<String> defaults() {
        return List.of(Objects.requireNonNullElse(definition.getDefaultValue(), new String[0]));
    }

    boolean isList() {
        return definition.getCardinality() != 0;
    }

    /** Why a value is of no use, without the value: it may be a secret, also where none belongs. */
    Optional<String> fault(Object value) {
        List<?> items = items(value);
        if (!isList() && items.size() != 1) {
            return Optional.of("takes one value, not a list");
        }
        for (Object item : items) {
            String text = String.valueOf(item);
            if (Placeholders.hasPlaceholder(text)) {
                continue;
            }
            if (!fits(text)) {
                return Optional.of("is not " + typeName());
            }
            String said = Objects.requireNonNullElse(definition.validate(escaped(text)), "");
            if (!said.isEmpty()) {
                return Optional.of("is not allowed: " + said + options());
            }
        }
        return Optional.empty();
    }

    private String options() {
        String[] options = definition.getOptionValues();
        return options == null || options.length == 0 ? "" : " (" + Arrays.stream(options).collect(Collectors.joining(", ")) + ")";
    }

    /** The service's own check takes a comma for the next value and a backslash for an escape. */
    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace(",", "\\,").replace(" ", "\\ ");
    }

    private boolean fits(String text) {
        try {
            switch (definition.getType()) {
                case AttributeDefinition.INTEGER -> Integer.parseInt(text);
                case AttributeDefinition.LONG -> Long.parseLong(text);
                case AttributeDefinition.DOUBLE -> Double.parseDouble(text);
                case AttributeDefinition.FLOAT -> Float.parseFloat(text);
                case AttributeDefinition.BOOLEAN -> {
                    return text.equals("true") || text.equals("false");
                }
                default -> {
                    return true;
                }
            }
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private String typeName() {
        return switch (definition.getType()) {
            case AttributeDefinition.BOOLEAN -> "true or false";
            case AttributeDefinition.INTEGER, AttributeDefinition.LONG -> "a whole number that fits";
            default -> "a number";
        };
    }

    /** The items of a list, or the one value. */
    static List<?> items(Object value) {
        if (value instanceof Collection<?> collection) {
            return List.copyOf(collection);
        }
        if (!value.getClass().isArray()) {
            return List.of(value);
        }
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < Array.getLength(value); i++) {
            items.add(Array.get(value, i));
        }
        return items;
    }
}
