package io.patchbay.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.BeforeClass;
import org.junit.Test;

/**
 * The rooms of every bundle that has some, from the ground to the roof: each uses those before it and none after it. A bundle
 * without rooms is flat, and has at most forty files in a package.
 */
public class RoomsTest {

    private static final String OURS = "io.patchbay.";
    private static final int MAX_FILES = 40;

    /** By package of the bundle; the package itself is "": a door at the ground, or a roof. */
    private static final Map<String, List<String>> ROOMS = Map.of(
            "io.patchbay.protocol",
            List.of(
                    "", "limit", "json", "rpc", "seal", "wire", "schema", "catalog", "view", "session", "call", "ask",
                    "task", "method", "front", "start"),
            "io.patchbay.http",
            List.of("tls", "settings", "server", "request", "mcp", "web", "start", ""),
            "io.patchbay.deploy",
            List.of("file", "watch", "configadmin", "settings", "bundle", "connector", ""),
            "io.patchbay.cli",
            List.of("json", "terminal", "channel", "mcp", "client", "stdio", "maven", "develop", "demo", "command", ""),
            "io.patchbay.connectors.files",
            List.of("text", "tree", "search", "edit", "tool", "watch", ""));

    /** Types that know each other in a circle, and why that is so. */
    private static final Map<Set<String>, String> CIRCLES = Map.ofEntries(
            Map.entry(
                    Set.of("JsonReader", "ProtocolException", "Trees"),
                    "an error of the protocol has JSON in it, and reading JSON has errors"),
            Map.entry(Set.of("WireFormat", "LegacyFormat", "ModernFormat"), "a format names the two that there are"),
            Map.entry(Set.of("SchemaAddresses", "SchemaGraph"), "the graph is built while its addresses are found"),
            Map.entry(Set.of("LastingStream", "SessionStreams"), "a stream is numbered by the session that keeps it"),
            Map.entry(Set.of("Call", "CallProgress", "Continuation"), "a task is a call that continues"),
            Map.entry(
                    Set.of("CallRunner", "CallWatch", "ProcessorTime", "Round", "RoundContext"),
                    "a round knows for whom it runs, and who watches it knows the round"),
            Map.entry(
                    Set.of("Task", "TaskBoard", "TaskRuns", "TaskState"),
                    "a task knows the board on which it is found"),
            Map.entry(
                    Set.of("Audience", "Listen", "Subscriptions"),
                    "who listens is told to connectors while the stream opens"));

    private static Map<String, JavaClasses> bundles;

    @BeforeClass
    public static void read() {
        Path root = Path.of(System.getProperty("patchbay.bundles"));
        bundles = new TreeMap<>();
        for (String bundle : List.of(
                "api",
                "spi",
                "typed",
                "protocol",
                "http",
                "identity",
                "policy",
                "audit",
                "metrics",
                "deploy",
                "admin",
                "cli",
                "testing")) {
            bundles.put(bundle, new ClassFileImporter().importPath(root.resolve(bundle + "/target/classes")));
        }
        Path connectors = Path.of(System.getProperty("patchbay.connectors"));
        bundles.put("files", new ClassFileImporter().importPath(connectors.resolve("files/target/classes")));
        assertThat(bundles.values()).allSatisfy(classes -> assertThat(classes).isNotEmpty());
    }

    @Test
    public void everyRoomUsesOnlyTheRoomsBelowIt() {
        List<String> upward = new ArrayList<>();
        each((house, one) -> {
            List<String> order = ROOMS.get(house);
            for (Dependency dependency : one.getDirectDependenciesFromSelf()) {
                JavaClass target = top(dependency.getTargetClass());
                if (house.equals(house(target)) && order.indexOf(room(target)) > order.indexOf(room(one))) {
                    upward.add(dependency.getDescription());
                }
            }
        });

        assertThat(upward).isEmpty();
    }

    @Test
    public void everyRoomIsInThePicture() {
        Set<String> unknown = new TreeSet<>();
        each((house, one) -> {
            if (!ROOMS.get(house).contains(room(one))) {
                unknown.add(one.getName());
            }
        });

        assertThat(unknown).isEmpty();
    }

    @Test
    public void noPackageHasMoreThanFortyFiles() {
        Map<String, Set<String>> files = new TreeMap<>();
        bundles.values()
                .forEach(classes ->
                        classes.forEach(one -> files.computeIfAbsent(one.getPackageName(), name -> new TreeSet<>())
                                .add(top(one).getSimpleName())));
        // the contract for connectors is one package, so that its users import one
        files.remove("io.patchbay.api");
        files.keySet().removeIf(name -> !name.startsWith(OURS)); // embedded libraries

        assertThat(files).allSatisfy((name, types) -> assertThat(types).hasSizeLessThanOrEqualTo(MAX_FILES));
    }

    @Test
    public void circlesOfTypesAreNamedHereWithTheirReason() {
        Set<Set<String>> found = new HashSet<>();
        for (String house : ROOMS.keySet()) {
            Map<String, Set<String>> uses = new LinkedHashMap<>();
            each((in, one) -> {
                if (in.equals(house)) {
                    uses.computeIfAbsent(top(one).getSimpleName(), name -> new TreeSet<>())
                            .addAll(one.getDirectDependenciesFromSelf().stream()
                                    .map(dependency -> top(dependency.getTargetClass()))
                                    .filter(target -> house.equals(house(target)))
                                    .map(JavaClass::getSimpleName)
                                    .filter(name -> !name.equals(top(one).getSimpleName()))
                                    .collect(Collectors.toSet()));
                }
            });
            found.addAll(circles(uses));
        }

        assertThat(found).containsExactlyInAnyOrderElementsOf(CIRCLES.keySet());
    }

