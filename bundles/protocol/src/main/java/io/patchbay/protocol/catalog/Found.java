package io.patchbay.protocol.catalog;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/** The result of looking up a name for a caller. */
public sealed interface Found<T> {

    /** The caller may see and use the entry. */
    record Visible<T>(T value) implements Found<T> {
        public Visible {
            requireNonNull(value, "value");
        }
    }

    /** The caller's roles allow the entry, but the credential lacks these scopes. */
    record StepUp<T>(Set<String> scopes) implements Found<T> {
        public StepUp {
            scopes = Set.copyOf(scopes);
        }
    }

    /** The entry does not exist or is hidden from the caller. The result is the same in both cases. */
    record Absent<T>() implements Found<T> {
        private static final Absent<?> ABSENT = new Absent<>();
    }

    @SuppressWarnings("unchecked")
    static <T> Found<T> absent() {
        return (Found<T>) Absent.ABSENT;
    }
}
