package io.patchbay.connectors.files.tree;

import java.io.IOException;

/** Code that uses a file or folder. The caller of the code opens and closes the file or folder. */
public interface Use<T, R> {
    R with(T opened) throws IOException;
}
