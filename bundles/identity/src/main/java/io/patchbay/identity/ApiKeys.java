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
 * The API keys there are now. It listens to ConfigurationAdmin synchronously: when the call that
 * changes a key's settings returns, the key has changed, on open connections too. (Components and managed services learn of
 * it later, on ConfigurationAdmin's thread.)
 */
@Component(immediate = true, service = ApiKeys.class)
public final class ApiKeys implements SynchronousConfigurationListener {

    private static final String ANY_BUNDLE = "?";
    private static final String NAMED = ApiKey.FACTORY_PID + "~";
    private static final String ALL = "(" + ConfigurationAdmin.SERVICE_FACTORYPID + "=" + ApiKey.FACTORY_PID + ")";
    private static final Logger log = LoggerFactory.getLogger(ApiKeys.class);

    /** So many revoked keys are remembered: attempts with their ids are told apart in the trail. */
    private static final int MOST_GONE = 10_000;

    private final ConfigurationAdmin configurations;
    private final ServiceRegistration<SynchronousConfigurationListener> registration;
    private final Set<String> gone = ConcurrentHashMap.newKeySet();
    private final Map<String, ApiKey> keys = new ConcurrentHashMap<>();
    private final Map<String, String> refused = new ConcurrentHashMap<>();
    private final Map<String, String> doubts = new ConcurrentHashMap<>();
    /** By PID, so that a change costs one look-up however many keys there are. Guarded by this. */
    private final Map<String, Configuration> known = new HashMap<>();

    /** @param settings are all loaded once it is there: no key is missing at the start */
    @Activate
    public ApiKeys(BundleContext context, @Reference ConfigurationAdmin configurations, @Reference Settings settings) {
        this.configurations = configurations;
        // An event that comes meanwhile waits until the registration is known.
        synchronized (this) {
            registration = context.registerService(SynchronousConfigurationListener.class, this, null);
            for (Configuration configuration : listed()) {
                known.put(configuration.getPid(), configuration);
            }
            List.copyOf(known.keySet()).forEach(this::read);
        }
    }

    @Deactivate
    void stop() {
        registration.unregister();
    }

    /** Takes what stands in the configuration now, whatever the event says: events of two threads may come in any order. */
    @Override
    public void configurationEvent(ConfigurationEvent event) {
        if (ApiKey.FACTORY_PID.equals(event.getFactoryPid())
                && event.getType() != ConfigurationEvent.CM_LOCATION_CHANGED) {
            read(event.getPid());
        }
    }

    /** Whether there is a key with this id, good or not, or was one since the server started. */
    boolean knows(String keyId) {
        // all three, whatever the first says: how long it takes must not tell an id that exists
        return keys.containsKey(keyId) | refused.containsKey(keyId) | gone.contains(keyId);
    }

    Optional<ApiKey> find(String keyId) {
        return Optional.ofNullable(keys.get(keyId));
    }

    /** All good keys by id, in order. */
    Map<String, ApiKey> keys() {
        return Collections.unmodifiableMap(new TreeMap<>(keys));
    }

    /** Why settings make no key, by id, in order. */
    Map<String, String> refused() {
        return Collections.unmodifiableMap(new TreeMap<>(refused));
    }

    /** Which keys have a scope that covers nothing, with the scope, by id, in order. */
    Map<String, String> doubts() {
        return Collections.unmodifiableMap(new TreeMap<>(doubts));
    }

    private synchronized void read(String pid) {
        String keyId = pid.substring(Math.min(pid.length(), ApiKey.FACTORY_PID.length() + 1));
        try {
            Optional<ApiKey> key = properties(pid).map(found -> ApiKey.of(keyId, found));
            if (key.isEmpty() && knows(keyId) && gone.size() < MOST_GONE) {
                gone.add(keyId);
            }
            refused.remove(keyId);
            doubt(
                    keyId,
                    key.flatMap(
                            good -> ScopeCheck.fault(good.known().credential().scopes())));
            if (key.isEmpty()) {
                keys.remove(keyId);
            } else if (!keys.containsKey(keyId) || !keys.get(keyId).same(key.get())) {
                keys.put(keyId, key.get());
            }
        } catch (IllegalArgumentException | IllegalStateException e) {
            keys.remove(keyId);
            doubts.remove(keyId);
            if (!e.getMessage().equals(refused.put(keyId, e.getMessage()))) {
                log.warn("API key {} is refused: {}", printable(keyId), e.getMessage());
            }
        }
    }

    private void doubt(String keyId, Optional<String> doubt) {
        if (doubt.isEmpty()) {
            doubts.remove(keyId);
        } else if (!doubt.get().equals(doubts.put(keyId, doubt.get()))) {
            log.warn("API key {} has a scope that covers nothing: {}", printable(keyId), doubt.get());
        }
    }

    /** What a key's configuration holds now; empty when it is gone. */
    private Optional<Map<String, Object>> properties(String pid) {
        Optional<Map<String, Object>> properties =
                Optional.ofNullable(known.get(pid)).flatMap(this::properties);
        if (properties.isPresent()) {
            return properties;
        }
        known.remove(pid);
        Optional<Configuration> found = configuration(pid);
        properties = found.flatMap(this::properties);
        if (properties.isPresent()) {
            known.put(pid, found.get());
        }
        return properties;
    }

    private Optional<Map<String, Object>> properties(Configuration configuration) {
        try {
            return Optional.ofNullable(configuration.getProcessedProperties(registration.getReference()))
                    .map(ApiKeys::map);
        } catch (IllegalStateException e) {
            return Optional.empty(); // deleted; another may have its PID now
        }
    }

    /** By its name, which is one look-up. One without a name was made by somebody else, and is looked for among all. */
    private Optional<Configuration> configuration(String pid) {
        try {
            if (pid.startsWith(NAMED) && pid.length() > NAMED.length()) {
                return Optional.of(configurations.getFactoryConfiguration(
                        ApiKey.FACTORY_PID, pid.substring(NAMED.length()), ANY_BUNDLE));
            }
            return listed().stream()
                    .filter(configuration -> configuration.getPid().equals(pid))
                    .findFirst();
        } catch (IOException e) {
            throw new IllegalStateException("its settings cannot be read: " + e.getMessage(), e);
        }
    }

    private List<Configuration> listed() {
        try {
            Configuration[] found = configurations.listConfigurations(ALL);
            return found == null ? List.of() : List.of(found);
        } catch (IOException e) {
            throw new IllegalStateException("the settings of API keys cannot be read: " + e.getMessage(), e);
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
}
