package io.patchbay.connectors.files.tree;

/**
 * How much is done at once.
 *
 * @param maxFileBytes how much of a file one answer holds
 * @param maxResults how many findings one answer holds
 * @param maxEntries how many entries one listing holds
 * @param maxWriteBytes how large a file may be that is written or edited
 * @param maxDeletions how many files and folders one call may delete
 * @param maxWatched how many files and folders are looked at for changes
 */
public record Limits(
        int maxFileBytes, int maxResults, int maxEntries, int maxWriteBytes, int maxDeletions, int maxWatched) {

    public static final Limits USUAL = new Limits(1_048_576, 200, 500, 1_048_576, 1_000, 10_000);

    public Limits {
        if (maxFileBytes < 1
                || maxResults < 1
                || maxEntries < 1
                || maxWriteBytes < 1
                || maxDeletions < 1
                || maxWatched < 0) {
            throw new IllegalArgumentException(
                    "maxFileBytes, maxResults, maxEntries, maxWriteBytes and maxDeletions must be at least 1, maxWatched at least 0");
        }
    }

    public Limits reading(int maxFileBytes, int maxResults, int maxEntries) {
        return new Limits(maxFileBytes, maxResults, maxEntries, maxWriteBytes, maxDeletions, maxWatched);
    }

    public Limits writing(int maxWriteBytes, int maxDeletions) {
        return new Limits(maxFileBytes, maxResults, maxEntries, maxWriteBytes, maxDeletions, maxWatched);
    }

    public Limits watching(int maxWatched) {
        return new Limits(maxFileBytes, maxResults, maxEntries, maxWriteBytes, maxDeletions, maxWatched);
    }
}
