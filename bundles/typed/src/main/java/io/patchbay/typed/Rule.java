package io.patchbay.typed;

import java.util.Set;
import java.util.function.Predicate;

/**
 * One restriction of a value in addition to its type.
 *
 * @param keyword the keyword of JSON Schema
 * @param value the keyword's value in the schema
 * @param types the JSON types to which the keyword applies
 * @param holds tests whether a JSON value of one of these types satisfies the rule
 * @param complaint the reason for the rejection of a value
 */
record Rule(String keyword, Object value, Set<String> types, Predicate<Object> holds, String complaint) {}
