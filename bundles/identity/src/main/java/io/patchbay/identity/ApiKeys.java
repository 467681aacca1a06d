package io.patchbay.identity;

import com.google.errorprone.annotations.concurrent.GuardedBy;
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
 * The API keys that are configured now. This class listens to ConfigurationAdmin synchronously. When a call that changes the
 * settings of a key returns, the key has changed, even for open connections. Components and managed services are notified later, on
 * the thread of ConfigurationAdmin.
 */
@Component(immediate = true, service = ApiKeys.class)
public final class ApiKeys implements SynchronousConfigurationListener {

    private static final String ANY_BUNDLE = "?";
    private static final String PID_PREFIX = ApiKey.FACTORY_PID + "~";
    private static final String KEYS_FILTER =
            "(" + ConfigurationAdmin.SERVICE_FACTORYPID + "=" + ApiKey.FACTORY_PID + ")";
    private static final Logger log = LoggerFactory.getLogger(ApiKeys.class);

    /** The number of revoked keys that are remembered, so that the audit trail can name the key of a refused request. */
    private static final int MAX_REVOKED_KEYS = 10_000;

    private final ConfigurationAdmin configurations;
    private final ServiceRegistration<SynchronousConfigurationListener> registration;
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();
    private final Map<String, ApiKey> keys = new ConcurrentHashMap<>();
    private final Map<String, String> refused = new ConcurrentHashMap<>();
    private final Map<String, String> scopeFaults = new ConcurrentHashMap<>();

    /** The configurations by PID. A change needs only one look-up. */
    @GuardedBy("this")
    private final Map<String, Configuration> configurationsByPid = new HashMap<>();

    /** @param settings is present when all settings are loaded, so that no key is missing at the start */
    @Activate
    public ApiKeys(BundleContext context, @Reference ConfigurationAdmin configurations, @Reference Settings settings) {
        this.configurations = configurations;
        // an event during the registration waits for this lock, until the field is set
        synchronized (this) {
            registration = context.registerService(SynchronousConfigurationListener.class, this, null);
            for (Configuration configuration : keyConfigurations()) {
                configurationsByPid.put(configuration.getPid(), configuration);
            }
            List.copyOf(configurationsByPid.keySet()).forEach(this::readKey);
        }
    }

    @Deactivate
    void stop() {
        registration.unregister();
    }

    /** Reads the configuration instead of the event, because events of two threads may arrive in any order. */
    @Override
    public void configurationEvent(ConfigurationEvent event) {
        if (ApiKey.FACTORY_PID.equals(event.getFactoryPid())
                && event.getType() != ConfigurationEvent.CM_LOCATION_CHANGED) {
            readKey(event.getPid());
        }
    }

    /** Returns whether a key with this id, valid or not, exists or has existed since the server started. */
    boolean isKnown(String keyId) {
        // always checks all three, so that the time taken does not reveal whether an id exists
        return keys.containsKey(keyId) | refused.containsKey(keyId) | revoked.contains(keyId);
    }

    Optional<ApiKey> find(String keyId) {
        return Optional.ofNullable(keys.get(keyId));
    }

    /** Returns all valid keys, ordered by id. */
    Map<String, ApiKey> keys() {
        return Collections.unmodifiableMap(new TreeMap<>(keys));
    }

    /** Returns the reason for each key with invalid settings, ordered by id. */
    Map<String, String> refused() {
        return Collections.unmodifiableMap(new TreeMap<>(refused));
    }

    /** Returns the faults of keys with a scope that can never match anything, ordered by id. */
    Map<String, String> scopeFaults() {
        return Collections.unmodifiableMap(new TreeMap<>(scopeFaults));
    }

    private synchronized void readKey(String pid) {
        String keyId = pid.substring(Math.min(pid.length(), ApiKey.FACTORY_PID.length() + 1));
        try {
            Optional<ApiKey> key = properties(pid).map(found -> ApiKey.of(keyId, found));
            if (key.isEmpty() && isKnown(keyId) && revoked.size() < MAX_REVOKED_KEYS) {
                revoked.add(keyId);
            }
            refused.remove(keyId);
            setScopeFault(
                    keyId,
                    key.flatMap(
                            valid -> ScopeCheck.fault(valid.known().credential().scopes())));
            if (key.isEmpty()) {
                keys.remove(keyId);
            } else if (!keys.containsKey(keyId) || !keys.get(keyId).isSameAs(key.get())) {
                keys.put(keyId, key.get());
            }
        } catch (IllegalArgumentException | IllegalStateException e) {
            keys.remove(keyId);
            scopeFaults.remove(keyId);
            if (!e.getMessage().equals(refused.put(keyId, e.getMessage()))) {
                log.warn("API key {} is refused: {}", printable(keyId), e.getMessage());
            }
        }
    }

    private void setScopeFault(String keyId, Optional<String> fault) {
        if (fault.isEmpty()) {
            scopeFaults.remove(keyId);
        } else if (!fault.get().equals(scopeFaults.put(keyId, fault.get()))) {
            log.warn("API key {} has a scope that covers nothing: {}", printable(keyId), fault.get());
        }
    }

    /** Returns the present properties of a key's configuration. Returns an empty result if the configuration was deleted. */
    @GuardedBy("this")
    private Optional<Map<String, Object>> properties(String pid) {
        Optional<Map<String, Object>> properties =
                Optional.ofNullable(configurationsByPid.get(pid)).flatMap(this::properties);
        if (properties.isPresent()) {
            return properties;
        }
        configurationsByPid.remove(pid);
        Optional<Configuration> found = configuration(pid);
        properties = found.flatMap(this::properties);
        if (properties.isPresent()) {
            configurationsByPid.put(pid, found.get());
        }
        return properties;
    }

    private Optional<Map<String, Object>> properties(Configuration configuration) {
        try {
            return Optional.ofNullable(configuration.getProcessedProperties(registration.getReference()))
                    .map(ApiKeys::toMap);
        } catch (IllegalStateException e) {
            return Optional.empty(); // deleted; a new configuration may have the same PID
        }
    }

    /** Finds a configuration by its name, in one look-up. A configuration without a name needs a search through all configurations. */
    private Optional<Configuration> configuration(String pid) {
        try {
            if (pid.startsWith(PID_PREFIX) && pid.length() > PID_PREFIX.length()) {
                return Optional.of(configurations.getFactoryConfiguration(
                        ApiKey.FACTORY_PID, pid.substring(PID_PREFIX.length()), ANY_BUNDLE));
            }
            return keyConfigurations().stream()
                    .filter(configuration -> configuration.getPid().equals(pid))
                    .findFirst();
        } catch (IOException e) {
            throw new IllegalStateException("the settings cannot be read: " + e.getMessage(), e);
        }
    }

    private List<Configuration> keyConfigurations() {
        try {
            Configuration[] found = configurations.listConfigurations(KEYS_FILTER);
            return found == null ? List.of() : List.of(found);
        } catch (IOException e) {
            throw new IllegalStateException("the settings of API keys cannot be read: " + e.getMessage(), e);
        } catch (InvalidSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, Object> toMap(Dictionary<String, Object> properties) {
        Map<String, Object> map = new HashMap<>();
        for (String name : Collections.list(properties.keys())) {
            map.put(name, properties.get(name));
        }
        return map;
    }

    /** Returns a key id for messages. A file name that is not a valid id is not repeated. */
    static String printable(String keyId) {
        return ApiKey.isId(keyId) ? keyId : "(not an id)";
    }
}
