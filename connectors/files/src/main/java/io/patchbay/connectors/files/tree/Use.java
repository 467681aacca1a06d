package io.patchbay.connectors.files.tree;

import java.io.IOException;

/** Does something with a file or folder that is opened for it, and closed afterwards. */
public interface Use<T, R> {
    R with(T opened) throws IOException;
}
