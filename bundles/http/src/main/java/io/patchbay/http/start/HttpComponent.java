package io.patchbay.http.start;

import io.patchbay.http.settings.HttpSettings;
import io.patchbay.protocol.Dispatcher;
import io.patchbay.spi.audit.AuditTrail;
import io.patchbay.spi.health.HealthCheck;
import io.patchbay.spi.identity.Authenticator;
import io.patchbay.spi.metrics.Metrics;
import io.patchbay.spi.policy.CallPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The {@link HttpServer} in OSGi: it listens from the start, and answers {@code /mcp} as soon as the guards are there. */
@Component(
        configurationPid = HttpComponent.PID,
        service = {},
        immediate = true)
@Designate(ocd = SettingsReader.Config.class)
public final class HttpComponent {

    static final String PID = "io.patchbay.http";

    private static final Logger log = LoggerFactory.getLogger(HttpComponent.class);
    private static final String DEPLOYED = "deploy:";

    private final HttpServer server;
    private final BundleContext context;
    private final SynchronousBundleListener stopping = this::stopping;

    @Activate
    public HttpComponent(SettingsReader.Config config, BundleContext context) throws Exception {
        this.context = context;
        List<String> refused = new ArrayList<>();
        this.server = new HttpServer(
                withPortOfStart(
                        isUnusable(context)
                                ? SettingsReader.distrustful(config)
                                : SettingsReader.first(config, refused::add)),
                Optional.ofNullable(context.getProperty("patchbay.data")).map(Path::of));
        refused.forEach(server::refused);
        server.start();
        context.registerService(HealthCheck.class, server, null);
        context.addBundleListener(stopping);
    }

    /** Whether our settings file is invalid and no earlier version of it is in force: these are the defaults then. */
    private static boolean isUnusable(BundleContext context) {
        ServiceReference<?> settings = context.getServiceReference(io.patchbay.spi.deploy.Settings.class);
        return settings != null
                && settings.getProperty(io.patchbay.spi.deploy.Settings.UNUSABLE) instanceof String[] pids
                && List.of(pids).contains(PID);
    }

    /** The command that started the server may have named a port, which the launcher has checked. */
    private HttpSettings withPortOfStart(HttpSettings settings) {
        return Optional.ofNullable(context.getProperty("patchbay.port"))
                .map(Integer::valueOf)
                .map(settings::withPortOfStart)
                .orElse(settings);
    }

    @Modified
    void modified(SettingsReader.Config config) {
        try {
            server.modified(withPortOfStart(SettingsReader.read(config)));
        } catch (IllegalArgumentException e) {
            server.refused(e.getMessage());
        }
    }

    @Deactivate
    void deactivate() {
        context.removeBundleListener(stopping);
        server.stop();
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindDispatcher(Dispatcher dispatcher) {
        server.guards().dispatcher.set(dispatcher);
    }

    void unbindDispatcher(Dispatcher dispatcher) {
        server.guards().dispatcher.compareAndSet(dispatcher, null);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindAuthenticator(Authenticator authenticator) {
        server.guards().authenticator.set(authenticator);
    }

    void unbindAuthenticator(Authenticator authenticator) {
        server.guards().authenticator.compareAndSet(authenticator, null);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindTrail(AuditTrail trail) {
        server.guards().trail.set(trail);
    }

    void unbindTrail(AuditTrail trail) {
        server.guards().trail.compareAndSet(trail, null);
    }

    /** Only to say so when it is missing: the dispatcher is what needs it. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindPolicy(CallPolicy policy) {
        server.guards().policy.set(policy);
    }

    void unbindPolicy(CallPolicy policy) {
        server.guards().policy.compareAndSet(policy, null);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindMetrics(Metrics metrics) {
        server.measure(metrics);
    }

    void unbindMetrics(Metrics metrics) {
        server.measureNoMore();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindCheck(HealthCheck check) {
        server.pages().add(check);
    }

    void unbindCheck(HealthCheck check) {
        server.pages().remove(check);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindContext(ServiceReference<ContextHandler> reference, ContextHandler handler) {
        if (reference.getBundle().getLocation().startsWith(DEPLOYED)) {
            log.warn(
                    "The handler of the deployed bundle {} is not mounted",
                    reference.getBundle().getSymbolicName());
            return;
        }
        Map<String, Object> properties = new HashMap<>();
        for (String key : reference.getPropertyKeys()) {
            properties.put(key, reference.getProperty(key));
        }
        server.mount(
                handler,
                properties,
                reference.getBundle().adapt(BundleWiring.class).getClassLoader());
    }

    void unbindContext(ContextHandler handler) {
        server.unmount(handler);
    }

    /** The framework stops: running calls finish before the bundles that serve them go. */
    private void stopping(BundleEvent event) {
        if (event.getType() == BundleEvent.STOPPING && event.getBundle().getBundleId() == 0) {
            server.stop();
        }
    }
}
