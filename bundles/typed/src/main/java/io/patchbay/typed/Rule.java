package io.patchbay.typed;

import java.util.Set;
import java.util.function.Predicate;

/**
 * One restriction beyond the type.
 *
 * @param types the JSON types it can restrict
 * @param holds given a JSON value of such a type
 */
record Rule(String keyword, Object value, Set<String> types, Predicate<Object> holds, String complaint) {}
