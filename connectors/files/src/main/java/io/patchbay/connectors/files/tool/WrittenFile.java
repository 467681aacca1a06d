package io.patchbay.connectors.files.tool;

import io.patchbay.connectors.files.tree.FilePath;
import io.patchbay.connectors.files.tree.FolderEntry;
import io.patchbay.typed.AsText;
import io.patchbay.typed.Description;
import java.time.Instant;

/** A written file in the result of a tool. */
record WrittenFile(
        @Description("The path, to pass to other tools") String path,
        @Description("The URI of the resource") String uri,
        @Description("The size in bytes") long size,
        Instant modified,

        @Description("The SHA-256 digest of the new content, to pass as 'expectedSha256' with the next change")
        String sha256,

        @Description("Whether the file is new") boolean created)
        implements AsText {

    static WrittenFile of(FilePath path, String namespace, FolderEntry entry, String sha256, boolean created) {
        return new WrittenFile(path.toString(), path.uri(namespace), entry.size(), entry.modified(), sha256, created);
    }

    @Override
    public String asText() {
        return (created ? "Created " : "Changed ") + path + ": " + size + " bytes, sha256 " + sha256 + ".";
    }
}
