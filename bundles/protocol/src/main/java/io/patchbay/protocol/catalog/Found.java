package io.patchbay.protocol.catalog;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/** What a caller finds under a name. */
public sealed interface Found<T> {

    /** It is there for this caller. */
    record Visible<T>(T value) implements Found<T> {
        public Visible {
            requireNonNull(value, "value");
        }
    }

    /** It is there for this caller's roles; the credential lacks these scopes. */
    record StepUp<T>(Set<String> scopes) implements Found<T> {
        public StepUp {
            scopes = Set.copyOf(scopes);
        }
    }

    /** There is nothing, or nothing this caller may know of: both are this one answer. */
    record Absent<T>() implements Found<T> {
        private static final Absent<?> ABSENT = new Absent<>();
    }

    @SuppressWarnings("unchecked")
    static <T> Found<T> absent() {
        return (Found<T>) Absent.ABSENT;
    }
}
