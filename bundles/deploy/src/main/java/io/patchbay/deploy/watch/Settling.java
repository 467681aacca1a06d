package io.patchbay.deploy.watch;

import io.patchbay.deploy.file.FileStamp;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Tells which files have changed and rest again. A file that was moved to its place counts at once, one that is written there
 * when its size and times have rested for a moment; so does one that is gone, since many an editor takes a file away before it
 * puts the new one there.
 */
public final class Settling {

    private final long restNanos;
    private final Map<String, FileStamp> told = new TreeMap<>();
    private final Map<String, Seen> restless = new TreeMap<>();

    Settling(Duration rest) {
        this.restNanos = rest.toNanos();
    }

    /** Takes this as known already. */
    void know(Map<String, FileStamp> files) {
        told.clear();
        told.putAll(files);
        restless.clear();
    }

    /**
     * What has changed since it was last told, and rests.
     *
     * @param files all that are there now
     * @param now of {@link System#nanoTime()}, which no clock's change moves
     */
    Changes look(Map<String, FileStamp> files, long now) {
        TreeSet<String> names = new TreeSet<>(told.keySet());
        names.addAll(files.keySet());
        names.addAll(restless.keySet());
        Set<String> changed = new TreeSet<>();
        Set<String> gone = new TreeSet<>();
        for (String name : names) {
            FileStamp stamp = files.getOrDefault(name, FileStamp.GONE);
            if (rests(name, stamp, now)) {
                (stamp.equals(FileStamp.GONE) ? gone : changed).add(name);
                tell(name, stamp);
            }
        }
        return new Changes(changed, gone);
    }

    /** Whether something has changed that does not rest yet. */
    boolean isRestless() {
        return !restless.isEmpty();
    }

    boolean knowsAny() {
        return !told.isEmpty();
    }

    private boolean rests(String name, FileStamp stamp, long now) {
        if (stamp.equals(told.getOrDefault(name, FileStamp.GONE))) {
            restless.remove(name);
            return false;
        }
        Seen before = restless.get(name);
        if (before == null || !before.stamp.equals(stamp)) {
            restless.put(name, new Seen(stamp, now));
            return stamp.isWhole();
        }
        return now - before.since >= restNanos;
    }

    private void tell(String name, FileStamp stamp) {
        restless.remove(name);
        if (stamp.equals(FileStamp.GONE)) {
            told.remove(name);
        } else {
            told.put(name, stamp);
        }
    }

    private record Seen(FileStamp stamp, long since) {}

    /**
     * What a look showed, each by name, sorted.
     *
     * @param changed new or written again, and at rest
     * @param gone no longer there
     */
    public record Changes(Set<String> changed, Set<String> gone) {
        static final Changes NONE = new Changes(Set.of(), Set.of());

        public Changes {
            changed = Collections.unmodifiableSet(new TreeSet<>(changed));
            gone = Collections.unmodifiableSet(new TreeSet<>(gone));
        }

        /** These and later ones, as they are seen from the end. */
        Changes then(Changes later) {
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
