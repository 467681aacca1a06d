package io.patchbay.protocol.catalog;

import io.patchbay.spi.deploy.RefusedException;
import io.patchbay.spi.deploy.RefusedException.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Describes the refused entries of one owner, with one readable line for each entry.
 *
 * @param faults entries that are invalid or have the name of another entry of the same owner
 * @param unread entries that could not be read
 * @param held entries whose name another owner holds, by {@link Names#name}
 */
record Refused(List<String> faults, List<String> unread, Map<String, String> held) {

    Refused {
        faults = List.copyOf(faults);
        unread = List.copyOf(unread);
        held = Collections.unmodifiableMap(new LinkedHashMap<>(held));
    }

    List<String> lines() {
        return joined(faults, unread, held.values());
    }

    /**
     * Returns the reason why a version is not published; empty if the version is published. A version is not published
     * if an entry is invalid or unreadable, or if other owners hold all names of the version.
     *
     * @param nothing true if none of the entries would be published
     */
    Optional<RefusedException> refusal(boolean nothing) {
        if (!faults.isEmpty()) {
            return Optional.of(new RefusedException(Reason.DEFINITIONS, joined(faults, unread)));
        }
        if (!unread.isEmpty()) {
            return Optional.of(new RefusedException(Reason.UNREADABLE, unread));
        }
        return nothing && !held.isEmpty()
                ? Optional.of(new RefusedException(Reason.NAMES, List.copyOf(held.values())))
                : Optional.empty();
    }

    /**
     * Returns the reason why an update is not published; empty if the update is published. An update is not published
     * if another owner holds a name that is new in the update. If the previous version already offered the name, only
     * the entry with this name is omitted.
     *
     * @param before the names that the previous version offered, including names that other owners held
     */
    Optional<RefusedException> refusalOfUpdate(Set<String> before) {
        List<String> lost = held.entrySet().stream()
                .filter(each -> !before.contains(each.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        return lost.isEmpty() ? Optional.empty() : Optional.of(new RefusedException(Reason.NAMES, lost));
    }

    @SafeVarargs
    private static List<String> joined(Collection<String>... parts) {
        List<String> all = new ArrayList<>();
        for (Collection<String> part : parts) {
            all.addAll(part);
        }
        return all;
    }
}
