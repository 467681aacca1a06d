package io.patchbay.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ops4j.pax.exam.CoreOptions.bootDelegationPackages;
import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.systemPackages;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** The bundles that are shipped, resolved and started together, and what happens when one of them is taken away. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class BundlesTest {

    private static final String KEY = "itests:secret";
    private static final String SHA_256 = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";
    private static final String CANARY = "canary-5e31c0de";
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Pattern URL = Pattern.compile("\"url\"\\s*:\\s*\"([^\"]+)\"");
    private static final String CALL = """
            {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {"_meta": {
             "io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientCapabilities": {}}}}""";

    @Inject
    private BundleContext context;

    @Inject
    private ServiceComponentRuntime components;

    /** What the launcher gives the framework, with folders of its own. */
    @Configuration
    public Option[] shipped() throws IOException {
        Path home = Path.of(System.getProperty("patchbay.distribution")).normalize();
        Path root = Files.createTempDirectory("patchbay-bundles");
        for (String folder : List.of("config", "deploy", "data")) {
            Files.createDirectories(root.resolve(folder));
        }
        Files.createDirectories(root.resolve("data/secrets"));
        Files.writeString(root.resolve("data/secrets/canary"), CANARY);
        Files.writeString(
                root.resolve("config/io.patchbay.http.cfg.json"),
                "{\"port\": 0, \".tlsPassword\": \"$[secret:canary]\"}");
        Files.writeString(
                root.resolve("config/io.patchbay.identity.key~itests.cfg.json"),
                "{\"name\": \"itests\", \".sha256\": \"" + SHA_256 + "\", \"effect\": \"write\"}");
        List<Option> options = new ArrayList<>(List.of(
                frameworkProperty("patchbay.home").value(home.toString()),
                frameworkProperty("patchbay.config")
                        .value(root.resolve("config").toString()),
                frameworkProperty("patchbay.deploy")
                        .value(root.resolve("deploy").toString()),
                frameworkProperty("patchbay.data").value(root.resolve("data").toString()),
                frameworkProperty("patchbay.version").value("0"),
                frameworkProperty("org.apache.felix.configadmin.plugin.interpolation.secretsdir")
                        .value(root.resolve("data/secrets").toString()),
                frameworkProperty("felix.cm.config.plugins").value("org.apache.felix.configadmin.plugin.interpolation"),
                frameworkProperty(Constants.FRAMEWORK_BUNDLE_PARENT).value(Constants.FRAMEWORK_BUNDLE_PARENT_APP),
                frameworkProperty(Constants.FRAMEWORK_BSNVERSION).value(Constants.FRAMEWORK_BSNVERSION_MULTIPLE),
                bootDelegationPackages("org.assertj.*"),
                systemPackages(
                        "org.slf4j;version=2.0.20",
                        "org.slf4j.event;version=2.0.20",
                        "org.slf4j.helpers;version=2.0.20",
                        "org.slf4j.spi;version=2.0.20",
                        "org.slf4j;version=1.7.36",
                        "org.slf4j.event;version=1.7.36",
                        "org.slf4j.helpers;version=1.7.36",
                        "org.slf4j.spi;version=1.7.36",
                        "org.osgi.service.log;version=1.4"),
                junitBundles()));
        try (Stream<Path> jars = Files.list(home.resolve("bundles"))) {
            jars.sorted().map(jar -> bundle(jar.toUri().toString())).forEach(options::add);
        }
        return options.toArray(Option[]::new);
    }

    @Test
    public void allAreActive() {
        assertThat(Stream.of(context.getBundles()).filter(bundle -> !fragment(bundle)))
                .allMatch(bundle -> bundle.getState() == Bundle.ACTIVE || bundle.getState() == Bundle.STARTING);
        assertThat(ours()).hasSizeGreaterThanOrEqualTo(10).allMatch(bundle -> bundle.getState() == Bundle.ACTIVE);
    }

    @Test
    public void allComponentsAreSatisfied() throws Exception {
        await(() -> unsatisfied().isEmpty() ? Optional.of(true) : Optional.empty(), "unsatisfied: " + unsatisfied());

        assertThat(unsatisfied()).isEmpty();
    }

    @Test
    public void answers() throws Exception {
        await(() -> Optional.of(post()).filter(response -> response.statusCode() == 200), "answer");
    }

    @Test
    public void publishesNoSecretAsAServiceProperty() throws Exception {
        ServiceReference<?>[] all = context.getAllServiceReferences(null, null);

        assertThat(all).isNotEmpty().allSatisfy(reference -> {
            for (String key : reference.getPropertyKeys()) {
                String value = Arrays.deepToString(new Object[] {reference.getProperty(key)});
                assertThat(value)
                        .as(reference + " " + key)
                        .doesNotContain(CANARY)
                        .doesNotContain(SHA_256);
            }
        });
    }

    @Test
    public void isNeverOpenWithoutIdentity() throws Exception {
        closesWithout("io.patchbay.identity");
    }

    @Test
    public void isNeverOpenWithoutPolicy() throws Exception {
        closesWithout("io.patchbay.policy");
    }

    @Test
    public void isNeverOpenWithoutAudit() throws Exception {
        closesWithout("io.patchbay.audit");
    }

    @Test
    public void isClosedWithoutProtocol() throws Exception {
        closesWithout("io.patchbay.protocol");
    }

    private void closesWithout(String name) throws Exception {
        await(() -> Optional.of(post()).filter(response -> response.statusCode() == 200), "answer before");
        Bundle guard = ours().stream()
                .filter(bundle -> bundle.getSymbolicName().equals(name))
                .findFirst()
                .orElseThrow();

        guard.stop(Bundle.STOP_TRANSIENT);
        HttpResponse<String> closed = post();
        guard.start(Bundle.START_TRANSIENT);

        assertThat(closed.statusCode()).isEqualTo(503);
        assertThat(closed.headers().firstValue("Retry-After")).contains("1");
        assertThat(closed.body()).doesNotContain("io.patchbay").doesNotContain("Exception");
        await(() -> Optional.of(post()).filter(response -> response.statusCode() == 200), "answer after");
    }

    private HttpResponse<String> post() throws IOException, InterruptedException {
        Path port = Path.of(context.getProperty("patchbay.data"), "http.port");
        Matcher url = URL.matcher(Files.readString(port));
        assertThat(url.find()).isTrue();
        HttpRequest request = HttpRequest.newBuilder(URI.create(url.group(1)).resolve("/mcp"))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + KEY)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", "tools/list")
                .POST(HttpRequest.BodyPublishers.ofString(CALL))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    private List<String> unsatisfied() {
        List<String> unsatisfied = new ArrayList<>();
        for (ComponentDescriptionDTO component : components.getComponentDescriptionDTOs()) {
            for (ComponentConfigurationDTO configuration : components.getComponentConfigurationDTOs(component)) {
                if ((configuration.state & (ComponentConfigurationDTO.ACTIVE | ComponentConfigurationDTO.SATISFIED))
                        == 0) {
                    unsatisfied.add(component.name + ": " + configuration.failure);
                }
            }
        }
        return unsatisfied;
    }

    private List<Bundle> ours() {
        return Stream.of(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().startsWith("io.patchbay."))
                .toList();
    }

    private static boolean fragment(Bundle bundle) {
        return bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
    }

    /** Awaitility is not inside the framework. */
    private static <T> T await(Callable<Optional<T>> look, String what) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Optional<T> seen = look.call();
        while (seen.isEmpty()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("No " + what + " after " + PATIENCE);
            }
            Thread.sleep(20);
            seen = look.call();
        }
        return seen.get();
    }
}
