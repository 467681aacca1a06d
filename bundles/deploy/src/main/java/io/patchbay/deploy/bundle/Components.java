package io.patchbay.deploy.bundle;

import io.patchbay.deploy.configadmin.Pid;
import io.patchbay.deploy.file.MachineFault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** Reads the states of a bundle's components from Declarative Services. */
public final class Components {

    private static final String HEADER = "Service-Component";

    private final ServiceComponentRuntime runtime;

    Components(ServiceComponentRuntime runtime) {
        this.runtime = runtime;
    }

    /** Returns whether a bundle describes any components. */
    boolean hasAny(Bundle bundle) {
        return !runtime.getComponentDescriptionDTOs(bundle).isEmpty();
    }

    /** Returns the current state of a bundle's components. */
    State state(Bundle bundle) {
        Collection<ComponentDescriptionDTO> descriptions = runtime.getComponentDescriptionDTOs(bundle);
        List<String> failed = new ArrayList<>();
        List<String> waiting = new ArrayList<>();
        List<String> detail = new ArrayList<>();
        if (descriptions.isEmpty()
                && bundle.getState() == Bundle.ACTIVE
                && bundle.getHeaders("").get(HEADER) != null) {
            failed.add("the component descriptions (" + bundle.getHeaders("").get(HEADER) + ") cannot be read");
        }
        Set<String> own = descriptions.stream()
                .flatMap(each -> Stream.of(each.serviceInterfaces))
                .collect(Collectors.toSet());
        for (ComponentDescriptionDTO description : descriptions) {
            Collection<ComponentConfigurationDTO> configurations = runtime.getComponentConfigurationDTOs(description);
            if (isWaitingForSettings(description, configurations)) {
                waiting.add(shortName(description) + " waits for its settings "
                        + Arrays.stream(description.configurationPid)
                                .map(pid -> pid + Pid.SUFFIX)
                                .collect(Collectors.joining(", ")));
            }
            for (ComponentConfigurationDTO configuration : configurations) {
                if (configuration.state == ComponentConfigurationDTO.FAILED_ACTIVATION) {
                    failed.add(shortName(description) + " did not start: " + Diagnosis.line(configuration.failure));
                    detail.addAll(Diagnosis.chain(Objects.toString(configuration.failure, "")));
                } else if (configuration.state == ComponentConfigurationDTO.UNSATISFIED_REFERENCE) {
                    addMissingServices(description, configuration, own, waiting);
                }
            }
        }
        return new State(failed, waiting, detail);
    }

    /**
     * Explains why a registered component does not provide its service. If no component has failed, a possible reason
     * is that the component's class cannot be loaded.
     */
    DeployException explainMissingService(Bundle bundle, String component) {
        State state = state(bundle);
        if (!state.failed.isEmpty()) {
            return state.failure();
        }
        ComponentDescriptionDTO description = runtime.getComponentDescriptionDTO(bundle, component);
        if (description != null) {
            try {
                bundle.loadClass(description.implementationClass);
            } catch (ClassNotFoundException | LinkageError e) {
                return new DeployException(
                        shortName(description) + " did not start: "
                                + Diagnosis.explainUnloadable(description.implementationClass, e),
                        e);
            }
        }
        return new DeployException(
                "the connector did not start: " + component + " provides no service and reports no reason");
    }

    private static boolean isWaitingForSettings(
            ComponentDescriptionDTO description, Collection<ComponentConfigurationDTO> configurations) {
        return configurations.isEmpty() && "require".equals(description.configurationPolicy)
                || configurations.stream()
                        .anyMatch(each -> each.state == ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION);
    }

    private static void addMissingServices(
            ComponentDescriptionDTO description,
            ComponentConfigurationDTO configuration,
            Set<String> own,
            List<String> waiting) {
        for (UnsatisfiedReferenceDTO reference : configuration.unsatisfiedReferences) {
            String wanted = Arrays.stream(description.references)
                    .filter(candidate -> candidate.name.equals(reference.name))
                    .map(candidate -> candidate.interfaceName)
                    .findFirst()
                    .orElse(reference.name);
            waiting.add(shortName(description) + " waits for the service " + wanted
                    + (own.contains(wanted)
                            ? ", which another component of the connector offers when ready"
                            : ", which no bundle offers"));
        }
    }

    private static String shortName(ComponentDescriptionDTO description) {
        return description.name.substring(description.name.lastIndexOf('.') + 1);
    }

    /**
     * The state of a bundle's components. Each element of the lists is one line of text.
     *
     * @param failed components that did not start, with the reason
     * @param waiting components that wait for settings or services, with their names
     * @param detail all causes of the failures
     */
    public record State(List<String> failed, List<String> waiting, List<String> detail) {

        public State {
            failed = List.copyOf(failed);
            waiting = List.copyOf(waiting);
            detail = List.copyOf(detail);
        }

        DeployException failure() {
            String line = String.join("; ", failed);
            boolean temporary = failed.stream().anyMatch(MachineFault::isIn)
                    || detail.stream().anyMatch(MachineFault::isIn);
            return new DeployException(
                    temporary ? DeployException.Kind.TEMPORARY : DeployException.Kind.FAULTY,
                    line,
                    Diagnosis.causesBeyond(detail, line));
        }

        /** Returns all failed and waiting components. */
        public List<String> lines() {
            List<String> lines = new ArrayList<>(failed);
            lines.addAll(waiting);
            return lines;
        }
    }
}
