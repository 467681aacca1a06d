package io.patchbay.deploy;

import io.patchbay.deploy.bundle.AllowedPackages;
import io.patchbay.deploy.bundle.Fence;
import io.patchbay.deploy.bundle.ImportCheck;
import io.patchbay.deploy.bundle.JarJudge;
import io.patchbay.deploy.bundle.ShippedConnectors;
import io.patchbay.deploy.bundle.Signatures;
import io.patchbay.deploy.bundle.Slots;
import io.patchbay.deploy.bundle.Starter;
import io.patchbay.deploy.bundle.TrustWatch;
import io.patchbay.deploy.configadmin.Delivery;
import io.patchbay.deploy.connector.ConnectorCommand;
import io.patchbay.deploy.connector.ConnectorProblems;
import io.patchbay.deploy.connector.Connectors;
import io.patchbay.deploy.connector.DeployHealth;
import io.patchbay.deploy.connector.DeploymentCounters;
import io.patchbay.deploy.connector.Workshop;
import io.patchbay.deploy.file.AcceptedVersions;
import io.patchbay.deploy.watch.FolderWatch;
import io.patchbay.spi.admin.Command;
import io.patchbay.spi.deploy.Deployed;
import io.patchbay.spi.deploy.Publisher;
import io.patchbay.spi.deploy.Settings;
import io.patchbay.spi.health.HealthCheck;
import io.patchbay.support.DaemonThread;
import io.patchbay.support.FailureText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.hooks.service.EventListenerHook;
import org.osgi.framework.hooks.service.FindHook;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits until the catalog accepts publications, deploys the connectors' folder, and then registers {@link Deployed}. */
@Component(service = ConnectorLoader.class, immediate = true, configurationPid = ConnectorLoader.PID)
@Designate(ocd = ConnectorLoader.Config.class)
public final class ConnectorLoader {

    static final String PID = "io.patchbay.deploy";

    private static final int MAX_VERSIONS = 4;
    private static final Logger log = LoggerFactory.getLogger(ConnectorLoader.class);

    private final BundleContext context;
    private final Connectors connectors;
    private final ShippedConnectors shipped;
    private final DeploymentCounters counters = new DeploymentCounters();
    private final ConnectorProblems problems = new ConnectorProblems("deploy");
    private final List<ServiceRegistration<?>> registrations = new CopyOnWriteArrayList<>();
    private final Thread worker;
    private final FolderWatch watch;
    private final TrustWatch trust;
    private final ServiceReference<Settings> loaded;
    private final ServiceListener settingsChanged = this::settingsChanged;
    private volatile Config settings;
    private volatile boolean stopping;

    /** The settings for the start of connectors. */
    @ObjectClassDefinition(name = "Deployment", description = "Sets how connectors are started")
    @interface Config {
        @AttributeDefinition(
                description =
                        "The maximum time for the start of a connector, in seconds. After that time, the server refuses the connector. Other connectors are not affected",
                min = "1")
        int startSeconds() default 30;

        @AttributeDefinition(
                description =
                        "The maximum time for calls into the old version of a connector, in seconds. After that time, the server stops the old version while the calls run",
                min = "0")
        int drainSeconds() default 60;

        @AttributeDefinition(
                description =
                        "If true, every file in a connector's jar must be signed by one key in the trust store. Connectors that came with the server need no signature")
        boolean requireSignature() default false;

        @AttributeDefinition(
                description =
                        "The key store (PKCS12 or JKS) with the certificates of the trusted signers. The store is required if signatures are required")
        String trustStore() default "";

        @AttributeDefinition(
                type = AttributeType.PASSWORD,
                description =
                        "The password of the trust store, if it has one, as a reference: $[secret:NAME] or $[env:NAME]")
        String _trustStorePassword() default "";
    }

    /** @param loaded tells whether the settings of this component are valid; connectors start after all settings are loaded */
    @Activate
    public ConnectorLoader(
            BundleContext context,
            Config config,
            @Reference ServiceReference<Settings> loaded,
            @Reference Publisher publisher,
            @Reference ServiceComponentRuntime runtime)
            throws IOException, InterruptedException {
        this.context = context;
        this.settings = config;
        this.loaded = loaded;
        this.shipped = new ShippedConnectors(
                Optional.ofNullable(context.getProperty("patchbay.home")).map(Path::of));
        AllowedPackages allowed = new AllowedPackages();
        Path folder = Path.of(context.getProperty("patchbay.deploy"));
        AcceptedVersions accepted =
                new AcceptedVersions(Path.of(context.getProperty("patchbay.data"), "accepted", "deploy"), MAX_VERSIONS);
        Workshop workshop = new Workshop(
                folder,
                new Slots(context),
                new ImportCheck(context, allowed),
                new Starter(context, runtime, () -> Duration.ofSeconds(settings.startSeconds())),
                publisher,
                accepted,
                () -> Duration.ofSeconds(settings.drainSeconds()),
                new JarJudge(folder, accepted, () -> signatures(settings)),
                counters,
                this::isStopping);
        this.connectors = new Connectors(workshop, problems);
        this.watch = new FolderWatch(folder, Connectors::isConnectorFile, connectors);
        this.trust = new TrustWatch(connectors::judgeAll);
        watchTrustStore();
        problems.begin(ConnectorProblems.FOLDER, "connectors are being deployed; clients are served afterwards");
        registrations.add(context.registerService(HealthCheck.class, new DeployHealth(problems, connectors), null));
        ConnectorCommand.all(workshop, connectors)
                .forEach(command -> registrations.add(context.registerService(Command.class, command, null)));
        registrations.add(context.registerService(
                ConfigurationListener.class,
                event -> {
                    if (!Delivery.isMarker(event)) {
                        connectors.retryRecoverable();
                    }
                },
                null));
        context.addServiceListener(settingsChanged);
        registrations.add(context.registerService(Runnable.class, connectors::retryRecoverable, Reload.SERVICE));
        String[] hooks = {
            ResolverHookFactory.class.getName(), FindHook.class.getName(), EventListenerHook.class.getName()
        };
        registrations.add(context.registerService(hooks, new Fence(allowed), null));
        this.worker = DaemonThread.of(this::deploy, "deploy");
        worker.start();
    }

