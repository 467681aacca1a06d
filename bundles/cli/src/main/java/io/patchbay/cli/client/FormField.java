package io.patchbay.cli.client;

import io.patchbay.cli.json.PlainJson;
import java.math.BigDecimal;
import java.net.URI;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One field of a form: its question and its valid answers. */
record FormField(String name, Map<String, Object> schema, boolean required) {

    /** One of the values that the person can choose. */
    private record Choice(String value, String title) {}

    /** Returns the question that the person sees. */
    String question() {
        String title = PlainJson.string(schema, "title").orElse(name);
        String kind = (type().equals("array") ? "one or more, separated by commas" : type())
                + PlainJson.string(schema, "format")
                        .map(format -> ", " + format)
                        .orElse("");
        Object preset = schema.get("default");
        return title + " (" + kind + (required ? "" : ", optional") + ")"
                + (preset == null ? "" : " [" + text(preset) + "]");
    }

    /** Returns the lines that are shown above the question and explain the field. */
    List<String> explanation() {
        List<String> lines = new ArrayList<>();
        PlainJson.string(schema, "description").ifPresent(lines::add);
        List<Choice> choices = choices();
        for (int i = 0; i < choices.size(); i++) {
            Choice choice = choices.get(i);
            lines.add((i + 1) + ") " + choice.title()
                    + (choice.title().equals(choice.value()) ? "" : " (" + choice.value() + ")"));
        }
        return lines;
    }

    /**
     * Returns the value that the person typed. Returns an empty result if the person skipped an optional field.
     *
     * @throws IllegalArgumentException if the value is invalid; the message says why
     */
    Optional<Object> parse(String typed) {
        if (typed.isEmpty()) {
            if (schema.get("default") != null) {
                return Optional.of(schema.get("default"));
            }
            if (required && !type().equals("array")) {
                throw new IllegalArgumentException("A value is required.");
            }
            return type().equals("array") && required ? Optional.of(parseChoices(typed)) : Optional.empty();
        }
        return Optional.of(
                switch (type()) {
                    case "boolean" -> parseBoolean(typed);
                    case "integer", "number" -> parseNumber(typed);
                    case "array" -> parseChoices(typed);
                    default -> choices().isEmpty() ? parseString(typed) : parseChoice(typed);
                });
    }

    private String type() {
        return PlainJson.string(schema, "type").orElse("string");
    }

    private static boolean parseBoolean(String typed) {
        return switch (typed.toLowerCase(Locale.ROOT)) {
            case "y", "yes", "true" -> true;
            case "n", "no", "false" -> false;
            default -> throw new IllegalArgumentException("Answer yes or no.");
        };
    }

    private BigDecimal parseNumber(String typed) {
        BigDecimal number;
        try {
            number = new BigDecimal(typed);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("This is not a number: " + typed, e);
        }
        check(!type().equals("integer") || number.stripTrailingZeros().scale() <= 0, "Enter a whole number.");
        limit("minimum").ifPresent(least -> check(number.compareTo(least) >= 0, "Enter at least " + least + "."));
        limit("maximum").ifPresent(most -> check(number.compareTo(most) <= 0, "Enter at most " + most + "."));
        return number;
    }

    private String parseString(String typed) {
        BigDecimal length = BigDecimal.valueOf(typed.codePointCount(0, typed.length()));
        limit("minLength")
                .ifPresent(least -> check(length.compareTo(least) >= 0, "Enter at least " + least + " characters."));
        limit("maxLength")
                .ifPresent(most -> check(length.compareTo(most) <= 0, "Enter at most " + most + " characters."));
        try {
            switch (PlainJson.string(schema, "format").orElse("")) {
                case "email" -> check(typed.matches("[^@\\s]+@[^@\\s]+"), "Enter an e-mail address.");
                case "uri" -> check(URI.create(typed).isAbsolute(), "Enter a URI with its scheme.");
                case "date" -> LocalDate.parse(typed);
                case "date-time" -> OffsetDateTime.parse(typed);
                default -> {}
            }
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "Enter a value such as 2026-07-28"
                            + (schema.get("format").equals("date") ? "." : "T10:00:00+02:00."),
                    e);
        }
        return typed;
    }

    private String parseChoice(String typed) {
        List<Choice> choices = choices();
        // A value can be a number. A typed number therefore selects an equal value first, and a position only if no
        // value is equal.
        for (Choice choice : choices) {
            if (typed.equals(choice.value()) || typed.equalsIgnoreCase(choice.title())) {
                return choice.value();
            }
        }
        for (int i = 0; i < choices.size(); i++) {
            if (typed.equals(String.valueOf(i + 1))) {
                return choices.get(i).value();
            }
        }
        throw new IllegalArgumentException("Choose a number from 1 to " + choices.size() + ".");
    }

    private List<Object> parseChoices(String typed) {
        Set<Object> chosen = new LinkedHashSet<>();
        for (String one : typed.split(",")) {
            if (!one.isBlank()) {
                chosen.add(parseChoice(one.strip()));
            }
        }
        BigDecimal count = BigDecimal.valueOf(chosen.size());
        limit("minItems")
                .ifPresent(least ->
                        check(count.compareTo(least) >= 0, "Choose at least " + least + ", separated by commas."));
        limit("maxItems").ifPresent(most -> check(count.compareTo(most) <= 0, "Choose at most " + most + "."));
        return List.copyOf(chosen);
    }

    private List<Choice> choices() {
        Map<String, Object> from = type().equals("array") ? PlainJson.member(schema, "items") : schema;
        List<Choice> choices = new ArrayList<>();
        for (String titled : List.of("oneOf", "anyOf")) {
            PlainJson.members(from, titled)
                    .forEach(one -> PlainJson.string(one, "const")
                            .ifPresent(value -> choices.add(new Choice(
                                    value, PlainJson.string(one, "title").orElse(value)))));
        }
        if (from.get("enum") instanceof List<?> values) {
            List<?> titles = from.get("enumNames") instanceof List<?> names ? names : List.of();
            for (int i = 0; i < values.size(); i++) {
                choices.add(
                        new Choice(text(values.get(i)), i < titles.size() ? text(titles.get(i)) : text(values.get(i))));
            }
        }
        return choices;
    }

    private Optional<BigDecimal> limit(String keyword) {
        return schema.get(keyword) instanceof BigDecimal limit ? Optional.of(limit) : Optional.empty();
    }

    private static String text(Object value) {
        return value instanceof String text ? text : PlainJson.write(value);
    }

    private static void check(boolean valid, String message) {
        if (!valid) {
            throw new IllegalArgumentException(message);
        }
    }
}
