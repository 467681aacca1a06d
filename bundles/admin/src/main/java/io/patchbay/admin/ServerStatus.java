package io.patchbay.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchbay.spi.audit.AuditTrail;
import io.patchbay.spi.deploy.Deployed;
import io.patchbay.spi.health.HealthCheck;
import io.patchbay.spi.health.Problem;
import io.patchbay.spi.identity.Authenticator;
import io.patchbay.spi.policy.CallPolicy;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The state of the server. The service is also registered under a JDK type, because the launcher shares no classes with bundles. */
@Component(
        service = {Supplier.class, ServerStatus.class},
        property = "patchbay=status")
public final class ServerStatus implements Supplier<Map<String, Object>> {

    /** The services that the server needs for every call, with the names that operators see. */
    private static final List<Map.Entry<Class<?>, String>> GUARDS = List.of(
            Map.entry(Authenticator.class, "identity"),
            Map.entry(CallPolicy.class, "policy"),
            Map.entry(AuditTrail.class, "the audit trail"),
            Map.entry(Deployed.class, "deployment"));

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<HealthCheck> checks = List.of();

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<Deployed> deployed = List.of();

    private final ObjectMapper mapper = new ObjectMapper();
    private final BundleContext context;

    @Activate
    public ServerStatus(BundleContext context) {
        this.context = context;
    }

    @Override
    public Map<String, Object> get() {
        JsonNode port = portFile();
        Optional<String> url = endpoint(port, "url");
        List<Problem> problems = problems();
        if (url.isEmpty()) {
            problems.add(new Problem(Problem.Severity.NOT_READY, "the HTTP port is not open yet"));
        }
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("ready", problems.stream().noneMatch(problem -> problem.severity() == Problem.Severity.NOT_READY));
        status.put("version", String.valueOf(context.getProperty("patchbay.version")));
        url.ifPresent(text -> status.put("url", text));
        endpoint(port, "local")
                .filter(text -> !url.equals(Optional.of(text)))
                .ifPresent(text -> status.put("local", text));
        if (port.path("certificate").isTextual()) {
            status.put("certificate", port.path("certificate").textValue());
        }
        status.put("pid", ProcessHandle.current().pid());
        status.put(
                "uptime",
                readable(Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime())));
        status.put("java", Runtime.version() + " (" + System.getProperty("java.vendor") + ")");
        status.put("memory", memory());
        status.put("config", context.getProperty("patchbay.config"));
        status.put("deploy", context.getProperty("patchbay.deploy"));
        status.put("data", context.getProperty("patchbay.data"));
        firstKey().ifPresent(file -> status.put("first key", file.toString()));
        status.put("connectors", connectors());
        status.put("problems", problems.stream().map(Problem::message).collect(Collectors.toList()));
        return status;
    }

    private List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        for (Map.Entry<Class<?>, String> guard : GUARDS) {
            if (context.getServiceReference(guard.getKey()) == null) {
                problems.add(new Problem(Problem.Severity.NOT_READY, guard.getValue() + " has not started yet"));
            }
        }
        for (HealthCheck check : checks) {
            problems.addAll(problems(check));
        }
        problems.addAll(bundleProblems());
        return problems;
    }

    private static List<Problem> problems(HealthCheck check) {
        try {
            return check.problems();
        } catch (RuntimeException e) {
            return List.of(new Problem(
                    Problem.Severity.DEGRADED,
                    "the health check of " + check.name() + " failed because of an internal error"));
        }
    }

    /**
     * Reports the server's own bundles that are not running. The health check of {@code deploy} reports the deployed
     * bundles that are not running.
     */
    private List<Problem> bundleProblems() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getState() != Bundle.ACTIVE
                        && !bundle.getLocation().startsWith("deploy:"))
                .filter(bundle -> bundle.getHeaders("").get(Constants.FRAGMENT_HOST) == null)
                .map(bundle -> new Problem(
                        Problem.Severity.NOT_READY, "the bundle " + bundle.getSymbolicName() + " is not running"))
                .collect(Collectors.toList());
    }

    /** Returns the content of the file {@code http.port} in the data folder; an empty object while no port is open. */
    private JsonNode portFile() {
        try {
            return mapper.readTree(Files.readAllBytes(Path.of(context.getProperty("patchbay.data"), "http.port")));
        } catch (IOException e) {
            return mapper.createObjectNode();
        }
    }

    private static Optional<String> endpoint(JsonNode port, String member) {
        return port.path(member).isTextual() ? Optional.of(port.path(member).textValue() + "/mcp") : Optional.empty();
    }

    private Optional<Path> firstKey() {
        return new FirstKeyFile(
                        Path.of(context.getProperty("patchbay.data")), Path.of(context.getProperty("patchbay.config")))
                .inUse();
    }

    private List<String> connectors() {
        return deployed.stream().flatMap(each -> each.connectors().stream()).toList();
    }

    private static String memory() {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return "heap " + mebibytes(heap.getUsed()) + " of at most " + mebibytes(heap.getMax());
    }

    private static String mebibytes(long bytes) {
        return (bytes >> 20) + " MiB";
    }

    private static String readable(Duration time) {
        String minutes = time.toHoursPart() + "h " + time.toMinutesPart() + "m " + time.toSecondsPart() + "s";
        return time.toDays() > 0 ? time.toDays() + "d " + minutes : minutes;
    }
}