    @Modified
    void modified(Config config) throws InterruptedException {
        Config before = settings;
        settings = config;
        if (before.requireSignature() != config.requireSignature()
                || !before.trustStore().equals(config.trustStore())
                || !before._trustStorePassword().equals(config._trustStorePassword())) {
            watchTrustStore();
            connectors.judgeAll();
        }
    }

    @Deactivate
    void stop() throws InterruptedException {
        stopping = true;
        context.removeServiceListener(settingsChanged);
        worker.interrupt();
        worker.join();
        watch.stop();
        trust.watch(Optional.empty());
        registrations.forEach(ServiceRegistration::unregister);
    }

    Connectors connectors() {
        return connectors;
    }

    DeploymentCounters counters() {
        return counters;
    }

    private void watchTrustStore() throws InterruptedException {
        trust.watch(
                settings.requireSignature() ? trustStore(settings).map(Signatures.TrustStore::file) : Optional.empty());
    }

    private Signatures signatures(Config config) {
        Signatures signatures =
                new Signatures(config.requireSignature(), trustStore(config), shipped, Clock.systemUTC());
        return isInvalid() ? signatures.withUnknownRequirement() : signatures;
    }

    /**
     * Returns whether the settings file of this component is invalid now. While the file is invalid, the server does
     * not know whether signatures are required.
     */
    private boolean isInvalid() {
        return loaded.getProperty(Settings.INVALID) instanceof String[] pids
                && List.of(pids).contains(PID);
    }

    private void settingsChanged(ServiceEvent event) {
        if (event.getType() == ServiceEvent.MODIFIED
                && event.getServiceReference().equals(loaded)) {
            connectors.retryRecoverable();
        }
    }

    private static Optional<Signatures.TrustStore> trustStore(Config config) {
        return config.trustStore().isBlank()
                ? Optional.empty()
                : Optional.of(new Signatures.TrustStore(Path.of(config.trustStore()), config._trustStorePassword()));
    }

    private void deploy() {
        try {
            boolean failed = false;
            while (!tryLoad()) {
                failed = true;
                TimeUnit.SECONDS.sleep(1);
            }
            if (failed) {
                problems.resolve(ConnectorProblems.FOLDER);
            } else {
                problems.end(ConnectorProblems.FOLDER);
            }
            registrations.add(context.registerService(Deployed.class, connectors, null));
            watch.start();
        } catch (InterruptedException e) {
            log.debug("Stopped while deploying");
        } catch (RuntimeException | Error e) {
            if (!isStopping()) {
                log.error("The connectors' folder is not watched: the server notices changes only at a restart", e);
                problems.reportNotReady(
                        ConnectorProblems.FOLDER,
                        ConnectorProblems.FOLDER + " is not watched: " + FailureText.of(e) + "; restart the server");
            }
        }
    }

    private boolean tryLoad() throws InterruptedException {
        try {
            watch.markFilesKnown();
            connectors.load();
            return true;
        } catch (IOException e) {
            if (!isStopping()) {
                reportNotLoaded("cannot be read: " + FailureText.of(e));
            }
        } catch (RuntimeException | Error e) {
            if (!isStopping()) {
                log.error("The connectors could not be deployed; the server retries automatically", e);
                reportNotLoaded("could not be deployed: " + FailureText.of(e));
            }
        }
        return false;
    }

    private void reportNotLoaded(String why) {
        problems.reportNotReady(
                ConnectorProblems.FOLDER,
                ConnectorProblems.FOLDER + " " + why
                        + "; no client is served until the folder is loaded; the server retries automatically");
    }

    /** Returns whether this component or the framework is stopping. Failures during a stop are not reported. */
    private boolean isStopping() {
        return stopping || context.getBundle(Constants.SYSTEM_BUNDLE_ID).getState() == Bundle.STOPPING;
    }
}
