package io.patchbay.http.start;

import io.patchbay.http.settings.HttpSettings;
import io.patchbay.protocol.Dispatcher;
import io.patchbay.spi.audit.AuditTrail;
import io.patchbay.spi.health.HealthCheck;
import io.patchbay.spi.identity.Authenticator;
import io.patchbay.spi.metrics.Metrics;
import io.patchbay.spi.policy.CallPolicy;
import io.patchbay.spi.web.Routes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;
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

/**
 * Runs the {@link HttpServer} in OSGi. The port opens immediately. The server serves {@code /mcp} as soon as the guards are
 * present.
 */
@Component(
        configurationPid = HttpComponent.PID,
        service = {},
        immediate = true)
@Designate(ocd = HttpSettingsReader.Config.class)
public final class HttpComponent {

    static final String PID = "io.patchbay.http";

    private static final Logger log = LoggerFactory.getLogger(HttpComponent.class);
    private static final String DEPLOYED_PREFIX = "deploy:";

    private final HttpServer server;
    private final BundleContext context;
    private final SynchronousBundleListener stopping = this::stopping;

    @Activate
    public HttpComponent(HttpSettingsReader.Config config, BundleContext context) throws Exception {
        this.context = context;
        List<String> refused = new ArrayList<>();
        this.server = new HttpServer(
                withPortOfStart(
                        isUnusable(context)
                                ? HttpSettingsReader.assumingProxy(config)
                                : HttpSettingsReader.first(config, refused::add)),
                Optional.ofNullable(context.getProperty("patchbay.data")).map(Path::of));
        refused.forEach(server::refused);
        server.start();
        context.registerService(HealthCheck.class, server, null);
        context.addBundleListener(stopping);
    }

    /**
     * Returns whether the settings file is invalid and no previous settings are in force. A server without valid settings uses the
     * defaults.
     */
    private static boolean isUnusable(BundleContext context) {
        ServiceReference<?> settings = context.getServiceReference(io.patchbay.spi.deploy.Settings.class);
        return settings != null
                && settings.getProperty(io.patchbay.spi.deploy.Settings.UNUSABLE) instanceof String[] pids
                && List.of(pids).contains(PID);
    }

    /** Applies the port of the command that started the server, which the launcher has checked. */
    private HttpSettings withPortOfStart(HttpSettings settings) {
        return Optional.ofNullable(context.getProperty("patchbay.port"))
                .map(Integer::valueOf)
                .map(settings::withPortOfStart)
                .orElse(settings);
    }

    @Modified
    void modified(HttpSettingsReader.Config config) {
        try {
            server.modified(withPortOfStart(HttpSettingsReader.read(config)));
        } catch (IllegalArgumentException e) {
            server.refused(HttpSettingsReader.refusal(e));
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
        server.guards().bind(dispatcher);
    }

    void unbindDispatcher(Dispatcher dispatcher) {
        server.guards().unbind(dispatcher);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindAuthenticator(Authenticator authenticator) {
        server.guards().bind(authenticator);
    }

    void unbindAuthenticator(Authenticator authenticator) {
        server.guards().unbind(authenticator);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindTrail(AuditTrail trail) {
        server.guards().bind(trail);
    }

    void unbindTrail(AuditTrail trail) {
        server.guards().unbind(trail);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindPolicy(CallPolicy policy) {
        server.guards().bind(policy);
    }

    void unbindPolicy(CallPolicy policy) {
        server.guards().unbind(policy);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindMetrics(Metrics metrics) {
        server.startMetrics(metrics);
    }

    void unbindMetrics(Metrics metrics) {
        server.stopMetrics();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindCheck(HealthCheck check) {
        server.pages().add(check);
    }

    void unbindCheck(HealthCheck check) {
        server.pages().remove(check);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindRoutes(ServiceReference<Routes> reference, Routes routes) {
        Bundle bundle = reference.getBundle();
        if (bundle.getLocation().startsWith(DEPLOYED_PREFIX)) {
            log.warn(
                    "The HTTP routes of the bundle {} are not served: only bundles of the server may add routes",
                    bundle.getSymbolicName());
            return;
        }
        int ranking = reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer given ? given : 0;
        long id = (Long) reference.getProperty(Constants.SERVICE_ID);
        server.routes().add(routes, bundle.getSymbolicName(), ranking, id);
    }

    void unbindRoutes(Routes routes) {
        server.routes().remove(routes);
    }

    /**
     * Stops the server when the framework begins to stop. Running calls then finish before the framework stops the bundles that
     * serve calls.
     */
    private void stopping(BundleEvent event) {
        if (event.getType() == BundleEvent.STOPPING && event.getBundle().getBundleId() == 0) {
            server.stop();
        }
    }
}
