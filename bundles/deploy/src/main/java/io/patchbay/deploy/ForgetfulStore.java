package io.patchbay.deploy;

import java.io.IOException;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Enumeration;
import org.apache.felix.cm.PersistenceManager;
import org.osgi.service.component.annotations.Component;

/**
 * Stores no configuration, because the settings folder contains all settings and is read at each start.
 * ConfigurationAdmin keeps its own copy in memory. The memory store that comes with ConfigurationAdmin would take
 * seconds with thousands of API keys. That store copies every configuration at each query, and each component of each
 * bundle makes two queries.
 */
@Component(property = "name=" + ForgetfulStore.NAME)
public final class ForgetfulStore implements PersistenceManager {

    /** The name by which the launcher selects this store. */
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
        // ConfigurationAdmin keeps the configuration in memory.
    }

    @Override
    public void delete(String pid) {
        // Nothing was stored.
    }
}
