package io.patchbay.deploy.configadmin;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.osgi.service.metatype.AttributeDefinition;

/**
 * One setting, as its bundle describes it.
 *
 * @param mustBe as the description has it
 */
public record Attribute(AttributeDefinition definition, boolean mustBe) {

    /** A path as shells write it, in a list of roots with a name before it. No shell reads settings. */
    private static final Pattern HOME =
            Pattern.compile("(?:[A-Za-z0-9._-]+=)?~[A-Za-z0-9._-]*(?:/.*)?", Pattern.DOTALL);

    String name() {
        return definition.getID();
    }

    /** Whether a file must set it: there is no default, and an empty list would be no sense. */
    boolean required() {
        return mustBe && definition.getCardinality() == 0 && defaults().isEmpty();
    }

    /** Whether its value is shown to nobody. */
    public boolean secret() {
        return definition.getType() == AttributeDefinition.PASSWORD || name().startsWith(".");
    }

    /** What it is when no file sets it. */
    public List<String> defaults() {
        return List.of(Objects.requireNonNullElse(definition.getDefaultValue(), new String[0]));
    }

    public boolean isList() {
        return definition.getCardinality() != 0;
    }

    /**
     * Why a value is of no use, without the value: it may be a secret, also where none belongs.
     *
     * @param resolved whether it stands for a placeholder: what the environment or a secret's file holds is always text
     */
    Optional<String> fault(Object value, boolean resolved) {
        boolean list = value instanceof Collection || value.getClass().isArray();
        if (list != isList()) {
            return Optional.of(isList() ? "takes a list: " + example() : "takes one value, not a list: " + example());
        }
        for (Object item : items(value)) {
            Optional<String> fault = faultOf(item, resolved);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private Optional<String> faultOf(Object item, boolean resolved) {
        String text = String.valueOf(item);
        if (item instanceof String && Placeholders.hasPlaceholder(text)) {
            return Optional.empty();
        }
        if (!fits(text) || !resolved && !isOfType(item)) {
            return Optional.of("is not " + typeName() + ": " + example());
        }
        if (isText() && HOME.matcher(text).matches()) {
            return Optional.of("begins with ~, which means nothing here: write the whole path, from / on");
        }
        String said = Objects.requireNonNullElse(definition.validate(escaped(text)), "");
        return said.isEmpty() ? Optional.empty() : Optional.of("is not allowed: " + said + options());
    }

    private boolean isText() {
        int type = definition.getType();
        return type == AttributeDefinition.STRING || type == AttributeDefinition.PASSWORD;
    }

    private boolean isOfType(Object item) {
        return switch (definition.getType()) {
            case AttributeDefinition.STRING, AttributeDefinition.PASSWORD, AttributeDefinition.CHARACTER ->
                item instanceof String || item instanceof Character;
            case AttributeDefinition.BOOLEAN -> item instanceof Boolean;
            default -> item instanceof Number;
        };
    }

    /** How it is written. */
    private String example() {
        String one = switch (definition.getType()) {
            case AttributeDefinition.STRING, AttributeDefinition.PASSWORD, AttributeDefinition.CHARACTER -> "\"text\"";
            case AttributeDefinition.BOOLEAN -> "true or false, without quotes";
            case AttributeDefinition.INTEGER,
                    AttributeDefinition.LONG,
                    AttributeDefinition.SHORT,
                    AttributeDefinition.BYTE -> "10, without quotes";
            default -> "0.5, without quotes";
        };
        return "write it as " + (isList() ? "[" + one.replace(", without quotes", "") + ", …]" : one);
    }

    private String options() {
        String[] options = definition.getOptionValues();
        return options == null || options.length == 0
                ? ""
                : " (" + Arrays.stream(options).collect(Collectors.joining(", ")) + ")";
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
            case AttributeDefinition.STRING, AttributeDefinition.PASSWORD, AttributeDefinition.CHARACTER ->
                "text in quotes";
            case AttributeDefinition.INTEGER, AttributeDefinition.LONG -> "a whole number that fits";
            default -> "a number";
        };
    }

    /** The items of a list, or the one value. */
    public static List<?> items(Object value) {
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
