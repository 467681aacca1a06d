package io.patchbay.connectors.files.tree;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Finds the names that come first in the order of a folder's names. Needs no memory for the other names. */
public final class FirstNames {

    private FirstNames() {}

    public static List<String> of(Folder folder, Predicate<String> wanted, int limit) throws IOException {
        return of(folder::forEachName, wanted, limit);
    }

    /** Passes all names to a consumer. */
    public interface NameSource {
        void forEachName(Consumer<String> consumer) throws IOException;
    }

    public static List<String> of(NameSource all, Predicate<String> wanted, int limit) throws IOException {
        PriorityQueue<String> first = new PriorityQueue<>(Comparator.reverseOrder());
        all.forEachName(name -> {
            if (wanted.test(name)) {
                first.add(name);
                if (first.size() > limit) {
                    first.poll();
                }
            }
        });
        List<String> names = new ArrayList<>(first);
        Collections.sort(names);
        return names;
    }
}
