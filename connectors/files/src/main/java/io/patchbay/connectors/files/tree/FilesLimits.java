package io.patchbay.connectors.files.tree;

/**
 * The limits of one instance of the connector.
 *
 * @param maxFileBytes the maximum number of bytes of a file in one answer
 * @param maxResults the maximum number of results in one answer
 * @param maxEntries the maximum number of entries in one listing
 * @param maxWriteBytes the maximum size, in bytes, of a file that a call writes or edits
 * @param maxDeletions the maximum number of files and folders that one call may delete
 * @param maxWatched the maximum number of files and folders that are checked for changes
 */
public record FilesLimits(
        int maxFileBytes, int maxResults, int maxEntries, int maxWriteBytes, int maxDeletions, int maxWatched) {

    public static final FilesLimits DEFAULTS = new FilesLimits(1_048_576, 200, 500, 1_048_576, 1_000, 10_000);

    public FilesLimits {
        if (maxFileBytes < 1
                || maxResults < 1
                || maxEntries < 1
                || maxWriteBytes < 1
                || maxDeletions < 1
                || maxWatched < 0) {
            throw new IllegalArgumentException(
                    "maxFileBytes, maxResults, maxEntries, maxWriteBytes and maxDeletions must be at least 1, and maxWatched must be at least 0");
        }
    }

    public FilesLimits withReadLimits(int maxFileBytes, int maxResults, int maxEntries) {
        return new FilesLimits(maxFileBytes, maxResults, maxEntries, maxWriteBytes, maxDeletions, maxWatched);
    }

    public FilesLimits withWriteLimits(int maxWriteBytes, int maxDeletions) {
        return new FilesLimits(maxFileBytes, maxResults, maxEntries, maxWriteBytes, maxDeletions, maxWatched);
    }

    public FilesLimits withMaxWatched(int maxWatched) {
        return new FilesLimits(maxFileBytes, maxResults, maxEntries, maxWriteBytes, maxDeletions, maxWatched);
    }
}
