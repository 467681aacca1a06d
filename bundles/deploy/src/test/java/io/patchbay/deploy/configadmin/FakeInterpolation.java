package io.patchbay.deploy.configadmin;

import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationPlugin;

/** Resolves {@code $[secret:…]} from a map, as a string or in a list, and leaves other placeholders unchanged. */
public record FakeInterpolation(Map<String, String> secrets) implements ConfigurationPlugin {

    @Override
    public void modifyConfiguration(ServiceReference<?> reference, Dictionary<String, Object> properties) {
        for (String key : java.util.Collections.list(properties.keys())) {
            Object value = properties.get(key);
            if (value instanceof String text) {
                properties.put(key, resolve(text));
            } else if (value instanceof String[] texts) {
                properties.put(key, List.of(texts).stream().map(this::resolve).toArray(String[]::new));
            }
        }
    }

    private String resolve(String text) {
        String resolved = text;
        for (Map.Entry<String, String> secret : secrets.entrySet()) {
            resolved = resolved.replace("$[secret:" + secret.getKey() + "]", secret.getValue());
        }
        return resolved;
    }
}
