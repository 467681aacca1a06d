package io.patchbay.deploy.connector;

import static org.awaitility.Awaitility.await;

import io.patchbay.deploy.FaultyDisk;
import io.patchbay.deploy.TestJar;
import io.patchbay.deploy.bundle.AllowedPackages;
import io.patchbay.deploy.bundle.Build;
import io.patchbay.deploy.bundle.Fence;
import io.patchbay.deploy.bundle.ImportCheck;
import io.patchbay.deploy.bundle.JarJudge;
import io.patchbay.deploy.bundle.Signatures;
import io.patchbay.deploy.bundle.Slots;
import io.patchbay.deploy.bundle.Starter;
import io.patchbay.deploy.file.AcceptedVersions;
import io.patchbay.deploy.watch.Settling;
import io.patchbay.spi.health.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.rules.ExternalResource;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.hooks.service.EventListenerHook;
import org.osgi.framework.hooks.service.FindHook;
import org.osgi.framework.launch.Framework;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import sample.Working;

/** A connectors' folder with a real framework and real Declarative Services, so that tests see their real behaviour. */
public final class DeployFolder extends ExternalResource {

    static final String OFFERS_A_TOOL = "<service><provide interface=\"io.patchbay.api.Tool\"/></service>";

    private static final String API =
            "io.patchbay.api,io.patchbay.spi.policy,org.osgi.service.component.runtime;version=1.5,"
                    + "org.osgi.service.component.runtime.dto;version=1.5,org.osgi.service.component;version=1.5,org.osgi.util.promise;version=1.3,"
                    + "org.osgi.util.function;version=1.2,some.library;version=2.0";

    final FakePublisher publisher = new FakePublisher();
    final AtomicReference<Duration> longestStart = new AtomicReference<>(Duration.ofSeconds(30));
    final AtomicReference<Duration> longestDrain = new AtomicReference<>(Duration.ofSeconds(30));
    final AtomicReference<Signatures> signatures =
            new AtomicReference<>(new Signatures(false, Optional.empty(), Clock.systemUTC()));
    final FaultyDisk disk = new FaultyDisk();
    final AtomicBoolean stopping = new AtomicBoolean();
    final DeploymentCounters counters = new DeploymentCounters();
    private final TemporaryFolder temporary = new TemporaryFolder();
    private Framework framework;
    private Path deploy;
    private ConnectorProblems problems;
    private Connectors connectors;
    private JarJudge judge;

