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
public record FilesLimits(
        int maxFileBytes, int maxResults, int maxEntries, int maxWriteBytes, int maxDeletions, int maxWatched) {

    public static final FilesLimits USUAL = new FilesLimits(1_048_576, 200, 500, 1_048_576, 1_000, 10_000);

    public FilesLimits {
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

    public FilesLimits reading(int maxFileBytes, int maxResults, int maxEntries) {
        return new FilesLimits(maxFileBytes, maxResults, maxEntries, maxWriteBytes, maxDeletions, maxWatched);
    }

    public FilesLimits writing(int maxWriteBytes, int maxDeletions) {
        return new FilesLimits(maxFileBytes, maxResults, maxEntries, maxWriteBytes, maxDeletions, maxWatched);
    }

    public FilesLimits watching(int maxWatched) {
        return new FilesLimits(maxFileBytes, maxResults, maxEntries, maxWriteBytes, maxDeletions, maxWatched);
    }
}
