package io.patchbay.protocol.start;

import static java.util.Objects.requireNonNull;

import io.patchbay.protocol.Dispatcher;
import io.patchbay.protocol.Exchange;
import io.patchbay.protocol.call.OpenCalls;
import io.patchbay.protocol.seal.Sealer;
import io.patchbay.protocol.task.TaskLimits;
import io.patchbay.spi.audit.AuditTrail;
import io.patchbay.spi.deploy.Deployed;
import io.patchbay.spi.health.HealthCheck;
import io.patchbay.spi.health.Problem;
import io.patchbay.spi.identity.Authenticator;
import io.patchbay.spi.metrics.Metrics;
import io.patchbay.spi.policy.CallPolicy;
import io.patchbay.spi.tasks.TaskStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.metatype.annotations.Designate;

/**
 * The dispatcher as an OSGi service. The service is registered only while an authenticator, a policy and an audit trail
 * are present and the first deployment has finished. Without this service the server serves no request.
 */
@Component(
        configurationPid = "io.patchbay.protocol",
        service = {Dispatcher.class, HealthCheck.class, DispatcherComponent.class})
@Designate(ocd = ProtocolSettings.Config.class)
public final class DispatcherComponent implements Dispatcher, HealthCheck {

    private final Protocol protocol;
    private volatile ProtocolSettings settings;

    @Activate
    public DispatcherComponent(
            BundleContext context,
            ProtocolSettings.Config config,
            @Reference ServiceCatalog catalog,
            @Reference Authenticator authenticator,
            @Reference CallPolicy policy,
            @Reference AuditTrail trail,
            @Reference Deployed deployed,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL) TaskStore store,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL) Metrics metrics) {
        modified(config);
        Path data =
                Path.of(requireNonNull(context.getProperty("patchbay.data"), "The property patchbay.data is missing."));
        this.protocol = new Protocol(
                new Protocol.Parts(
                        catalog.catalog(),
                        authenticator,
                        policy,
                        trail,
                        Sealer.open(data.resolve("keys").resolve("seal.json")),
                        tasks(Optional.ofNullable(store)),
                        Optional.ofNullable(metrics),
                        Optional.ofNullable(context.getProperty("patchbay.version"))
                                .orElse("unknown"),
                        () -> settings.pageSize(),
                        tool -> settings.readsTexts(tool)),
                () -> settings.limits());
    }

    @Modified
    void modified(ProtocolSettings.Config config) {
        settings = ProtocolSettings.of(config);
    }

    @Deactivate
    void close() {
        protocol.close();
    }

    @Override
    public void dispatch(Exchange exchange) {
        protocol.dispatcher().dispatch(exchange);
    }

    /** Returns the calls that run or wait, for operators. */
    OpenCalls open() {
        return protocol.open();
    }

    @Override
    public String name() {
        return "calls";
    }

    @Override
    public List<Problem> problems() {
        return protocol.calls().problems().stream()
                .map(line -> new Problem(Problem.Severity.DEGRADED, line))
                .toList();
    }

    private Protocol.TaskParts tasks(Optional<TaskStore> store) {
        Supplier<TaskLimits> limits = () -> settings.taskLimits();
        return store.map(kept -> new Protocol.TaskParts(kept, limits))
                .orElseGet(() -> Protocol.TaskParts.inMemory(limits));
    }
}
