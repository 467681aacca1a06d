package io.patchbay.deploy.configadmin;

import java.util.Arrays;
import java.util.Dictionary;
import java.util.Enumeration;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;

/** Keeps configurations in memory, and delivers changes to listeners in order, on one thread. */
public final class FakeConfigurationAdmin implements ConfigurationAdmin, AutoCloseable {

    private final Map<String, FakeConfiguration> configurations = new TreeMap<>();
    private final List<ConfigurationListener> listeners = new CopyOnWriteArrayList<>();
    private final ExecutorService dispatcher = Executors.newSingleThreadExecutor();

    /** The changes, in order: {@code pid} or {@code -pid}. */
    public final List<String> changes = new CopyOnWriteArrayList<>();

    public void listen(ConfigurationListener listener) {
        listeners.add(listener);
    }

    /** Returns the properties of a PID; fails if there are none. */
    public Dictionary<String, Object> properties(String pid) {
        return configurations.get(pid).getProperties();
    }

    public boolean has(String pid) {
        return configurations.containsKey(pid);
    }

    @Override
    public synchronized Configuration getConfiguration(String pid, String location) {
        return configurations.computeIfAbsent(pid, FakeConfiguration::new);
    }

    @Override
    public Configuration getFactoryConfiguration(String factoryPid, String name, String location) {
        return getConfiguration(factoryPid + "~" + name, location);
    }

    @Override
    public synchronized Configuration[] listConfigurations(String filter) {
        return configurations.isEmpty() ? null : configurations.values().toArray(Configuration[]::new);
    }

    @Override
    public void close() {
        dispatcher.shutdownNow();
    }

    @Override
    public Configuration createFactoryConfiguration(String factoryPid) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Configuration createFactoryConfiguration(String factoryPid, String location) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Configuration getConfiguration(String pid) {
        throw new UnsupportedOperationException("without a location it would be bound to this bundle");
    }

    @Override
    public Configuration getFactoryConfiguration(String factoryPid, String name) {
        throw new UnsupportedOperationException("without a location it would be bound to this bundle");
    }

    private void changed(String pid, int type) {
        changes.add(type == ConfigurationEvent.CM_DELETED ? "-" + pid : pid);
        dispatcher.execute(() -> listeners.forEach(
                listener -> listener.configurationEvent(new ConfigurationEvent(new NoReference(), type, null, pid))));
    }

    private final class FakeConfiguration implements Configuration {

        private final String pid;
        private Dictionary<String, Object> properties;

        private FakeConfiguration(String pid) {
            this.pid = pid;
        }

        @Override
        public String getPid() {
            return pid;
        }

        @Override
        public Dictionary<String, Object> getProperties() {
            return properties;
        }

        @Override
        public void update(Dictionary<String, ?> changed) {
            Dictionary<String, Object> copy = new Hashtable<>();
            for (Enumeration<String> keys = changed.keys(); keys.hasMoreElements(); ) {
                String key = keys.nextElement();
                copy.put(key, changed.get(key));
            }
            properties = copy;
            changed(pid, ConfigurationEvent.CM_UPDATED);
        }

        @Override
        public boolean updateIfDifferent(Dictionary<String, ?> changed) {
            boolean different = properties == null || !members(changed).equals(members(properties));
            if (different) {
                update(changed);
            }
            return different;
        }

        @Override
        public void delete() {
            configurations.remove(pid);
            changed(pid, ConfigurationEvent.CM_DELETED);
        }

        @Override
        public Dictionary<String, Object> getProcessedProperties(ServiceReference<?> reference) {
            return properties;
        }

        @Override
        public String getFactoryPid() {
            return null;
        }

        @Override
        public void update() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setBundleLocation(String location) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String getBundleLocation() {
            return "?";
        }

        @Override
        public long getChangeCount() {
            return 0;
        }

        @Override
        public void addAttributes(ConfigurationAttribute... attributes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Set<ConfigurationAttribute> getAttributes() {
            return Set.of();
        }

        @Override
        public void removeAttributes(ConfigurationAttribute... attributes) {
            throw new UnsupportedOperationException();
        }
    }

    private static Map<String, String> members(Dictionary<String, ?> dictionary) {
        Map<String, String> members = new TreeMap<>();
        for (Enumeration<String> keys = dictionary.keys(); keys.hasMoreElements(); ) {
            String key = keys.nextElement();
            members.put(key, Arrays.deepToString(new Object[] {dictionary.get(key)}));
        }
        return members;
    }

    /** Required by events, but never used. */
    private static final class NoReference implements ServiceReference<ConfigurationAdmin> {

        @Override
        public Object getProperty(String key) {
            return null;
        }

        @Override
        public String[] getPropertyKeys() {
            return new String[0];
        }

        @Override
        public Bundle getBundle() {
            return null;
        }

        @Override
        public Bundle[] getUsingBundles() {
            return null;
        }

        @Override
        public boolean isAssignableTo(Bundle bundle, String className) {
            return true;
        }

        @Override
        public int compareTo(Object reference) {
            return 0;
        }

        @Override
        public Dictionary<String, Object> getProperties() {
            return new Hashtable<>();
        }

        @Override
        public <A> A adapt(Class<A> type) {
            return null;
        }
    }
}