    @Override
    protected void before() throws Exception {
        temporary.create();
        deploy = temporary.newFolder("deploy").toPath();
        Map<String, String> properties = new HashMap<>();
        properties.put(
                Constants.FRAMEWORK_STORAGE, temporary.newFolder("framework").toString());
        properties.put(Constants.FRAMEWORK_BSNVERSION, Constants.FRAMEWORK_BSNVERSION_MULTIPLE);
        properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, API);
        properties.put("felix.log.level", "0");
        framework = new FrameworkFactory().newFramework(properties);
        framework.start();
        context()
                .installBundle(jar(FrameworkFactory.class, "org.apache.felix.cm.impl.Activator"))
                .start();
        context()
                .installBundle(jar(ServiceComponentRuntime.class, "org.apache.felix.scr.impl.Activator"))
                .start();
        String[] hooks = {
            ResolverHookFactory.class.getName(), FindHook.class.getName(), EventListenerHook.class.getName()
        };
        context().registerService(hooks, new Fence(new AllowedPackages()), null);
    }

    @Override
    protected void after() {
        try {
            framework.stop();
            framework.waitForStop(10_000);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        temporary.delete();
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    Path path() {
        return deploy;
    }

    /** Returns the folder of accepted versions. */
    Path kept() {
        return temporary.getRoot().toPath().resolve("data").resolve("accepted");
    }

    /** Makes the folder of accepted versions unwritable, also for root. */
    void breakKept() throws IOException {
        Files.move(kept(), kept().resolveSibling("elsewhere"));
        Files.writeString(kept(), "a file where a folder was");
    }

    void mendKept() throws IOException {
        Files.delete(kept());
        Files.move(kept().resolveSibling("elsewhere"), kept());
    }

    Connectors connectors() {
        return connectors;
    }

    OperatorActions actions() {
        return new OperatorActions(disk.path(deploy), connectors);
    }

    JarJudge judge() {
        return judge;
    }

    /** Restarts, as a server does, after the previous framework has stopped. */
    void load() throws IOException, InterruptedException {
        // A connector of the previous test may hang until its time limit.
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().matches("deploy(-(drain|stop|empty|load))?")));
        ServiceComponentRuntime runtime =
                context().getService(context().getServiceReference(ServiceComponentRuntime.class));
        publisher.published.clear();
        problems = new ConnectorProblems("deploy");
        AcceptedVersions accepted = new AcceptedVersions(disk.path(kept()), 4);
        judge = new JarJudge(disk.path(deploy), accepted, signatures::get);
        connectors = new Connectors(
                new Workshop(
                        disk.path(deploy),
                        new Slots(context()),
                        new ImportCheck(context(), new AllowedPackages()),
                        new Starter(context(), runtime, longestStart::get),
                        publisher,
                        accepted,
                        longestDrain::get,
                        judge,
                        counters,
                        stopping::get),
                problems);
        connectors.load();
    }

    void put(String name, byte[] bytes) throws IOException {
        Path part = Files.write(temporary.getRoot().toPath().resolve("part"), bytes);
        Files.move(part, deploy.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Writes a file and reports the change, as the watch does. */
    void change(String name, byte[] bytes) throws IOException {
        put(name, bytes);
        connectors.changed(new Settling.Changes(Set.of(name), Set.of()));
    }

    /** Runs automatic retries, as the watch does, until the condition is true. */
    void awaitHealed(java.util.function.BooleanSupplier like) {
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            connectors.scanned();
            return like.getAsBoolean();
        });
    }

    void delete(String name) throws IOException {
        Files.delete(deploy.resolve(name));
        connectors.changed(new Settling.Changes(Set.of(), Set.of(name)));
    }

    /** Waits until the view of a file meets the condition. */
    void awaitView(String name, java.util.function.Predicate<ConnectorView> like) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> connectors.deployments().stream()
                        .filter(deployment -> deployment.file().equals(name))
                        .anyMatch(deployment -> like.test(deployment.view())));
    }

    /** Waits until this version of {@link #version} serves. */
    void awaitVersion(String name, int version) {
        awaitView(
                name,
                view -> view.state() == ConnectorView.State.SERVING
                        && number(view).equals(version + ".0.0"));
    }

    String number(String name) {
        return number(view(name));
    }

    private static String number(ConnectorView view) {
        return view.build().map(Build::number).orElse("").replaceFirst("^(\\d+)$", "$1.0.0");
    }

    void awaitGone(String name) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> connectors.deployments().stream()
                        .noneMatch(deployment -> deployment.file().equals(name)));
    }

    ConnectorView view(String name) {
        return actions().find(name).view();
    }

    /** Returns all problems, one line each. */
    List<String> lines() {
        return new DeployHealth(problems, connectors)
                .problems().stream().map(Problem::message).toList();
    }

    /** Sets the configuration of a PID. */
    void configure(String pid, Map<String, ?> values) throws Exception {
        configuration(pid)
                .getClass()
                .getMethod("update", Dictionary.class)
                .invoke(configuration(pid), new Hashtable<>(values));
    }

    void unconfigure(String pid) throws Exception {
        configuration(pid).getClass().getMethod("delete").invoke(configuration(pid));
    }

    private Object configuration(String pid) throws Exception {
        BundleContext admin = context().getBundle(1).getBundleContext();
        Object service = admin.getService(admin.getServiceReference("org.osgi.service.cm.ConfigurationAdmin"));
        return service.getClass()
                .getMethod("getConfiguration", String.class, String.class)
                .invoke(service, pid, "?");
    }

    Bundle bundle(String owner) {
        return context().getBundle(publisher.published.get(owner));
    }

    /** Returns a connector with one working tool. */
    static TestJar working(String... headers) {
        return connector(headers).component(Working.class, "", OFFERS_A_TOOL);
    }

    public static byte[] version(int number) {
        return working("Bundle-Version", number + ".0.0").bytes();
    }

    static TestJar connector(String... headers) {
        Map<String, String> all = new HashMap<>(Map.of("Import-Package", "io.patchbay.api"));
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        return TestJar.with(all);
    }

    /** Finds Declarative Services on the test's class path. */
    private static String jar(Class<?> api, String activator) throws ClassNotFoundException {
        return Class.forName(activator, false, api.getClassLoader())
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString();
    }
}
