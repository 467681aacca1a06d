package io.patchbay.deploy.configadmin;

import java.io.IOException;
import java.util.Dictionary;
import java.util.LinkedHashSet;
import java.util.Set;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** The configurations in ConfigurationAdmin. Every bundle may read every configuration, because no configuration is bound to a bundle. */
public final class Configurations {

    private static final String ANY_BUNDLE = "?";

    private final ConfigurationAdmin admin;

    public Configurations(ConfigurationAdmin admin) {
        this.admin = admin;
    }

    /**
     * Sets a configuration, and returns whether the configuration has changed. Listeners receive an event only if the configuration
     * has changed.
     */
    public boolean apply(Pid pid, Dictionary<String, Object> properties) throws IOException {
        return configuration(pid).updateIfDifferent(properties);
    }

    /** Delivers a configuration again, after the values of its placeholders have changed. */
    public void redeliver(Pid pid, Dictionary<String, Object> properties) throws IOException {
        configuration(pid).update(properties);
    }

    public void remove(Pid pid) throws IOException {
        configuration(pid).delete();
    }

    /** Returns the PIDs that have a configuration. */
    public Set<String> pids() throws IOException {
        try {
            Set<String> pids = new LinkedHashSet<>();
            Configuration[] found = admin.listConfigurations(null);
            for (Configuration configuration : found == null ? new Configuration[0] : found) {
                if (!Delivery.isMarker(configuration)) {
                    pids.add(configuration.getPid());
                }
            }
            return pids;
        } catch (InvalidSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private Configuration configuration(Pid pid) throws IOException {
        return pid.instance().isPresent()
                ? admin.getFactoryConfiguration(pid.factory(), pid.instance().get(), ANY_BUNDLE)
                : admin.getConfiguration(pid.factory(), ANY_BUNDLE);
    }
}
