package io.patchbay.deploy.bundle;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/** Checks whether the imports of an installed bundle are allowed, and whether the server provides the imported packages. */
public final class ImportCheck {

    private static final String PACKAGE = BundleRevision.PACKAGE_NAMESPACE;

    private static final String JAVA = ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE;
    private static final String OWN_PACKAGES = "io.patchbay.";
    private static final Pattern VERSION = Pattern.compile("version>?=([0-9.]+)");

    private final BundleContext context;
    private final AllowedPackages allowed;

    public ImportCheck(BundleContext context, AllowedPackages allowed) {
        this.context = context;
        this.allowed = allowed;
    }

    /**
     * @throws DeployException if the bundle imports packages that connectors must not import; an optional import of
     *     such a package is accepted, but stays unresolved
     */
    public void checkAllowed(Bundle bundle) throws DeployException {
        TreeSet<String> refused = new TreeSet<>();
        for (BundleRequirement requirement : requirements(bundle)) {
            String name = name(requirement);
            if (!name.isEmpty() && !isOptional(requirement) && !allowed.contains(name)) {
                refused.add(name);
            }
        }
        if (!refused.isEmpty()) {
            throw new DeployException("the jar imports " + String.join(", ", refused)
                    + ", which connectors must not import. The server provides io.patchbay.api, io.patchbay.typed, org.slf4j and the packages of the JDK and OSGi. Put other libraries into the jar"
                    + embedding(refused));
        }
    }

    /**
     * Returns the instruction for the connector's build that embeds the libraries in the jar. Returns an empty result
     * if no package belongs to a library.
     */
    private static String embedding(TreeSet<String> packages) {
        String libraries = packages.stream()
                .filter(name -> !name.startsWith(OWN_PACKAGES)
                        && packages.stream().noneMatch(other -> name.startsWith(other + ".")))
                .map(name -> name + ".*")
                .collect(Collectors.joining(", "));
        return libraries.isEmpty()
                ? ""
                : ": add the line \"-conditionalpackage: " + libraries + "\" to the file bnd.bnd beside the pom";
    }

    /** @throws DeployException if the server does not meet a requirement; the message names all such requirements */
    public void checkPresent(Bundle bundle) throws DeployException {
        List<String> missing = missing(bundle);
        if (!missing.isEmpty()) {
            throw new DeployException("the jar needs " + String.join("; ", missing));
        }
    }

    /** Returns the requirements that the server does not meet, with the versions that the server has instead. */
    List<String> missing(Bundle bundle) {
        List<String> missing = new ArrayList<>(java(bundle));
        missing.addAll(capabilities(bundle));
        for (BundleRequirement requirement : requirements(bundle)) {
            List<BundleCapability> exports = exports(name(requirement));
            if (!isOptional(requirement) && exports.stream().noneMatch(requirement::matches)) {
                String present = exports.stream()
                        .map(export -> Objects.toString(export.getAttributes().get("version")))
                        .distinct()
                        .collect(Collectors.joining(", "));
                missing.add(range(requirement)
                        + (present.isEmpty()
                                ? ", which this server does not have"
                                : ", but this server has " + present));
            }
        }
        return missing;
    }

    private List<String> java(Bundle bundle) {
        List<BundleCapability> here =
                context.getBundle(0).adapt(BundleRevision.class).getDeclaredCapabilities(JAVA);
        List<String> missing = new ArrayList<>();
        for (BundleRequirement requirement : bundle.adapt(BundleRevision.class).getDeclaredRequirements(JAVA)) {
            if (here.stream().noneMatch(requirement::matches)) {
                Matcher version = VERSION.matcher(
                        Objects.toString(requirement.getDirectives().get("filter"), ""));
                missing.add((version.find()
                                ? "Java " + version.group(1)
                                : requirement.getDirectives().toString()) + ", but this server runs on Java "
                        + Runtime.version().feature());
            }
        }
        return missing;
    }

    /** Returns the requirements that the server does not meet, except requirements for packages and Java versions. */
    private List<String> capabilities(Bundle bundle) {
        List<String> missing = new ArrayList<>();
        for (BundleRequirement requirement : bundle.adapt(BundleRevision.class).getDeclaredRequirements(null)) {
            String namespace = requirement.getNamespace();
            boolean judgedElsewhere = namespace.equals(PACKAGE) || namespace.equals(JAVA);
            if (!judgedElsewhere
                    && isForTheFramework(requirement)
                    && !isOptional(requirement)
                    && !isOffered(bundle, requirement)) {
                missing.add("the capability " + namespace
                        + Optional.ofNullable(requirement.getDirectives().get("filter"))
                                .map(filter -> " " + filter)
                                .orElse("")
                        + ", which the server does not offer; capabilities of other connectors do not count");
            }
        }
        return missing;
    }

    private boolean isOffered(Bundle wanting, BundleRequirement requirement) {
        return Stream.of(context.getBundles())
                .filter(bundle -> bundle.equals(wanting) || !Fence.isDeployed(bundle))
                .flatMap(bundle -> Stream.ofNullable(bundle.adapt(BundleRevision.class)))
                .flatMap(revision -> revision.getDeclaredCapabilities(requirement.getNamespace()).stream())
                .anyMatch(requirement::matches);
    }

    private List<BundleCapability> exports(String name) {
        List<BundleCapability> exports = new ArrayList<>();
        for (Bundle bundle : context.getBundles()) {
            BundleRevision revision = bundle.adapt(BundleRevision.class);
            if (revision != null) {
                revision.getDeclaredCapabilities(PACKAGE).stream()
                        .filter(capability ->
                                name.equals(capability.getAttributes().get(PACKAGE)))
                        .forEach(exports::add);
            }
        }
        return exports;
    }

    private static List<BundleRequirement> requirements(Bundle bundle) {
        return bundle.adapt(BundleRevision.class).getDeclaredRequirements(PACKAGE);
    }

    private static boolean isOptional(BundleRequirement requirement) {
        return "optional".equals(requirement.getDirectives().get("resolution"));
    }

    /** Returns whether the framework must meet a requirement when it resolves the bundle. */
    private static boolean isForTheFramework(BundleRequirement requirement) {
        return "resolve".equals(requirement.getDirectives().getOrDefault("effective", "resolve"));
    }

    /** Returns the name of the required package. Felix keeps this name only in the filter of the requirement. */
    static String name(BundleRequirement requirement) {
        String filter = Objects.toString(requirement.getDirectives().get("filter"), "");
        int start = filter.indexOf("(" + PACKAGE + "=");
        if (start < 0) {
            return "";
        }
        int from = start + PACKAGE.length() + 2;
        return filter.substring(from, filter.indexOf(')', from));
    }

    private static String range(BundleRequirement requirement) {
        String filter = Objects.toString(requirement.getDirectives().get("filter"), "");
        String from = part(filter, "(version>=");
        String to = part(filter, "(!(version>=");
        return name(requirement)
                + (from.isEmpty() ? "" : " from version " + from)
                + (to.isEmpty() ? "" : " below " + to);
    }

    private static String part(String filter, String start) {
        int at = filter.indexOf(start);
        // The text of the upper bound contains the text of the lower bound, after an exclamation mark.
        if (at > 0 && filter.charAt(at - 1) == '!') {
            return "";
        }
        return at < 0 ? "" : filter.substring(at + start.length(), filter.indexOf(')', at));
    }
}
