package io.patchbay.deploy;

import java.io.IOException;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Enumeration;
import org.apache.felix.cm.PersistenceManager;
import org.osgi.service.component.annotations.Component;

/**
 * Keeps no configuration: what counts is in the settings folder, and is read at each start. ConfigurationAdmin keeps its own copy in
 * memory. With the store for memory that it brings along, it copies every configuration at each look at some of them, and each
 * component of each bundle looks twice: with thousands of keys that takes seconds.
 */
@Component(property = "name=" + ForgetfulStore.NAME)
public final class ForgetfulStore implements PersistenceManager {

    /** What the launcher names as the store to use. */
    static final String NAME = "patchbay";

    @Override
    public boolean exists(String pid) {
        return false;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Dictionary load(String pid) throws IOException {
        throw new IOException("No configuration is stored");
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Enumeration getDictionaries() {
        return Collections.emptyEnumeration();
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void store(String pid, Dictionary properties) {
        // ConfigurationAdmin has it in memory.
    }

    @Override
    public void delete(String pid) {
        // Nothing was stored.
    }
}
