package io.patchbay.connectors.files.tree;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The first names of a folder in their order, in memory for these alone. */
public final class FirstNames {

    private FirstNames() {}

    public static List<String> of(Folder folder, Predicate<String> wanted, int most) throws IOException {
        return of(folder::names, wanted, most);
    }

    /** Gives each name to somebody. */
    public interface NameSource {
        void each(Consumer<String> name) throws IOException;
    }

    public static List<String> of(NameSource all, Predicate<String> wanted, int most) throws IOException {
        PriorityQueue<String> first = new PriorityQueue<>(Comparator.reverseOrder());
        all.each(name -> {
            if (wanted.test(name)) {
                first.add(name);
                if (first.size() > most) {
                    first.poll();
                }
            }
        });
        List<String> names = new ArrayList<>(first);
        Collections.sort(names);
        return names;
    }
}
