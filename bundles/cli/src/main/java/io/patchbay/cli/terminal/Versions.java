package io.patchbay.cli.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The versions of Patchbay and of the libraries that a new connector uses. The build writes these versions. */
public final class Versions {

    private Versions() {}

    /** Returns the version of Patchbay. */
    public static String ofPatchbay() throws IOException {
        return all().getProperty("version");
    }

    /** Returns all versions by name. */
    public static Properties all() throws IOException {
        try (InputStream text = Versions.class.getResourceAsStream("version.properties")) {
            Properties versions = new Properties();
            versions.load(text);
            return versions;
        }
    }
}
