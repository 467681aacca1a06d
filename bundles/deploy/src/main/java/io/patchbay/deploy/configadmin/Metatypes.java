package io.patchbay.deploy.configadmin;

import io.patchbay.deploy.file.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;

/** Which settings there are and of what type, as the bundles describe them. Settings nobody describes pass. */
public final class Metatypes {

    /** So that a service property or a reference's target may be set as well. */
    private static final List<String> ALWAYS_ALLOWED = List.of("service.ranking", "service.description");

    private final Map<String, Described> known;

    /** @param known by PID, of a factory for its instances */
    public Metatypes(Map<String, Described> known) {
        this.known = new TreeMap<>(known);
    }

    /** Those of all bundles that are installed now; of deployed ones only of what runs, and of two versions of the newer one. */
    static Metatypes of(BundleContext context, MetaTypeService metatypes, Predicate<Bundle> deployed) {
        Map<String, Described> known = new HashMap<>();
        Arrays.stream(context.getBundles())
                .filter(bundle -> !deployed.test(bundle) || bundle.getState() == Bundle.ACTIVE)
                .sorted(Comparator.comparing(deployed::test).reversed().thenComparing(Bundle::getLastModified))
                .forEach(bundle -> known.putAll(read(bundle, metatypes, deployed.test(bundle))));
        return new Metatypes(known);
    }

    /** The PIDs that are described otherwise than before, or were not. */
    Set<String> since(Metatypes before) {
        return known.keySet().stream()
                .filter(pid -> !before.known.containsKey(pid)
                        || !before.known.get(pid).version.equals(known.get(pid).version))
                .collect(Collectors.toSet());
    }

    /** Why a PID is not one that is described, though there is one much like it. */
    public Optional<String> misnamed(Pid pid) {
        Kind kind = known.containsKey(pid.factory()) ? known.get(pid.factory()).kind : Kind.EITHER;
        if (kind == Kind.SINGLE && pid.instance().isPresent()) {
            return Optional.of("there is only one " + pid.factory() + ": its file is " + pid.factory() + Pid.SUFFIX);
        }
        if (kind == Kind.INSTANCES && pid.instance().isEmpty()) {
            return Optional.of(
                    "each " + pid.factory() + " has a name: its file is " + pid.factory() + "~<name>" + Pid.SUFFIX);
        }
        return Optional.empty();
    }

    /** The PIDs that have a description, those of factories without an instance. */
    Set<String> pids() {
        return known.keySet();
    }

    /** The PIDs of which there is one, whether it has a file or not. */
    public Set<String> singles() {
        return known.keySet().stream()
                .filter(pid -> known.get(pid).kind == Kind.SINGLE)
                .collect(Collectors.toSet());
    }

    /** The settings of a PID by name, in the order of their description; empty where nobody describes it. */
    public Map<String, Attribute> settings(Pid pid) {
        return known.containsKey(pid.factory()) ? known.get(pid.factory()).settings : Map.of();
    }

    /**
     * What is missing or of no use among settings.
     *
     * @param resolved those whose values stand for placeholders
     */
    public List<Fault> faults(Pid pid, Hashtable<String, Object> properties, Set<String> resolved) {
        List<Fault> faults = new ArrayList<>();
        for (Attribute attribute : settings(pid).values()) {
            Object value = properties.get(attribute.name());
            if (value != null) {
                attribute
                        .fault(value, resolved.contains(attribute.name()))
                        .ifPresent(reason -> faults.add(new Fault(attribute.name(), reason)));
            } else if (attribute.required()) {
                faults.add(new Fault(attribute.name(), "is missing"));
            }
        }
        return faults;
    }

    /** Secrets that a file holds itself. */
    public List<Fault> clearText(Pid pid, Hashtable<String, Object> properties) {
        return settings(pid).values().stream()
                .filter(attribute -> attribute.definition().getType() == AttributeDefinition.PASSWORD)
                .filter(attribute -> properties.containsKey(attribute.name()))
                .filter(attribute -> Attribute.items(properties.get(attribute.name())).stream()
                        .map(String::valueOf)
                        .anyMatch(text -> !text.isBlank() && !Placeholders.hasPlaceholder(text)))
                .map(attribute -> new Fault(
                        attribute.name(),
                        "is a secret in clear text: put it into a file of the secrets folder or into the"
                                + " environment, and write $[secret:NAME] or $[env:NAME] here"))
                .collect(Collectors.toList());
    }

    /** Settings that nobody reads. */
    public List<Fault> unknown(Pid pid, Hashtable<String, Object> properties) {
        Set<String> names = settings(pid).keySet();
        if (names.isEmpty()) {
            return List.of();
        }
        return properties.keySet().stream()
                .filter(key -> !names.contains(key) && !ALWAYS_ALLOWED.contains(key) && !key.endsWith(".target"))
                .map(key -> new Fault(key, "is no setting here" + nearest(key, names)))
                .collect(Collectors.toList());
    }

    private static String nearest(String key, Collection<String> names) {
        return Nearest.to(key, names, Math.max(2, key.length() / 3))
                .map(name -> "; is \"" + name + "\" meant?")
                .orElse("");
    }

    private static Map<String, Described> read(Bundle bundle, MetaTypeService metatypes, boolean deployed) {
        Map<String, Described> known = new HashMap<>();
        if (bundle.getBundleId() != 0 && bundle.getEntryPaths("OSGI-INF/metatype") != null) {
            MetaTypeInformation information = metatypes.getMetaTypeInformation(bundle);
            String version = bundle.getBundleId() + " " + bundle.getLastModified();
            Kind single = deployed ? Kind.EITHER : Kind.SINGLE;
            Kind instances = deployed ? Kind.EITHER : Kind.INSTANCES;
            for (String pid : some(information.getPids())) {
                known.put(
                        pid,
                        new Described(attributes(information.getObjectClassDefinition(pid, null)), single, version));
            }
            for (String pid : some(information.getFactoryPids())) {
                known.put(
                        pid,
                        new Described(attributes(information.getObjectClassDefinition(pid, null)), instances, version));
            }
        }
        return known;
    }

    private static String[] some(String[] pids) {
        return Objects.requireNonNullElse(pids, new String[0]);
    }

    private static Map<String, Attribute> attributes(ObjectClassDefinition definition) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        Set<AttributeDefinition> required = Set.of(some(definition, ObjectClassDefinition.REQUIRED));
        for (AttributeDefinition attribute : some(definition, ObjectClassDefinition.ALL)) {
            attributes.put(attribute.getID(), new Attribute(attribute, required.contains(attribute)));
        }
        return attributes;
    }

    private static AttributeDefinition[] some(ObjectClassDefinition definition, int filter) {
        return Objects.requireNonNullElse(definition.getAttributeDefinitions(filter), new AttributeDefinition[0]);
    }

    /**
     * How a PID is described.
     *
     * @param version of the description
     */
    public record Described(Map<String, Attribute> settings, Kind kind, String version) {}

    /** How many configurations a PID has. A connector may use its own either way. */
    public enum Kind {
        SINGLE,
        INSTANCES,
        EITHER
    }
}
