package io.patchbay.deploy.bundle;

import java.lang.module.ModuleDescriptor;
import java.util.Set;
import java.util.stream.Collectors;

/** The packages that connectors may import. A connector's jar contains all other libraries that the connector needs. */
public final class AllowedPackages {

    private static final Set<String> SINGLE = Set.of(
            "io.patchbay.api",
            "io.patchbay.typed",
            "org.osgi.framework",
            "org.osgi.util.promise",
            "org.osgi.util.function");

    private static final Set<String> WITH_SUBPACKAGES =
            Set.of("io.patchbay.api.", "org.slf4j.", "org.osgi.service.component.", "org.osgi.annotation.");

    private final Set<String> jdk;

    public AllowedPackages() {
        this.jdk = ModuleLayer.boot().modules().stream()
                .filter(module -> isJdk(module.getName()))
                .flatMap(module -> module.getDescriptor().exports().stream())
                .filter(exports -> !exports.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toUnmodifiableSet());
    }

    boolean contains(String name) {
        return name.startsWith("java.")
                || SINGLE.contains(name)
                || jdk.contains(name)
                || WITH_SUBPACKAGES.stream().anyMatch(prefix -> (name + ".").startsWith(prefix));
    }

    private static boolean isJdk(String module) {
        return module.startsWith("java.") || module.startsWith("jdk.");
    }
}
