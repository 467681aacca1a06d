package io.patchbay.deploy.configadmin;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationPlugin;

/**
 * Supplies the last value of a secret that can no longer be resolved. If a component is re-created meanwhile, the
 * component runs with the same value as before. ConfigurationAdmin calls this plugin after the interpolation.
 */
public final class KeptSecrets implements ConfigurationPlugin {

    private static final int AFTER_INTERPOLATION = 600;

    private final Map<String, ResolvedSecrets> byPid = new ConcurrentHashMap<>();

    public static Dictionary<String, Object> registration() {
        return new Hashtable<>(Map.of(CM_RANKING, AFTER_INTERPOLATION));
    }

    public void keep(Pid pid, ResolvedSecrets secrets) {
        if (secrets.values().isEmpty()) {
            forget(pid);
        } else {
            byPid.put(pid.text(), secrets);
        }
    }

    public void forget(Pid pid) {
        byPid.remove(pid.text());
    }

    @Override
    public void modifyConfiguration(ServiceReference<?> reference, Dictionary<String, Object> properties) {
        ResolvedSecrets kept =
                byPid.getOrDefault(String.valueOf(properties.get(Constants.SERVICE_PID)), ResolvedSecrets.NONE);
        kept.values().forEach((key, value) -> {
            Object now = properties.get(key);
            if (now != null && Placeholders.hasPlaceholder(now)) {
                properties.put(key, value);
            }
        });
    }
}
