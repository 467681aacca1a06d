package io.patchbay.identity;

import io.patchbay.spi.deploy.Settings;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.SynchronousConfigurationListener;

/** Configurations in memory. Like ConfigurationAdmin, notifies the synchronous listener before a change returns. */
final class TestingConfigurations implements Settings {

    final Map<String, Dictionary<String, Object>> configurations = new ConcurrentHashMap<>();
    /** The number of times that all configurations were listed. */
    final AtomicInteger listings = new AtomicInteger();

    private final ServiceReference<ConfigurationAdmin> reference = reference();
    private volatile SynchronousConfigurationListener listener = event -> {};

    @Override
    public void write(String pid, String comment, Map<String, Object> properties) {
        configurations.put(pid, new Hashtable<>(properties));
        fire(pid, ConfigurationEvent.CM_UPDATED);
    }

    @Override
    public boolean remove(String pid) {
        boolean removed = configurations.remove(pid) != null;
        if (removed) {
            fire(pid, ConfigurationEvent.CM_DELETED);
        }
        return removed;
    }

    ApiKeys keys() {
        return new ApiKeys(context(), admin(), this);
    }

    private void fire(String pid, int type) {
        listener.configurationEvent(new ConfigurationEvent(reference, type, ApiKey.FACTORY_PID, pid));
    }

    private BundleContext context() {
        return fake(BundleContext.class, (proxy, method, arguments) -> {
            listener = (SynchronousConfigurationListener) arguments[1];
            return fake(
                    ServiceRegistration.class,
                    (registration, called, none) -> called.getName().equals("getReference") ? reference : null);
        });
    }

    private ConfigurationAdmin admin() {
        return fake(ConfigurationAdmin.class, (proxy, method, arguments) -> {
            if (method.getName().equals("getFactoryConfiguration")) {
                return configuration(arguments[0] + "~" + arguments[1]);
            }
            listings.incrementAndGet();
            return configurations.keySet().stream().map(this::configuration).toArray(Configuration[]::new);
        });
    }

    private Configuration configuration(String pid) {
        return fake(
                Configuration.class,
                (proxy, method, arguments) -> method.getName().equals("getPid") ? pid : configurations.get(pid));
    }

    @SuppressWarnings("unchecked")
    private static ServiceReference<ConfigurationAdmin> reference() {
        return fake(ServiceReference.class, (proxy, method, arguments) -> "reference");
    }

    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
