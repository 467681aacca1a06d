package io.patchbay.connectors.files.tree;

import java.io.IOException;

/** Uses a file or folder, which the caller opens before and closes afterwards. */
public interface Use<T, R> {
    R with(T opened) throws IOException;
}
