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
 * One setting, as a bundle describes it.
 *
 * @param mandatory whether the description requires a value
 */
public record Attribute(AttributeDefinition definition, boolean mandatory) {

    /** Matches a path that starts with ~. In a list of roots, the path may follow a name. Only shells expand ~. */
    private static final Pattern HOME =
            Pattern.compile("(?:[A-Za-z0-9._-]+=)?~[A-Za-z0-9._-]*(?:/.*)?", Pattern.DOTALL);

    String name() {
        return definition.getID();
    }

    /** Returns whether a file must contain the setting, because the setting has no default and is not a list. */
    boolean isRequired() {
        return mandatory && definition.getCardinality() == 0 && defaults().isEmpty();
    }

    /** Returns whether the value must never be shown. */
    public boolean isSecret() {
        return definition.getType() == AttributeDefinition.PASSWORD || name().startsWith(".");
    }

    /** Returns the value that applies when no file sets the setting. */
    public List<String> defaults() {
        return List.of(Objects.requireNonNullElse(definition.getDefaultValue(), new String[0]));
    }

    public boolean isList() {
        return definition.getCardinality() != 0;
    }

    /**
     * Returns the reason why a value is invalid. The reason never contains the value, because any value may be a secret.
     *
     * @param resolved whether the value comes from a placeholder; values from the environment and from secret files are
     *     always text
     */
    Optional<String> fault(Object value, boolean resolved) {
        boolean list = value instanceof Collection || value.getClass().isArray();
        if (list != isList()) {
            return Optional.of(isList() ? "takes a list: " + example() : "takes one value, not a list: " + example());
        }
        for (Object item : items(value)) {
            Optional<String> fault = itemFault(item, resolved);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private Optional<String> itemFault(Object item, boolean resolved) {
        String text = String.valueOf(item);
        if (item instanceof String && Placeholders.hasPlaceholder(text)) {
            return Optional.empty();
        }
        if (!isParsable(text) || !resolved && !isOfType(item)) {
            return Optional.of("is not " + typeName() + ": " + example());
        }
        if (isText() && HOME.matcher(text).matches()) {
            return Optional.of("begins with ~, which is not expanded here: write the absolute path");
        }
        String message = Objects.requireNonNullElse(definition.validate(escaped(text)), "");
        return message.isEmpty() ? Optional.empty() : Optional.of("is not allowed: " + message + options());
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

    /** Returns an instruction on how to write the value. */
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

    /** Escapes a value for the metatype service, which treats a comma as a separator and a backslash as an escape. */
    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace(",", "\\,").replace(" ", "\\ ");
    }

    private boolean isParsable(String text) {
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

    /** Returns the items of a list, or the single value. */
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
