package io.patchbay.protocol.catalog;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;

import io.patchbay.protocol.json.Lines;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Decides which entry gets each name. A published entry has the highest priority. The next priorities are an entry of
 * the saved owner, and the first entry with the name.
 *
 * @param entries the entries to publish, in wire order
 * @param refused the refused entries, by owner
 * @param owners the new owners of names
 */
record Resolution(List<Entry> entries, Map<String, Refused> refused, Map<String, String> owners) {

    /** If more names than this number are saved for an owner, the owner loses the names that it does not offer now. */
    private static final int MAX_NAMES_PER_OWNER = 10_000;

    private static final Comparator<Placed> BEST_FIRST = comparing((Placed placed) -> !placed.published())
            .thenComparing(placed -> -placed.ranking())
            .thenComparing(comparingLong(placed -> placed.offer().registration().id()));

    /**
     * Sorts by namespace, then by descending ranking, then by owner. Single services are then sorted by name, and connectors by
     * registration. The entries of a connector keep their own order.
     */
    private static final Comparator<Placed> WIRE_ORDER = comparing(
                    (Placed placed) -> placed.entry().namespace())
            .thenComparing(placed -> -placed.ranking())
            .thenComparing(placed -> placed.entry().owner())
            .thenComparing(
                    placed -> placed.offer().isOrdered() ? "" : placed.entry().wireName())
            .thenComparing(comparingLong(placed -> placed.offer().registration().id()))
            .thenComparing(Placed::position);

    /**
     * Resolves the names of all offers.
     *
     * @param holdings the offers of each owner, in the order in which the owners were added
     * @param remembered the previous owners of names
     * @param published the entries that are published now
     */
    static Resolution of(
            Map<String, List<Offer>> holdings, Map<String, String> remembered, Collection<Entry> published) {
        Set<Entry> incumbents = Collections.newSetFromMap(new IdentityHashMap<>());
        incumbents.addAll(published);
        Map<String, String> owners = new TreeMap<>(remembered);
        Map<String, Refused> refused = new LinkedHashMap<>();
        List<Placed> placed = new ArrayList<>();
        holdings.forEach((owner, offers) -> {
            Set<String> taken = new HashSet<>();
            List<String> faults = new ArrayList<>();
            List<String> unread = new ArrayList<>();
            Map<String, String> held = new LinkedHashMap<>();
            offers.forEach(offer -> faults.addAll(offer.refused()));
            offers.forEach(offer -> unread.addAll(offer.unread()));
            for (Placed candidate : candidates(offers, incumbents)) {
                String name = Names.name(candidate.entry());
                String holder = owners.computeIfAbsent(name, free -> owner);
                if (!holder.equals(owner)) {
                    held.put(
                            name,
                            refusal(
                                    name,
                                    owner,
                                    "the name belongs to " + holder
                                            + (holdings.containsKey(holder) ? "" : ", which is not running")));
                } else if (!taken.add(name)) {
                    faults.add(refusal(name, owner, "the connector registers this name twice"));
                } else {
                    placed.add(candidate);
                }
            }
            forget(owner, owners, taken);
            refused.put(owner, new Refused(faults, unread, held));
        });
        placed.sort(WIRE_ORDER);
        return new Resolution(placed.stream().map(Placed::entry).toList(), refused, owners);
    }

    private static List<Placed> candidates(List<Offer> offers, Set<Entry> incumbents) {
        List<Placed> candidates = new ArrayList<>();
        for (Offer offer : offers) {
            for (Entry entry : offer.entries()) {
                candidates.add(new Placed(entry, offer, candidates.size(), incumbents.contains(entry)));
            }
        }
        candidates.sort(BEST_FIRST);
        return candidates;
    }

    private static String refusal(String name, String owner, String reason) {
        return Lines.of("The " + name + " of " + owner + " is refused: " + reason);
    }

    private static void forget(String owner, Map<String, String> owners, Set<String> offered) {
        if (owners.size() > MAX_NAMES_PER_OWNER
                && Collections.frequency(owners.values(), owner) > MAX_NAMES_PER_OWNER) {
            owners.entrySet().removeIf(name -> name.getValue().equals(owner) && !offered.contains(name.getKey()));
        }
    }

    /** A candidate and its position among the candidates of its owner. */
    private record Placed(Entry entry, Offer offer, int position, boolean published) {

        long ranking() {
            return offer.registration().ranking();
        }
    }
}
