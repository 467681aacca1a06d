package io.patchbay.api;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Compiles the regular expressions of JSON Schema, which have the syntax of ECMA-262 with flag {@code u}. Some constructs have a
 * different meaning in Java. Examples are {@code \s}, {@code \b}, {@code .}, and {@code &&} in a character class.
 */
public final class SchemaPattern {

    private SchemaPattern() {}

    /**
     * Returns a Java pattern that finds the same matches as the expression in JavaScript.
     *
     * @throws PatternSyntaxException if the expression is not valid in ECMA-262, or contains a construct that Java does not
     *     support. Java does not support an unbounded look-behind, a property of emoji, or a reference to a group that may not have
     *     matched.
     */
    public static Pattern compile(String expression) {
        String java = new PatternTranslator(requireNonNull(expression, "expression")).translate();
        try {
            return Pattern.compile(java);
        } catch (PatternSyntaxException e) {
            throw new PatternSyntaxException(e.getDescription(), expression, -1);
        }
    }
}
