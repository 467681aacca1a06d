package io.patchbay.typed;

import io.patchbay.api.SchemaPattern;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Reads the annotations of a component. */
final class Rules {

    private static final Set<String> NUMBERS = Set.of("integer", "number");
    private static final Set<String> STRINGS = Set.of("string");

    private Rules() {}

    /** Returns the schema keywords that do not restrict the value. */
    static Map<String, Object> notes(AnnotatedElement component) {
        Map<String, Object> notes = new LinkedHashMap<>();
        given(component, Description.class, Description::value).ifPresent(text -> notes.put("description", text));
        given(component, Secret.class, secret -> true).ifPresent(yes -> notes.put("writeOnly", yes));
        given(component, Header.class, Header::value).ifPresent(name -> notes.put(HeaderCheck.KEYWORD, name));
        return notes;
    }

    /** Returns the rules for the value, or for each item of a list, set or map. */
    static List<Rule> ofValues(AnnotatedElement component) {
        List<Rule> rules = new ArrayList<>();
        given(component, Minimum.class, Minimum::value).map(Rules::minimum).ifPresent(rules::add);
        given(component, Maximum.class, Maximum::value).map(Rules::maximum).ifPresent(rules::add);
        given(component, Pattern.class, Pattern::value).map(Rules::pattern).ifPresent(rules::add);
        given(component, OneOf.class, OneOf::value).map(Rules::oneOf).ifPresent(rules::add);
        return rules;
    }

    /** Returns the rules for the size of the value. The keywords of the rules depend on the JSON type. */
    static List<Rule> ofSize(AnnotatedElement component, String type) {
        List<Rule> rules = new ArrayList<>();
        given(component, Size.class, Function.identity()).ifPresent(size -> {
            if (size.min() > 0) {
                rules.add(size(
                        "min" + counted(type),
                        size.min(),
                        type,
                        json -> count(json) >= size.min(),
                        "must have a size of at least "));
            }
            if (size.max() < Integer.MAX_VALUE) {
                rules.add(size(
                        "max" + counted(type),
                        size.max(),
                        type,
                        json -> count(json) <= size.max(),
                        "must have a size of at most "));
            }
        });
        return rules;
    }

    private static Rule size(String keyword, int bound, String type, Predicate<Object> holds, String complaint) {
        return new Rule(keyword, bound, Set.of(type), holds, complaint + bound);
    }

    private static <A extends Annotation, V> Optional<V> given(
            AnnotatedElement component, Class<A> type, Function<A, V> value) {
        return Optional.ofNullable(component.getAnnotation(type)).map(value);
    }

    private static Rule minimum(double min) {
        BigDecimal bound = bound(min);
        return new Rule(
                "minimum",
                bound,
                NUMBERS,
                json -> Scalar.decimal(json).compareTo(bound) >= 0,
                "must be at least " + bound);
    }

    private static Rule maximum(double max) {
        BigDecimal bound = bound(max);
        return new Rule(
                "maximum",
                bound,
                NUMBERS,
                json -> Scalar.decimal(json).compareTo(bound) <= 0,
                "must be at most " + bound);
    }

    private static Rule pattern(String expression) {
        java.util.regex.Pattern pattern = SchemaPattern.compile(expression);
        return new Rule(
                "pattern",
                expression,
                STRINGS,
                json -> pattern.matcher((String) json).find(),
                "must match " + expression);
    }

    private static Rule oneOf(String... values) {
        List<String> allowed = List.of(values);
        return new Rule("enum", allowed, STRINGS, allowed::contains, "must be one of " + String.join(", ", allowed));
    }

    /** Returns the bound without a zero fraction, for example {@code 1} instead of {@code 1.0}. */
    private static BigDecimal bound(double value) {
        BigDecimal exact = BigDecimal.valueOf(value).stripTrailingZeros();
        return exact.scale() < 0 ? exact.setScale(0) : exact;
    }

    private static String counted(String type) {
        return switch (type) {
            case "string" -> "Length";
            case "array" -> "Items";
            case "object" -> "Properties";
            default -> throw new IllegalArgumentException("@Size does not apply to this type");
        };
    }

    private static int count(Object json) {
        if (json instanceof String text) {
            return text.codePointCount(0, text.length());
        }
        return json instanceof Map<?, ?> map ? map.size() : ((Collection<?>) json).size();
    }
}
