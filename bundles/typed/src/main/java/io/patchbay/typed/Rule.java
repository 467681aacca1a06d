package io.patchbay.typed;

import java.util.Set;
import java.util.function.Predicate;

/**
 * One restriction of a value in addition to its type.
 *
 * @param keyword the keyword of JSON Schema
 * @param value the keyword's value in the schema
 * @param types the JSON types that the keyword applies to
 * @param holds whether a JSON value of such a type satisfies the rule
 * @param complaint the reason if it does not
 */
record Rule(String keyword, Object value, Set<String> types, Predicate<Object> holds, String complaint) {}
