package io.patchbay.identity;

import io.patchbay.spi.deploy.Settings;
import java.io.IOException;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.SynchronousConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The API keys there are now, in one immutable snapshot. It listens to ConfigurationAdmin synchronously: when the call that
 * changes a key's settings returns, the key has changed, on open connections too. (Components and managed services learn of
 * it later, on ConfigurationAdmin's thread.)
 */
@Component(immediate = true, service = ApiKeys.class)
public final class ApiKeys implements SynchronousConfigurationListener {

    private static final Logger log = LoggerFactory.getLogger(ApiKeys.class);

    /** So many revoked keys are remembered: attempts with their ids are told apart in the trail. */
    private static final int MOST_GONE = 10_000;

    private final ConfigurationAdmin configurations;
    private final ServiceRegistration<SynchronousConfigurationListener> registration;
    private final Set<String> gone = ConcurrentHashMap.newKeySet();
    private volatile Snapshot snapshot = new Snapshot(Map.of(), Map.of());

    /** @param settings are all loaded once it is there: no key is missing at the start */
    @Activate
    public ApiKeys(
            BundleContext context, @Reference ConfigurationAdmin configurations, @Reference Settings settings) {
        this.configurations = configurations;
        // An event that comes meanwhile waits until the registration is known.
        synchronized (this) {
            registration = context.registerService(SynchronousConfigurationListener.class, this, null);
            for (Configuration configuration : all()) {
                read(configuration.getPid());
            }
        }
    }

    @Deactivate
    void stop() {
        registration.unregister();
    }

    /** Takes what stands in the configuration now, whatever the event says: events of two threads may come in any order. */
    @Override
    public void configurationEvent(ConfigurationEvent event) {
        if (ApiKey.FACTORY_PID.equals(event.getFactoryPid()) && event.getType() != ConfigurationEvent.CM_LOCATION_CHANGED) {
            read(event.getPid());
        }
    }

    /** Whether there is a key with this id, good or not, or was one since the server started. */
    boolean knows(String keyId) {
        Snapshot now = snapshot;
        // all three, whatever the first says: how long it takes must not tell an id that exists
        return now.keys.containsKey(keyId) | now.refused.containsKey(keyId) | gone.contains(keyId);
    }

    Optional<ApiKey> find(String keyId) {
        return Optional.ofNullable(snapshot.keys.get(keyId));
    }

    /** All good keys by id, in order. */
    Map<String, ApiKey> keys() {
        return Collections.unmodifiableMap(new TreeMap<>(snapshot.keys));
    }

    /** Why settings make no key, by id, in order. */
    Map<String, String> refused() {
        return Collections.unmodifiableMap(new TreeMap<>(snapshot.refused));
    }

    private synchronized void read(String pid) {
        String keyId = pid.substring(Math.min(pid.length(), ApiKey.FACTORY_PID.length() + 1));
        Map<String, ApiKey> keys = new HashMap<>(snapshot.keys);
        Map<String, String> refused = new HashMap<>(snapshot.refused);
        ApiKey before = keys.remove(keyId);
        String refusedBefore = refused.remove(keyId);
        try {
            properties(pid).map(found -> ApiKey.of(keyId, found)).ifPresent(key ->
                    keys.put(keyId, before != null && before.same(key) ? before : key));
            if ((before != null || refusedBefore != null) && !keys.containsKey(keyId) && gone.size() < MOST_GONE) {
                gone.add(keyId);
            }
        } catch (IllegalArgumentException | IllegalStateException e) {
            refused.put(keyId, e.getMessage());
            if (!e.getMessage().equals(refusedBefore)) {
                log.warn("API key {} is refused: {}", printable(keyId), e.getMessage());
            }
        }
        snapshot = new Snapshot(Map.copyOf(keys), Map.copyOf(refused));
    }

    private Optional<Map<String, Object>> properties(String pid) {
        for (Configuration configuration : all()) {
            if (configuration.getPid().equals(pid)) {
                return Optional.ofNullable(configuration.getProcessedProperties(registration.getReference())).map(ApiKeys::map);
            }
        }
        return Optional.empty();
    }

    private List<Configuration> all() {
        try {
            Configuration[] found = configurations.listConfigurations(
                    "(" + ConfigurationAdmin.SERVICE_FACTORYPID + "=" + ApiKey.FACTORY_PID + ")");
            return found == null ? List.of() : List.of(found);
        } catch (IOException e) {
            throw new IllegalStateException("its settings cannot be read: " + e.getMessage(), e);
        } catch (InvalidSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, Object> map(Dictionary<String, Object> properties) {
        Map<String, Object> map = new HashMap<>();
        for (String name : Collections.list(properties.keys())) {
            map.put(name, properties.get(name));
        }
        return map;
    }

    static String printable(String keyId) {
        return ApiKey.isId(keyId) ? keyId : "(not an id)";
    }

    private record Snapshot(Map<String, ApiKey> keys, Map<String, String> refused) {}
}
