package io.patchbay.protocol.view;

import io.patchbay.protocol.catalog.CatalogSnapshot;
import io.patchbay.protocol.catalog.Entry;
import io.patchbay.protocol.catalog.Found;
import io.patchbay.protocol.catalog.Shelf;
import io.patchbay.protocol.seal.Sealer;
import io.patchbay.spi.identity.Grants;
import io.patchbay.spi.policy.CallPolicy;
import io.patchbay.spi.policy.Target;
import io.patchbay.spi.policy.Visibility;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The views of the catalog. A view is created on first use and kept until the catalog, the policy or the page size changes. Callers
 * with the same grants share a view. Thread-safe.
 */
public final class Views {

    private static final Logger log = LoggerFactory.getLogger(Views.class);

    private static final int MAX_VIEWS = 1_000;
    /** Maximum size of all kept pages; further pages are encoded for each answer. */
    private static final long MAX_PAGE_BYTES = 32L * 1024 * 1024;

    private final Supplier<CatalogSnapshot> catalog;
    private final CallPolicy policy;
    private final Sealer sealer;
    private final IntSupplier pageSize;
    private volatile Generation current;

    public Views(Supplier<CatalogSnapshot> catalog, CallPolicy policy, Sealer sealer, IntSupplier pageSize) {
        this.catalog = catalog;
        this.policy = policy;
        this.sealer = sealer;
        this.pageSize = pageSize;
        this.current = new Generation(catalog.get(), policy.version(), pageSize.getAsInt());
    }

    /** Returns the current view of callers with these grants. Costs a few comparisons and one look-up in a map. */
    public View view(Grants grants) {
        Generation generation = current;
        if (generation.version != policy.version()
                || generation.snapshot != catalog.get()
                || generation.pageSize != pageSize.getAsInt()) {
            generation = renew();
        }
        return generation.views.get(grants, generation::createView);
    }

    /** Returns whether callers with these grants may see a target. */
    public boolean isVisible(Grants grants, Target target) {
        return visibility(grants, target) instanceof Visibility.Visible;
    }

    /** Asks policy for the visibility of a target. If policy throws, the target is hidden. */
    private Visibility visibility(Grants grants, Target target) {
        try {
            return policy.visible(grants, target);
        } catch (RuntimeException e) {
            log.warn("Policy failed to decide whether {} is visible; the entry is hidden", target.scope(), e);
            return Visibility.HIDDEN;
        }
    }

    private synchronized Generation renew() {
        // read the version first: a decision that policy changes afterwards is then kept under the older version and
        // discarded
        long version = policy.version();
        CatalogSnapshot snapshot = catalog.get();
        int size = pageSize.getAsInt();
        if (current.version != version || current.snapshot != snapshot || current.pageSize != size) {
            current = new Generation(snapshot, version, size);
        }
        return current;
    }

    /** The views of one catalog under one policy. */
    private final class Generation {

        private final CatalogSnapshot snapshot;
        private final long version;
        private final int pageSize;
        private final Recent<Grants, View> views = new Recent<>(MAX_VIEWS);
        private final AtomicLong budget = new AtomicLong(MAX_PAGE_BYTES);
        private final Recent<List<? extends Entry>, Pages<?>> pages = new Recent<>(MAX_VIEWS);

        Generation(CatalogSnapshot snapshot, long version, int pageSize) {
            this.snapshot = snapshot;
            this.version = version;
            this.pageSize = pageSize;
        }

        View createView(Grants grants) {
            return new View(
                    snapshot,
                    new View.Listings() {
                        @Override
                        public <E extends Entry> Listing<E> of(Shelf<E> shelf) {
                            return listing(grants, shelf);
                        }
                    },
                    sealer);
        }

        private <E extends Entry> Listing<E> listing(Grants grants, Shelf<E> shelf) {
            List<Found<E>> answers = new ArrayList<>(shelf.entries().size());
            List<E> visible = new ArrayList<>();
            for (Shelf.Slot<E> slot : shelf.slots()) {
                Visibility visibility = visibility(grants, slot.found().value().target());
                if (visibility instanceof Visibility.Visible) {
                    answers.add(slot.found());
                    visible.add(slot.found().value());
                } else if (visibility instanceof Visibility.StepUp lacking) {
                    answers.add(new Found.StepUp<>(lacking.scopes()));
                } else {
                    answers.add(Found.absent());
                }
            }
            return new Listing<>(shelf, answers, pages(visible));
        }

        /** Returns the pages of the visible entries. Callers that see the same entries share these pages. */
        @SuppressWarnings("unchecked")
        private <E extends Entry> Pages<E> pages(List<E> visible) {
            return (Pages<E>) pages.get(List.copyOf(visible), same -> new Pages<>(same, pageSize, budget));
        }
    }
}
