package io.patchbay.launcher;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.ObjectName;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleWiring;

/**
 * The classes that bundles have loaded. The JVM loads many classes only to verify others, and never links them. An archive of
 * classes leaves out unlinked classes, and each start would read them from their jars again.
 */
final class LoadedClasses {

    /** A line of the hierarchy: the indentation, the name of the class, and the address of its loader. */
    private static final Pattern LINE = Pattern.compile("[|\\s-]*([\\w.$]+)/0x[0-9a-f]+");

    private LoadedClasses() {}

    /**
     * Links the loaded classes of all bundles. A class that cannot be linked is left as it is.
     *
     * @throws JMException if this JVM cannot list its classes
     */
    static void link(BundleContext context) throws JMException {
        List<Bundle> bundles = new ArrayList<>(List.of(context.getBundles()));
        bundles.removeIf(bundle -> bundle.getBundleId() == 0 || bundle.adapt(BundleWiring.class) == null);
        for (String name : names()) {
            String entry = name.replace('.', '/') + ".class";
            for (Bundle bundle : bundles) {
                if (bundle.getEntry(entry) != null) {
                    link(name, bundle.adapt(BundleWiring.class).getClassLoader());
                }
            }
        }
    }

    private static List<String> names() throws JMException {
        String hierarchy = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "vmClassHierarchy",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        return hierarchy
                .lines()
                .map(LINE::matcher)
                .filter(line -> line.matches())
                .map(line -> line.group(1))
                .distinct()
                .collect(Collectors.toList());
    }

    private static void link(String name, ClassLoader loader) {
        try {
            // The JVM links a class before it lists its constructors.
            var unused = Class.forName(name, false, loader).getDeclaredConstructors();
        } catch (ClassNotFoundException | LinkageError e) {
            System.getLogger(LoadedClasses.class.getName())
                    .log(System.Logger.Level.DEBUG, "The class " + name + " is not linked", e);
        }
    }
}
