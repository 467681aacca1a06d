package io.patchbay.identity;

import io.patchbay.api.Json;
import io.patchbay.spi.admin.Command;
import io.patchbay.spi.admin.Invocation;
import io.patchbay.spi.deploy.Settings;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code key revoke <id>} revokes a key. Afterwards, the server refuses all requests with the key. */
@Component
public final class KeyRevoke implements Command {

    private final Settings settings;
    private final ApiKeys keys;

    @Activate
    public KeyRevoke(@Reference Settings settings, @Reference ApiKeys keys) {
        this.settings = settings;
        this.keys = keys;
    }

    @Override
    public String name() {
        return "key revoke";
    }

    @Override
    public String summary() {
        return "Revoke an API key with immediate effect";
    }

    @Override
    public boolean writes() {
        return true;
    }

    @Override
    public Optional<Set<String>> argumentNames() {
        return Optional.of(Set.of("id"));
    }

    @Override
    public void run(Invocation invocation) throws IOException {
        String keyId = invocation.arguments().optionalString("id").orElse("").strip();
        if (!ApiKey.isId(keyId)) {
            throw new IllegalArgumentException("Give the id of the key to revoke. `patchbay key list` shows the ids.");
        }
        boolean removed = remove(keyId);
        if (keys.find(keyId).isPresent()) {
            throw new IllegalArgumentException(
                    "The key " + keyId
                            + " is still in force, because its settings are not in the settings folder. Remove the settings at their source.");
        }
        if (!removed) {
            throw new IllegalArgumentException("There is no key " + keyId + ". `patchbay key list` shows all keys.");
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("keyId", keyId);
        answer.put("text", "The key " + keyId + " is revoked.");
        invocation.send(Json.of(answer));
    }

    private boolean remove(String keyId) throws IOException {
        try {
            return settings.remove(ApiKey.pid(keyId));
        } catch (IOException e) {
            if (keys.find(keyId).isEmpty()) {
                throw e;
            }
            throw new IllegalArgumentException(
                    "The key " + keyId + " is still in force: " + e.getMessage() + ". Delete the file "
                            + ApiKey.pid(keyId) + ".cfg.json from the source of the settings.",
                    e);
        }
    }
}
