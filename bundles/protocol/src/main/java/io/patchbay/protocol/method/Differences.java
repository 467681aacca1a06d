package io.patchbay.protocol.method;

import io.patchbay.protocol.Revision;
import io.patchbay.protocol.call.Access;
import io.patchbay.protocol.catalog.CatalogListener;
import io.patchbay.protocol.catalog.CatalogSnapshot;
import io.patchbay.protocol.catalog.Entry;
import io.patchbay.spi.identity.Grants;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Finds the callers whose lists differ between two snapshots of the catalog. Ignores changes of entries that are hidden
 * from a caller. Compares callers with the same grants only once. Not thread-safe.
 */
final class Differences {

    private final CatalogSnapshot before;
    private final CatalogSnapshot after;
    private final Access access;
    private final Map<CatalogListener.Kind, Map<Grants, Boolean>> known = new EnumMap<>(CatalogListener.Kind.class);

    Differences(CatalogSnapshot before, CatalogSnapshot after, Access access) {
        this.before = before;
        this.after = after;
        this.access = access;
    }

    boolean differ(CatalogListener.Kind kind, Grants grants) {
        return known.computeIfAbsent(kind, same -> new HashMap<>()).computeIfAbsent(grants, same -> switch (kind) {
            case TOOLS -> differ(grants, CatalogSnapshot::tools);
            case PROMPTS -> differ(grants, CatalogSnapshot::prompts);
            case RESOURCES -> differ(grants, CatalogSnapshot::resources) || differ(grants, CatalogSnapshot::templates);
        });
    }

    private boolean differ(Grants grants, Function<CatalogSnapshot, List<? extends Entry>> list) {
        List<? extends Entry> old = visible(grants, list.apply(before));
        List<? extends Entry> now = visible(grants, list.apply(after));
        if (old.size() != now.size()) {
            return true;
        }
        for (int i = 0; i < old.size(); i++) {
            if (!isSame(old.get(i), now.get(i))) {
                return true;
            }
        }
        return false;
    }

    private List<? extends Entry> visible(Grants grants, List<? extends Entry> entries) {
        return entries.stream()
                .filter(entry -> access.isVisible(grants, entry.target()))
                .toList();
    }

    private static boolean isSame(Entry old, Entry now) {
        // the encoding of the latest revision has all members of the other encodings
        return old == now || Arrays.equals(old.encoded(Revision.LATEST), now.encoded(Revision.LATEST));
    }
}