    @Test
    public void onlyTheRoofKnowsTheFramework() {
        assertThat(users("protocol", RoomsTest::isFramework)).isSubsetOf("start");
    }

    @Test
    public void onlyTheSchemaRoomKnowsTheSchemaLibrary() {
        assertThat(users("protocol", name -> name.startsWith("com.networknt"))).containsExactly("schema");
    }

    @Test
    public void theGuardsAreAskedInOneRoomEach() {
        assertThat(callers("io.patchbay.spi.policy.CallPolicy", "visible")).containsExactly("view");
        assertThat(callers("io.patchbay.spi.policy.CallPolicy", "decide")).containsExactly("call");
        assertThat(callers("io.patchbay.spi.policy.CallPolicy", "refusal")).containsExactly("call");
        assertThat(callers("io.patchbay.protocol.call.Access", "lease")).isSubsetOf("call", "method");
        assertThat(callers("http", "io.patchbay.spi.policy.CallPolicy", "decide"))
                .containsExactly("web");
        assertThat(callers("http", "io.patchbay.spi.policy.CallPolicy", "refusal"))
                .containsExactly("web");
        assertThat(callers("http", "io.patchbay.spi.web.WebHandler", "handle")).containsExactly("web");
    }

    @Test
    public void nothingThatConnectorsSeeKnowsALibrary() {
        for (String bundle : List.of("api", "spi")) {
            assertThat(bundles.get(bundle))
                    .allSatisfy(one -> assertThat(one.getDirectDependenciesFromSelf())
                            .extracting(dependency ->
                                    dependency.getTargetClass().getName().replaceFirst("^\\[+L?", ""))
                            .allMatch(name -> name.startsWith("java.")
                                    || name.startsWith(OURS)
                                    || name.length() == 1
                                    || name.startsWith("org.osgi.") && name.contains(".annotation")
                                    || !name.contains(".")));
        }
    }

    private static boolean isFramework(String name) {
        return name.startsWith("org.osgi.") && !name.contains(".annotation");
    }

    private interface Visit {
        void visit(String house, JavaClass one);
    }

    private static void each(Visit visit) {
        bundles.values()
                .forEach(classes -> classes.forEach(one -> {
                    String house = house(one);
                    if (ROOMS.containsKey(house)) {
                        visit.visit(house, one);
                    }
                }));
    }

    /** The package of the bundle that a type is in. */
    private static String house(JavaClass one) {
        return ROOMS.keySet().stream()
                .filter(house -> one.getPackageName().equals(house)
                        || one.getPackageName().startsWith(house + "."))
                .findFirst()
                .orElse("");
    }

    private static String room(JavaClass one) {
        String name = one.getPackageName();
        String house = house(one);
        return name.length() == house.length() ? "" : name.substring(house.length() + 1);
    }

    private static JavaClass top(JavaClass one) {
        JavaClass top = one.getBaseComponentType();
        while (top.getEnclosingClass().isPresent()) {
            top = top.getEnclosingClass().get();
        }
        return top;
    }

    /** The rooms that use a library. */
    private static Set<String> users(String bundle, Predicate<String> library) {
        return bundles
                .get(bundle)
                .that(DescribedPredicate.describe(
                        "use the library",
                        one -> one.getDirectDependenciesFromSelf().stream()
                                .anyMatch(dependency -> library.test(dependency
                                        .getTargetClass()
                                        .getBaseComponentType()
                                        .getName()))))
                .stream()
                .map(RoomsTest::room)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The rooms of the protocol that call a method. */
    private static Set<String> callers(String type, String method) {
        return callers("protocol", type, method);
    }

    /** The rooms of a bundle that call a method. */
    private static Set<String> callers(String bundle, String type, String method) {
        Set<String> callers = new TreeSet<>();
        for (JavaClass one : bundles.get(bundle)) {
            for (JavaAccess<?> access : one.getAccessesFromSelf()) {
                if (access.getTargetOwner().getName().equals(type)
                        && access.getTarget().getName().equals(method)
                        && !one.getName().equals(type)) {
                    callers.add(room(one));
                }
            }
        }
        return callers;
    }

    /** Strongly connected parts of more than one type (Tarjan 1972). */
    private static Set<Set<String>> circles(Map<String, Set<String>> uses) {
        Set<Set<String>> circles = new HashSet<>();
        Map<String, Integer> index = new HashMap<>();
        Map<String, Integer> low = new HashMap<>();
        Deque<String> path = new ArrayDeque<>();
        uses.keySet().forEach(name -> {
            if (!index.containsKey(name)) {
                connect(name, uses, index, low, path, circles);
            }
        });
        return circles;
    }

    private static void connect(
            String name,
            Map<String, Set<String>> uses,
            Map<String, Integer> index,
            Map<String, Integer> low,
            Deque<String> path,
            Set<Set<String>> circles) {
        index.put(name, index.size());
        low.put(name, index.get(name));
        path.push(name);
        for (String used : uses.getOrDefault(name, Set.of())) {
            if (!index.containsKey(used)) {
                connect(used, uses, index, low, path, circles);
                low.merge(name, low.get(used), Math::min);
            } else if (path.contains(used)) {
                low.merge(name, index.get(used), Math::min);
            }
        }
        if (low.get(name).equals(index.get(name))) {
            Set<String> circle = new TreeSet<>();
            String member;
            do {
                member = path.pop();
                circle.add(member);
            } while (!member.equals(name));
            if (circle.size() > 1) {
                circles.add(circle);
            }
        }
    }
}
