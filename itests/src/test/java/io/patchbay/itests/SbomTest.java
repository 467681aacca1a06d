package io.patchbay.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.BeforeClass;
import org.junit.Test;

/** The bill of materials of the distribution lists what is shipped, and nothing else. */
public class SbomTest {

    private static final Path HOME =
            Path.of(System.getProperty("patchbay.distribution")).normalize();
    private static final String LAUNCHER = "patchbay-launcher.jar";

    /** Libraries inside other jars: what their classes are below, and their name in the bill of materials. */
    private static final Map<String, String> EMBEDDED = Map.ofEntries(
            Map.entry("com/google/re2j/", "re2j"),
            Map.entry("io/prometheus/metrics/config/", "prometheus-metrics-config"),
            Map.entry("io/prometheus/metrics/core/", "prometheus-metrics-core"),
            Map.entry("io/prometheus/metrics/expositionformats/", "prometheus-metrics-exposition-textformats"),
            Map.entry("io/prometheus/metrics/model/", "prometheus-metrics-model"),
            Map.entry("io/prometheus/metrics/tracer/agent/", "prometheus-metrics-tracer-otel-agent"),
            Map.entry("io/prometheus/metrics/tracer/common/", "prometheus-metrics-tracer-common"),
            Map.entry("io/prometheus/metrics/tracer/initializer/", "prometheus-metrics-tracer-initializer"),
            Map.entry("io/prometheus/metrics/tracer/otel/", "prometheus-metrics-tracer-otel"),
            Map.entry("jakarta/json/", "jakarta.json-api"),
            Map.entry("org/apache/felix/cm/json/", "org.apache.felix.cm.json"),
            Map.entry("org/eclipse/parsson/", "parsson"),
            Map.entry("org/kxml2/", "kxml2"),
            Map.entry("org/xmlpull/", "xmlpull"));

    /** Name to SHA-256, of all that the bill of materials lists. */
    private static final Map<String, String> listed = new TreeMap<>();

    private static JsonNode sbom;

    @BeforeClass
    public static void read() throws IOException {
        assumeTrue(
                "Maven writes no bill of materials in an offline build (-o); build again without it",
                Files.exists(HOME.resolve("sbom.cdx.json")));
        sbom = new ObjectMapper().readTree(HOME.resolve("sbom.cdx.json").toFile());
        for (JsonNode component : sbom.get("components")) {
            listed.put(component.get("name").asText(), sha256(component));
        }
    }

    @Test
    public void listsEveryJarByItsContent() throws IOException {
        Map<String, String> missing = new TreeMap<>();
        for (Path jar : jars()) {
            missing.put(HOME.relativize(jar).toString(), sha256(jar));
        }

        missing.values().removeAll(listed.values());

        assertThat(missing).isEmpty();
        assertThat(sbom.at("/metadata/component/name").asText()).isEqualTo("io.patchbay.distribution");
    }

    @Test
    public void listsEveryLibraryInsideAJar() throws IOException {
        TreeSet<String> missing = new TreeSet<>();
        for (Path jar : jars()) {
            for (String type : classes(jar)) {
                Optional<String> library = library(type);
                library.filter(name -> !listed.containsKey(name)).ifPresent(missing::add);
                if (isOurs(jar) && !type.startsWith("io/patchbay/") && library.isEmpty()) {
                    missing.add(HOME.relativize(jar) + ": " + type);
                }
            }
        }

        assertThat(missing).isEmpty();
    }

    @Test
    public void listsNothingThatIsNotShipped() throws IOException {
        Map<String, String> unshipped = new TreeMap<>(listed);
        for (Path jar : jars()) {
            unshipped.values().remove(sha256(jar));
            classes(jar).stream().flatMap(type -> library(type).stream()).forEach(unshipped::remove);
        }

        assertThat(unshipped).isEmpty();
    }

    @Test
    public void isTheSameInEachBuildOfTheSameSources() {
        UUID serial = UUID.fromString(sbom.get("serialNumber").asText().replace("urn:uuid:", ""));

        assertThat(serial.version()).as("made from a name, not at random").isEqualTo(3);
        assertThat(sbom.get("metadata").has("timestamp")).isFalse();
    }

    /** All but the launcher's, which is what the bill of materials is of, and the sources and references that come beside jars. */
    private static List<Path> jars() throws IOException {
        try (var files = Files.walk(HOME)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .filter(file -> !file.endsWith(LAUNCHER))
                    .filter(file -> !file.toString().matches(".*-(sources|javadoc)\\.jar"))
                    .toList();
        }
    }

    private static List<String> classes(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".class"))
                    .toList();
        }
    }

    private static Optional<String> library(String type) {
        return EMBEDDED.entrySet().stream()
                .filter(library -> type.startsWith(library.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static boolean isOurs(Path jar) throws IOException {
        return classes(jar).stream().anyMatch(type -> type.startsWith("io/patchbay/"));
    }

    private static String sha256(JsonNode component) {
        for (JsonNode hash : component.get("hashes")) {
            if (hash.get("alg").asText().equals("SHA-256")) {
                return hash.get("content").asText();
            }
        }
        throw new AssertionError("No SHA-256: " + component);
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
