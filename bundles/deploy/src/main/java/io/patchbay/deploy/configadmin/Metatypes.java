package io.patchbay.deploy.configadmin;

import io.patchbay.support.Nearest;
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

/** The names and types of the settings that bundles describe. Settings without a description are not checked. */
public final class Metatypes {

    /** Service properties that every file may set. */
    private static final List<String> ALWAYS_ALLOWED = List.of("service.ranking", "service.description");

    private final Map<String, Described> known;

    /** @param known the descriptions by PID; the PID of a factory stands for its instances */
    public Metatypes(Map<String, Described> known) {
        this.known = new TreeMap<>(known);
    }

    /** Reads the descriptions of all installed bundles. Ignores deployed bundles that do not run, and the older of two versions. */
    static Metatypes of(BundleContext context, MetaTypeService metatypes, Predicate<Bundle> deployed) {
        Map<String, Described> known = new HashMap<>();
        Arrays.stream(context.getBundles())
                .filter(bundle -> !deployed.test(bundle) || bundle.getState() == Bundle.ACTIVE)
                .sorted(Comparator.comparing(deployed::test).reversed().thenComparing(Bundle::getLastModified))
                .forEach(bundle -> known.putAll(read(bundle, metatypes, deployed.test(bundle))));
        return new Metatypes(known);
    }

    /** Returns the PIDs whose description is new or has changed. */
    Set<String> changedSince(Metatypes before) {
        return known.keySet().stream()
                .filter(pid -> !before.known.containsKey(pid)
                        || !before.known.get(pid).version.equals(known.get(pid).version))
                .collect(Collectors.toSet());
    }

    /**
     * Returns the reason why a file name is wrong. Returns an empty result if the name is right. A wrong name has a forbidden instance or
     * lacks a required instance.
     */
    public Optional<String> explainMisnamed(Pid pid) {
        Kind kind = known.containsKey(pid.factory()) ? known.get(pid.factory()).kind : Kind.EITHER;
        if (kind == Kind.SINGLE && pid.instance().isPresent()) {
            return Optional.of(pid.factory() + " has only one settings file: " + pid.factory() + Pid.SUFFIX);
        }
        if (kind == Kind.INSTANCES && pid.instance().isEmpty()) {
            return Optional.of(
                    pid.factory() + " needs a name for each instance: " + pid.factory() + "~<name>" + Pid.SUFFIX);
        }
        return Optional.empty();
    }

    /** Returns the PIDs that have a description. Factories are listed without an instance. */
    Set<String> pids() {
        return known.keySet();
    }

    /** Returns the PIDs that are not factories, with or without a file. */
    public Set<String> singles() {
        return known.keySet().stream()
                .filter(pid -> known.get(pid).kind == Kind.SINGLE)
                .collect(Collectors.toSet());
    }

    /**
     * Returns the settings of a PID by name, in the order of their description. Returns an empty result if no bundle describes the
     * PID.
     */
    public Map<String, Attribute> settings(Pid pid) {
        return known.containsKey(pid.factory()) ? known.get(pid.factory()).settings : Map.of();
    }

    /**
     * Returns the missing and invalid settings.
     *
     * @param resolved the settings whose values replaced placeholders
     */
    public List<Fault> faults(Pid pid, Hashtable<String, Object> properties, Set<String> resolved) {
        List<Fault> faults = new ArrayList<>();
        for (Attribute attribute : settings(pid).values()) {
            Object value = properties.get(attribute.name());
            if (value != null) {
                attribute
                        .fault(value, resolved.contains(attribute.name()))
                        .ifPresent(reason -> faults.add(new Fault(attribute.name(), reason)));
            } else if (attribute.isRequired()) {
                faults.add(new Fault(attribute.name(), "is missing"));
            }
        }
        return faults;
    }

    /** Returns the secrets that a file contains in clear text. */
    public List<Fault> clearTextSecrets(Pid pid, Hashtable<String, Object> properties) {
        return settings(pid).values().stream()
                .filter(attribute -> attribute.definition().getType() == AttributeDefinition.PASSWORD)
                .filter(attribute -> properties.containsKey(attribute.name()))
                .filter(attribute -> Attribute.items(properties.get(attribute.name())).stream()
                        .map(String::valueOf)
                        .anyMatch(text -> !text.isBlank() && !Placeholders.hasPlaceholder(text)))
                .map(attribute -> new Fault(
                        attribute.name(),
                        "is a secret in clear text. Put the secret into a file in the secrets folder or into the"
                                + " environment, and write $[secret:NAME] or $[env:NAME] here"))
                .collect(Collectors.toList());
    }

    /** Returns the settings that no bundle reads. */
    public List<Fault> unknownSettings(Pid pid, Hashtable<String, Object> properties) {
        Set<String> names = settings(pid).keySet();
        if (names.isEmpty()) {
            return List.of();
        }
        return properties.keySet().stream()
                .filter(key -> !names.contains(key) && !ALWAYS_ALLOWED.contains(key) && !key.endsWith(".target"))
                .map(key -> new Fault(key, "is not a setting" + suggestion(key, names)))
                .collect(Collectors.toList());
    }

    private static String suggestion(String key, Collection<String> names) {
        return Nearest.to(key, names, Math.max(2, key.length() / 3))
                .map(name -> "; did you mean \"" + name + "\"?")
                .orElse("");
    }

    private static Map<String, Described> read(Bundle bundle, MetaTypeService metatypes, boolean deployed) {
        Map<String, Described> known = new HashMap<>();
        if (bundle.getBundleId() != 0 && bundle.getEntryPaths("OSGI-INF/metatype") != null) {
            MetaTypeInformation information = metatypes.getMetaTypeInformation(bundle);
            String version = bundle.getBundleId() + " " + bundle.getLastModified();
            Kind single = deployed ? Kind.EITHER : Kind.SINGLE;
            Kind instances = deployed ? Kind.EITHER : Kind.INSTANCES;
            for (String pid : orEmpty(information.getPids())) {
                known.put(
                        pid,
                        new Described(attributes(information.getObjectClassDefinition(pid, null)), single, version));
            }
            for (String pid : orEmpty(information.getFactoryPids())) {
                known.put(
                        pid,
                        new Described(attributes(information.getObjectClassDefinition(pid, null)), instances, version));
            }
        }
        return known;
    }

    private static String[] orEmpty(String[] pids) {
        return Objects.requireNonNullElse(pids, new String[0]);
    }

    private static Map<String, Attribute> attributes(ObjectClassDefinition definition) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        Set<AttributeDefinition> required = Set.of(orEmpty(definition, ObjectClassDefinition.REQUIRED));
        for (AttributeDefinition attribute : orEmpty(definition, ObjectClassDefinition.ALL)) {
            attributes.put(attribute.getID(), new Attribute(attribute, required.contains(attribute)));
        }
        return attributes;
    }

    private static AttributeDefinition[] orEmpty(ObjectClassDefinition definition, int filter) {
        return Objects.requireNonNullElse(definition.getAttributeDefinitions(filter), new AttributeDefinition[0]);
    }

    /**
     * The description of a PID.
     *
     * @param version identifies the state of the describing bundle
     */
    public record Described(Map<String, Attribute> settings, Kind kind, String version) {}

    /** The kind of a PID: the PID has one configuration or named instances. A connector may use its own PIDs in both ways. */
    public enum Kind {
        SINGLE,
        INSTANCES,
        EITHER
    }
}
