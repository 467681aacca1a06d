package io.patchbay.itests;

import static org.assertj.core.api.Assertions.assertThat;

import aQute.bnd.header.OSGiHeader;
import aQute.bnd.header.Parameters;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.Test;

/** Who may import whom, read from every manifest of this build. */
public class ManifestsTest {

    private static final String OURS = "io.patchbay.";
    private static final String API = "io.patchbay.api";
    private static final String TYPED = "io.patchbay.typed";
    private static final String PROTOCOL = "io.patchbay.protocol";
    private static final String ALL_OF_SPI = "io.patchbay.spi.*";

    /** For each folder below {@code bundles/} what it may import of ours. A bundle that is not named here may import nothing. */
    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            Map.entry("api", Set.of()),
            Map.entry("spi", Set.of(API)),
            Map.entry("typed", Set.of(API)),
            Map.entry("testing", Set.of(API, PROTOCOL, ALL_OF_SPI)),
            Map.entry("descriptor", Set.of(API, "io.patchbay.spi.store", "io.patchbay.spi.outbound")),
            Map.entry("identity", Set.of(API, ALL_OF_SPI)),
            Map.entry("policy", Set.of(API, ALL_OF_SPI)),
            Map.entry("conditions", Set.of(API, ALL_OF_SPI)),
            Map.entry("drafts", Set.of(API, ALL_OF_SPI)),
            Map.entry("audit", Set.of(API, ALL_OF_SPI)),
            Map.entry("gittrail", Set.of(API, ALL_OF_SPI)),
            Map.entry("store", Set.of(API, ALL_OF_SPI)),
            Map.entry("deploy", Set.of(API, ALL_OF_SPI)),
            Map.entry("admin", Set.of(API, ALL_OF_SPI)),
            Map.entry("metrics", Set.of(API, ALL_OF_SPI)),
            Map.entry("protocol", Set.of(API, ALL_OF_SPI)),
            Map.entry("http", Set.of(API, PROTOCOL, ALL_OF_SPI)),
            Map.entry("console", Set.of(API, ALL_OF_SPI)),
            Map.entry("cli", Set.of()));

    private static final Set<String> CONNECTORS_MAY_IMPORT = Set.of(API, TYPED);
    private static final Set<String> MAY_BE_EXPORTED = Set.of(API, TYPED, PROTOCOL, ALL_OF_SPI, "io.patchbay.testing");

    @Test
    public void everyBundleImportsOnlyWhatItMay() throws IOException {
        Map<String, Set<String>> wrong = new TreeMap<>();
        for (Bundle bundle : core()) {
            Set<String> allowed = MAY_IMPORT.getOrDefault(bundle.folder(), Set.of());
            Set<String> imported = bundle.imports(packages -> packages.startsWith(OURS) && !matches(allowed, packages));
            imported.removeAll(bundle.exports());
            wrong.put(bundle.folder(), imported);
        }

        wrong.values().removeIf(Set::isEmpty);
        assertThat(wrong).isEmpty();
    }

    @Test
    public void connectorsImportOnlyTheApi() throws IOException {
        for (Bundle connector : connectors()) {
            assertThat(connector.imports(
                            packages -> packages.startsWith(OURS) && !CONNECTORS_MAY_IMPORT.contains(packages)))
                    .as(connector.folder())
                    .isEmpty();
        }
    }

    /** What is dropped into the deploy folder gets the JDK, slf4j and what declarative services need; the rest it brings along. */
    @Test
    public void connectorsImportNoLibrary() throws IOException {
        for (Bundle connector : connectors()) {
            assertThat(connector.imports(ManifestsTest::library))
                    .as(connector.folder())
                    .isEmpty();
        }
    }

    @Test
    public void connectorsExportNothing() throws IOException {
        for (Bundle connector : connectors()) {
            assertThat(connector.exports()).as(connector.folder()).isEmpty();
        }
    }

    /** Also keeps anybody from importing http or a connector: what is not exported cannot be. */
    @Test
    public void onlyContractsAreExported() throws IOException {
        for (Bundle bundle : core()) {
            Set<String> exported = bundle.exports();
            exported.removeIf(packages -> matches(MAY_BE_EXPORTED, packages));
            assertThat(exported).as(bundle.folder()).isEmpty();
        }
    }

    /** The baseline compares these versions; the bundle's own, or none, would say nothing of a package. */
    @Test
    public void everyPackageThatIsExportedHasAVersionOfItsOwn() throws IOException {
        for (Bundle bundle : core()) {
            for (String exported : bundle.exports()) {
                assertThat(bundle.parameters("Export-Package").get(exported).getVersion())
                        .as(bundle.folder() + " " + exported)
                        .matches("[1-9][0-9]*\\.[0-9]+\\.[0-9]+");
            }
        }
    }

    /** A provider's range such as [1.0,1.1) in a connector would tie it to one minor version of the server. */
    @Test
    public void connectorsImportTheApiAsConsumers() throws IOException {
        for (Bundle connector : connectors()) {
            for (String imported : connector.imports(CONNECTORS_MAY_IMPORT::contains)) {
                assertThat(connector.parameters("Import-Package").get(imported).getVersion())
                        .as(connector.folder() + " " + imported)
                        .endsWith(",2)");
            }
        }
    }

    @Test
    public void nothingIsImportedDynamically() throws IOException {
        assertThat(all()).noneMatch(bundle -> bundle.has("DynamicImport-Package"));
    }

    @Test
    public void nothingIsAFragmentOrRequiresABundle() throws IOException {
        assertThat(all()).noneMatch(bundle -> bundle.has("Fragment-Host") || bundle.has("Require-Bundle"));
    }

    @Test
    public void symbolicNamesAreThoseOfTheirFolders() throws IOException {
        for (Bundle bundle : core()) {
            assertThat(bundle.header("Bundle-SymbolicName")).isEqualTo(OURS + bundle.folder());
        }
        for (Bundle connector : connectors()) {
            assertThat(connector.header("Bundle-SymbolicName")).isEqualTo(OURS + "connectors." + connector.folder());
        }
    }

    private static boolean library(String packages) {
        return Stream.of("java.", "javax.", "io.patchbay.", "org.slf4j", "org.osgi.")
                .noneMatch(packages::startsWith);
    }

    private static boolean matches(Set<String> patterns, String packages) {
        return patterns.contains(packages) || patterns.contains(ALL_OF_SPI) && packages.startsWith("io.patchbay.spi.");
    }

    private static List<Bundle> all() throws IOException {
        return Stream.concat(core().stream(), connectors().stream()).toList();
    }

    private static List<Bundle> core() throws IOException {
        return below("patchbay.bundles", 10);
    }

    private static List<Bundle> connectors() throws IOException {
        return below("patchbay.connectors", 2);
    }

    private static List<Bundle> below(String property, int atLeast) throws IOException {
        List<Path> folders;
        try (Stream<Path> found = Files.list(Path.of(System.getProperty(property)))) {
            folders = found.filter(folder -> Files.exists(folder.resolve("bnd.bnd")))
                    .sorted()
                    .toList();
        }
        List<Bundle> bundles = new ArrayList<>();
        for (Path folder : folders) {
            bundles.add(Bundle.read(folder));
        }
        assertThat(bundles).as("bundles below " + property).hasSizeGreaterThanOrEqualTo(atLeast);
        return bundles;
    }

    /** One module with its manifest. */
    private record Bundle(String folder, Attributes headers) {

        static Bundle read(Path folder) throws IOException {
            try (InputStream in = Files.newInputStream(folder.resolve("target/classes/META-INF/MANIFEST.MF"))) {
                return new Bundle(folder.getFileName().toString(), new Manifest(in).getMainAttributes());
            }
        }

        boolean has(String header) {
            return headers.getValue(header) != null;
        }

        String header(String name) {
            return headers.getValue(name);
        }

        Parameters parameters(String header) {
            return OSGiHeader.parseHeader(has(header) ? header(header) : "");
        }

        Set<String> imports(Predicate<String> wanted) {
            return parameters("Import-Package").keySet().stream()
                    .filter(wanted)
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        Set<String> exports() {
            return new TreeSet<>(parameters("Export-Package").keySet());
        }
    }
}
