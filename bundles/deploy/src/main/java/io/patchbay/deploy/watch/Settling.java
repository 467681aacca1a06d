package io.patchbay.deploy.watch;

import io.patchbay.deploy.file.FileStamp;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds changed files, and waits until each change is settled. If a file was moved into the folder, the change is
 * settled at once. If a program writes to a file in the folder, the change is settled when the size and times of the
 * file stay the same for a moment. A deletion is settled after the same time, because many editors delete a file before
 * they write the new version.
 */
public final class Settling {

    private final long settleNanos;
    private final Map<String, FileStamp> reported = new TreeMap<>();
    private final Map<String, Seen> unsettled = new TreeMap<>();

    Settling(Duration settleTime) {
        this.settleNanos = settleTime.toNanos();
    }

    /** Marks these files as reported. */
    void markKnown(Map<String, FileStamp> files) {
        reported.clear();
        reported.putAll(files);
        unsettled.clear();
    }

    /**
     * Returns the settled changes that were not reported before, and marks these changes as reported.
     *
     * @param files all present files
     * @param now the value of {@link System#nanoTime()}; changes of the clock do not affect this value
     */
    Changes update(Map<String, FileStamp> files, long now) {
        TreeSet<String> names = new TreeSet<>(reported.keySet());
        names.addAll(files.keySet());
        names.addAll(unsettled.keySet());
        Set<String> changed = new TreeSet<>();
        Set<String> gone = new TreeSet<>();
        for (String name : names) {
            FileStamp stamp = files.getOrDefault(name, FileStamp.GONE);
            if (isSettled(name, stamp, now)) {
                (stamp.equals(FileStamp.GONE) ? gone : changed).add(name);
                markReported(name, stamp);
            }
        }
        return new Changes(changed, gone);
    }

    /** Returns whether any change is not settled yet. */
    boolean isSettling() {
        return !unsettled.isEmpty();
    }

    boolean hasKnownFiles() {
        return !reported.isEmpty();
    }

    private boolean isSettled(String name, FileStamp stamp, long now) {
        if (stamp.equals(reported.getOrDefault(name, FileStamp.GONE))) {
            unsettled.remove(name);
            return false;
        }
        Seen before = unsettled.get(name);
        if (before == null || !before.stamp.equals(stamp)) {
            unsettled.put(name, new Seen(stamp, now));
            return stamp.isComplete();
        }
        return now - before.since >= settleNanos;
    }

    private void markReported(String name, FileStamp stamp) {
        unsettled.remove(name);
        if (stamp.equals(FileStamp.GONE)) {
            reported.remove(name);
        } else {
            reported.put(name, stamp);
        }
    }

    private record Seen(FileStamp stamp, long since) {}

    /**
     * The names of the files with settled changes, in order.
     *
     * @param changed new or changed files
     * @param gone deleted files
     */
    public record Changes(Set<String> changed, Set<String> gone) {
        static final Changes NONE = new Changes(Set.of(), Set.of());

        public Changes {
            changed = Collections.unmodifiableSet(new TreeSet<>(changed));
            gone = Collections.unmodifiableSet(new TreeSet<>(gone));
        }

        /** Returns the combined effect of these changes and later changes. */
        Changes mergedWith(Changes later) {
            Set<String> allChanged = new TreeSet<>(changed);
            allChanged.removeAll(later.gone);
            allChanged.addAll(later.changed);
            Set<String> allGone = new TreeSet<>(gone);
            allGone.removeAll(later.changed);
            allGone.addAll(later.gone);
            return new Changes(allChanged, allGone);
        }

        boolean isEmpty() {
            return changed.isEmpty() && gone.isEmpty();
        }
    }
}
