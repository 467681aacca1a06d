package io.patchbay.deploy.connector;

import io.patchbay.spi.health.HealthCheck;
import io.patchbay.spi.health.Problem;
import java.util.ArrayList;
import java.util.List;

/** Reports the current problems of the connectors' folder and its files. */
public final class DeployHealth implements HealthCheck {

    private final ConnectorProblems folder;
    private final Connectors connectors;

    public DeployHealth(ConnectorProblems folder, Connectors connectors) {
        this.folder = folder;
        this.connectors = connectors;
    }

    @Override
    public String name() {
        return folder.name();
    }

    @Override
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>(folder.problems());
        connectors.lines().forEach(line -> problems.add(new Problem(Problem.Severity.DEGRADED, line)));
        return problems;
    }
}
