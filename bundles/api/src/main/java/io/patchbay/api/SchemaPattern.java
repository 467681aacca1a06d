package io.patchbay.api;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Regular expressions as JSON Schema means them, which is as ECMA-262 does (with its flag {@code u}). Java gives some of the same
 * signs another meaning: {@code \s}, {@code \b}, {@code .}, {@code &&} in a class and more.
 */
public final class SchemaPattern {

    private SchemaPattern() {}

    /**
     * Returns a pattern of Java that finds what the expression finds in JavaScript.
     *
     * @throws PatternSyntaxException for an expression that ECMA-262 does not have, and for one that Java cannot match: a look-behind without a
     *     bound, properties of emoji, references to groups that may not have matched
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
