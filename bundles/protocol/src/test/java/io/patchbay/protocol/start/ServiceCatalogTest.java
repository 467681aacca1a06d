package io.patchbay.protocol.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.Connector;
import io.patchbay.api.Json;
import io.patchbay.api.Prompt;
import io.patchbay.api.Schema;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;
import io.patchbay.protocol.FakeConnector;
import io.patchbay.protocol.FakePrompt;
import io.patchbay.protocol.FakeTool;
import io.patchbay.protocol.catalog.Entry;
import io.patchbay.protocol.catalog.ToolEntry;
import io.patchbay.spi.admin.Invocation;
import io.patchbay.spi.deploy.Arrival;
import io.patchbay.spi.deploy.Publication;
import io.patchbay.spi.deploy.Publisher;
import io.patchbay.spi.deploy.RefusedException;
import io.patchbay.spi.health.Problem;
import io.patchbay.spi.metrics.Metrics;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;

/** Runs on a real framework, because a fake cannot show how the framework handles service references. */
public class ServiceCatalogTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final AtomicInteger installed = new AtomicInteger();
    private Path deploy;
    private Framework framework;
    private ServiceCatalog services;

    @Before
    public void start() throws BundleException, IOException {
        deploy = folder.newFolder("deploy").toPath();
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        "org.osgi.framework.storage",
                                folder.getRoot().toPath().resolve("felix").toString(),
                        "org.osgi.framework.system.packages.extra", "io.patchbay.api;version=1.0.0",
                        "patchbay.data",
                                folder.getRoot().toPath().resolve("data").toString(),
                        "patchbay.deploy", deploy.toString()));
        framework.start();
        services = new ServiceCatalog(framework.getBundleContext());
    }

    @After
    public void stop() throws BundleException, InterruptedException {
        services.close();
        framework.stop();
        framework.waitForStop(0);
    }

    @Test
    public void showsNothingOfABundleThatWasNotPublished() {
        Bundle bundle = bundle();
        register(bundle, Tool.class, FakeTool.named("t"), "n");
        Bundle other = bundle();
        register(other, Tool.class, FakeTool.named("u"), "n");

        Publication publication = publish("x.jar", bundle);

        assertThat(publication.names()).containsExactly("n_t");
        assertThat(tools()).containsExactly("n_t");
    }

    @Test
    public void writesTheNamesOfALoadWhenItEnds() {
        Path names = folder.getRoot().toPath().resolve("data/names.json");
        Bundle bundle = bundle();
        register(bundle, Tool.class, FakeTool.named("t"), "n");

        Publisher.Load load = services.beginLoad();
        publish("x.jar", bundle);
        assertThat(names).doesNotExist();
        load.close();

        assertThat(names).content().contains("x.jar");
    }

    @Test
    public void readsNamespaceAndRankingFromTheProperties() {
        Bundle bundle = bundle();
        register(bundle, Tool.class, FakeTool.named("a"), "n");
        bundle.getBundleContext()
                .registerService(
                        Tool.class,
                        FakeTool.named("z"),
                        properties(Map.of("mcp.namespace", "n", "service.ranking", 7)));
        bundle.getBundleContext().registerService(Tool.class, FakeTool.named("bare"), properties(Map.of()));

        publish("x.jar", bundle);

        assertThat(tools()).containsExactly("bare", "n_z", "n_a");
        bundle.getBundleContext()
                .registerService(Tool.class, FakeTool.named("odd"), properties(Map.of("mcp.namespace", 7)));
        assertThatThrownBy(() -> publish("x.jar", bundle))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("mcp.namespace");
        await().until(() -> services.refused("x.jar").stream().anyMatch(line -> line.contains("mcp.namespace")));
    }

    @Test
    public void followsWhatComesChangesAndGoes() {
        Bundle bundle = bundle();
        publish("x.jar", bundle);

        ServiceRegistration<?> tool = register(bundle, Tool.class, FakeTool.named("t"), "n");
        ServiceRegistration<?> prompt = register(bundle, Prompt.class, FakePrompt.named("p"), "n");
        await().until(() -> services.catalog().snapshot().entries().size() == 2);

        tool.setProperties(properties(Map.of("mcp.namespace", "renamed")));
        await().until(() -> tools().equals(List.of("renamed_t")));

        prompt.unregister();
        await().until(() -> services.catalog().snapshot().entries().size() == 1);

        tool.unregister();
        await().until(() -> services.catalog().snapshot().entries().isEmpty());
    }

    @Test
    public void aServiceThatCannotBeHadIsRefusedAndTheOthersLive() {
        Bundle bundle = bundle();
        Factory failing = new Factory(null);
        register(bundle, Tool.class, FakeTool.named("t"), "n");
        publish("x.jar", bundle);

        register(bundle, Tool.class, failing, "n");
        await().until(() -> !services.refused("x.jar").isEmpty());

        List<String> refused = services.refused("x.jar");
        assertThat(refused).singleElement().asString().contains("could not be obtained");
        assertThat(new CatalogHealth(services).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.severity()).isEqualTo(Problem.Severity.DEGRADED))
                .satisfies(problem -> assertThat(problem.message()).isEqualTo(refused.get(0)));
        register(bundle, Tool.class, FakeTool.named("u"), "n");
        await().until(() -> tools().equals(List.of("n_t", "n_u")));
        assertThat(failing.asked.get()).isOne();
        assertThat(services.refused("x.jar")).isEqualTo(refused);
    }

    @Test
    public void whatIsReplacedIsGivenBackAfterItsLastCall() {
        Bundle old = bundle();
        Factory factory = new Factory(FakeTool.named("t"));
        register(old, Tool.class, factory, "n");
        publish("x.jar", old);
        Entry entry = services.catalog().snapshot().tool("n_t").orElseThrow();
        entry.lease().acquire();

        Bundle fresh = bundle();
        register(fresh, Tool.class, FakeTool.named("t"), "n");
        CompletableFuture<Void> drained = services.publish(
                        new Arrival("x.jar", fresh.getBundleId(), OptionalLong.of(old.getBundleId())))
                .drained()
                .toCompletableFuture();

        assertThat(services.catalog().snapshot().tool("n_t").orElseThrow()).isNotSameAs(entry);
        assertThat(drained).isNotDone();
        assertThat(factory.held.get()).isOne();
        entry.lease().release();
        drained.join();
        assertThat(factory.held.get()).isZero();
    }

    @Test
    public void whatIsPausedStaysInSightWithoutItsServicesUntilItsSuccessorComes() {
        Bundle old = bundle();
        Factory factory = new Factory(FakeTool.named("t"));
        ServiceRegistration<?> tool = register(old, Tool.class, factory, "n");
        publish("x.jar", old);
        Entry entry = services.catalog().snapshot().tool("n_t").orElseThrow();

        services.pause("x.jar").drained().toCompletableFuture().join();
        tool.unregister();
        register(old, Tool.class, FakeTool.named("late"), "n");
        publish("y.jar", with(FakeTool.named("other")));

        assertThat(factory.held.get()).isZero();
        assertThat(tools()).containsExactly("n_t", "n_other");
        assertThat(services.catalog().snapshot().tool("n_t")).contains((ToolEntry) entry);
        assertThat(entry.lease().acquire()).isFalse();
        Bundle fresh = with(FakeTool.named("t"));
        services.publish(new Arrival("renamed.jar", fresh.getBundleId(), OptionalLong.of(old.getBundleId())));
        assertThat(services.names("renamed.jar")).containsExactly("n_t");
        assertThat(services.names("x.jar")).isEmpty();
    }

    @Test
    public void theIncumbentServesOnWhenItsSuccessorIsNoGood() {
        Bundle old = bundle();
        register(old, Tool.class, FakeTool.named("t"), "n");
        publish("x.jar", old);
        Bundle fresh = bundle();
        Factory unfit = new Factory(FakeTool.named("no good"));
        register(fresh, Tool.class, unfit, "n");

        assertThatThrownBy(() -> publish("x.jar", fresh))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no good");

        assertThat(tools()).containsExactly("n_t");
        assertThat(unfit.held.get()).isZero();
        register(old, Tool.class, FakeTool.named("later"), "n");
        await().until(() -> tools().equals(List.of("n_later", "n_t")));
    }

    @Test
    public void oneThatDoesNotSayWhatItOffersHoldsUpNoOther() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        Bundle hanging = with(hanging(asked, never));
        CompletableFuture<Publication> hangs = CompletableFuture.supplyAsync(() -> publish("hangs.jar", hanging));
        asked.await();

        Publication other = publish("x.jar", with(FakeTool.named("t")));
        services.withdraw("x.jar");
        services.retire("y.jar");

        assertThat(other.names()).containsExactly("n_t");
        assertThat(hangs).isNotDone();
        never.countDown();
        assertThat(hangs.get().names()).containsExactly("n_late");
    }

    /**
     * When deployment gives up a bundle, it stops the bundle. A bundle without services must not replace the serving
     * one.
     */
    @Test
    public void aPublicationThatIsGivenUpLeavesWhatServes() throws Exception {
        publish("x.jar", with(FakeTool.named("t")));
        CountDownLatch asked = new CountDownLatch(1);
        Bundle hanging = with(hanging(asked, new CountDownLatch(1)));
        Bundle empty = bundle();
        CompletableFuture<Void> first = new CompletableFuture<>();
        CompletableFuture<Void> second = new CompletableFuture<>();
        Thread one = new Thread(() -> run(() -> publish("x.jar", hanging), first));
        Thread two = new Thread(() -> run(() -> publish("x.jar", empty), second));
        one.start();
        asked.await();
        two.start();

        two.interrupt();
        one.interrupt();

        assertThatThrownBy(first::get).hasMessageContaining("it hangs at ");
        assertThatThrownBy(second::get).hasMessageContaining("interrupted while it waited for its turn");
        assertThat(tools()).containsExactly("n_t");
    }

    @Test
    public void nothingThatCouldBeHadIsAFailure() {
        Bundle bundle = bundle();
        register(bundle, Tool.class, new Factory(null), "n");

        assertThatThrownBy(() -> publish("x.jar", bundle)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> services.publish(new Arrival("y.jar", 4711, OptionalLong.empty())))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    public void retiringGivesEverythingBack() {
        Bundle bundle = bundle();
        Factory factory = new Factory(FakeTool.named("t"));
        register(bundle, Tool.class, factory, "n");
        publish("x.jar", bundle);

        services.retire("x.jar").drained().toCompletableFuture().join();

        assertThat(tools()).isEmpty();
        assertThat(factory.held.get()).isZero();
    }

    @Test
    public void aRenamedFileIsFollowedUnderItsNewName() {
        Bundle old = bundle();
        register(old, Tool.class, FakeTool.named("t"), "n");
        publish("clock-1.jar", old);
        Bundle fresh = bundle();
        register(fresh, Tool.class, FakeTool.named("t"), "n");

        services.publish(new Arrival("clock-2.jar", fresh.getBundleId(), OptionalLong.of(old.getBundleId())));
        register(fresh, Tool.class, FakeTool.named("u"), "n");

        await().until(() -> tools().equals(List.of("n_t", "n_u")));
        assertThat(services.catalog().snapshot().tools())
                .extracting(Entry::owner)
                .containsOnly("clock-2.jar");
    }

    @Test
    public void namesOfFilesThatWentWhileItWasDownAreFree() throws IOException {
        Files.createFile(deploy.resolve("here.jar"));
        publish("here.jar", with(FakeTool.named("kept")));
        publish("gone.jar", with(FakeTool.named("free")));
        services.close();

        services = new ServiceCatalog(framework.getBundleContext());
        Bundle newcomer = with(FakeTool.named("free"), FakeTool.named("kept"));
        Publication publication = publish("new.jar", newcomer);

        assertThat(publication.names()).containsExactly("n_free");
        assertThat(publication.refused()).singleElement().asString().contains("here.jar");
    }

    @Test
    public void tellsOperatorsWhatIsThereByOwner() {
        Bundle tools = with(FakeTool.named("t"));
        publish("x.jar", tools);
        register(tools, Tool.class, FakeTool.named("no good"), "n");
        await().until(() -> !services.refused("x.jar").isEmpty());
        Bundle connector = bundle();
        register(connector, Connector.class, new FakeConnector(FakeTool.named("c")), "m");
        publish("y.jar", connector);
        List<String> sent = new ArrayList<>();

        new CatalogCommand(services).run(new Invocation() {
            @Override
            public Arguments arguments() {
                return Arguments.of(Map.of());
            }

            @Override
            public void send(Json line) {
                sent.add(line.text());
            }
        });

        assertThat(sent).hasSize(2);
        assertThat(sent.get(0)).contains("\"owner\":\"x.jar\"", "tool n_t", "no good");
        assertThat(sent.get(1)).contains("\"owner\":\"y.jar\"", "tool m_c");
    }

    @Test
    public void countsWhatIsThere() throws Exception {
        Bundle tools = with(FakeTool.named("t"));
        publish("x.jar", tools);
        register(tools, Tool.class, FakeTool.named("no good"), "n");
        await().until(() -> !services.refused("x.jar").isEmpty());
        Map<String, DoubleSupplier> gauges = new HashMap<>();
        CatalogMetrics metrics = new CatalogMetrics(services, new Metrics() {
            @Override
            public Counter counter(String name, String help, String... labels) {
                throw new AssertionError(name);
            }

            @Override
            public Timer timer(String name, String help, String... labels) {
                throw new AssertionError(name);
            }

            @Override
            public AutoCloseable gauges(String name, String help, String label, Supplier<Map<String, Double>> values) {
                throw new AssertionError(name);
            }

            @Override
            public AutoCloseable gauge(String name, String help, DoubleSupplier value) {
                gauges.put(name, value);
                return () -> gauges.remove(name);
            }
        });

        assertThat(gauges.get("patchbay_catalog_tools").getAsDouble()).isEqualTo(1);
        assertThat(gauges.get("patchbay_catalog_prompts").getAsDouble()).isZero();
        assertThat(gauges.get("patchbay_catalog_refused").getAsDouble()).isEqualTo(1);
        metrics.close();
        assertThat(gauges).isEmpty();
    }

    private Publication publish(String owner, Bundle bundle) {
        return services.publish(new Arrival(owner, bundle.getBundleId(), OptionalLong.empty()));
    }

    private static void run(Runnable work, CompletableFuture<Void> outcome) {
        try {
            work.run();
            outcome.complete(null);
        } catch (RuntimeException e) {
            outcome.completeExceptionally(e);
        }
    }

    private static Tool hanging(CountDownLatch asked, CountDownLatch until) {
        return new Tool() {
            @Override
            public ToolDefinition definition() {
                asked.countDown();
                try {
                    until.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return ToolDefinition.readOnly("late", "Late.", Schema.EMPTY);
            }

            @Override
            public ToolResult call(Arguments arguments, CallContext context) {
                return ToolResult.text("late");
            }
        };
    }

    private List<String> tools() {
        return services.catalog().snapshot().tools().stream()
                .map(Entry::wireName)
                .toList();
    }

    private Bundle with(Tool... tools) {
        Bundle bundle = bundle();
        for (Tool tool : tools) {
            register(bundle, Tool.class, tool, "n");
        }
        return bundle;
    }

    private static ServiceRegistration<?> register(Bundle bundle, Class<?> type, Object service, String namespace) {
        return bundle.getBundleContext()
                .registerService(type.getName(), service, properties(Map.of("mcp.namespace", namespace)));
    }

    private static Dictionary<String, Object> properties(Map<String, Object> properties) {
        return new Hashtable<>(properties);
    }

    private Bundle bundle() {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", "connector" + installed.incrementAndGet());
        manifest.getMainAttributes().putValue("Import-Package", "io.patchbay.api");
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        try (JarOutputStream out = new JarOutputStream(jar, manifest)) {
            out.finish();
            Bundle bundle = framework
                    .getBundleContext()
                    .installBundle("test:" + installed.get(), new ByteArrayInputStream(jar.toByteArray()));
            bundle.start();
            return bundle;
        } catch (IOException | BundleException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Counts the holders of its service. A null service is what DS returns when the activation of a component failed.
     */
    private static final class Factory implements ServiceFactory<Object> {

        private final Object service;
        private final AtomicInteger asked = new AtomicInteger();
        private final AtomicInteger held = new AtomicInteger();

        Factory(Object service) {
            this.service = service;
        }

        @Override
        public Object getService(Bundle bundle, ServiceRegistration<Object> registration) {
            asked.incrementAndGet();
            held.incrementAndGet();
            return service;
        }

        @Override
        public void ungetService(Bundle bundle, ServiceRegistration<Object> registration, Object service) {
            held.decrementAndGet();
        }
    }
}
