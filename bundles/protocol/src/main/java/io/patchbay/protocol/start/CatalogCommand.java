package io.patchbay.protocol.start;

import io.patchbay.api.Json;
import io.patchbay.protocol.catalog.Entry;
import io.patchbay.protocol.catalog.Names;
import io.patchbay.protocol.catalog.ToolEntry;
import io.patchbay.spi.admin.Command;
import io.patchbay.spi.admin.Invocation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Lists the entries of the catalog and the refused entries, by owner. */
@Component
public final class CatalogCommand implements Command {

    private final ServiceCatalog services;

    @Activate
    public CatalogCommand(@Reference ServiceCatalog services) {
        this.services = services;
    }

    @Override
    public String name() {
        return "catalog";
    }

    @Override
    public String summary() {
        return "List tools, resources and prompts by the file that defines them";
    }

    @Override
    public boolean writes() {
        return false;
    }

    @Override
    public Optional<Set<String>> argumentNames() {
        return Optional.of(Set.of());
    }

    @Override
    public void run(Invocation invocation) {
        Map<String, List<String>> entries = new TreeMap<>();
        for (Entry entry : services.catalog().snapshot().entries()) {
            entries.computeIfAbsent(entry.owner(), owner -> new ArrayList<>()).add(Names.name(entry));
        }
        Map<String, Map<String, String>> effects = effects();
        Map<String, List<String>> refused = services.refused();
        refused.keySet().forEach(owner -> entries.computeIfAbsent(owner, nothing -> List.of()));
        entries.forEach((owner, names) -> invocation.send(Json.of(
                line(owner, names, effects.getOrDefault(owner, Map.of()), refused.getOrDefault(owner, List.of())))));
    }

    /** Returns the effects of tools, by owner and wire name. */
    private Map<String, Map<String, String>> effects() {
        Map<String, Map<String, String>> effects = new TreeMap<>();
        for (Entry entry : services.catalog().snapshot().entries()) {
            if (entry instanceof ToolEntry tool) {
                effects.computeIfAbsent(entry.owner(), owner -> new LinkedHashMap<>())
                        .put(entry.wireName(), tool.definition().effect().name().toLowerCase(Locale.ROOT));
            }
        }
        return effects;
    }

    private static Map<String, Object> line(
            String owner, List<String> names, Map<String, String> effects, List<String> refused) {
        StringBuilder text = new StringBuilder(owner);
        names.forEach(name -> text.append("\n  ").append(name));
        refused.forEach(reason -> text.append("\n  refused: ").append(reason));
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("text", text.toString());
        line.put("owner", owner);
        line.put("entries", names);
        line.put("effects", effects);
        line.put("refused", refused);
        return line;
    }
}
