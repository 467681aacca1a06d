package io.patchbay.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.Test;

/** Every scenario that the official conformance suite has, those of extensions included. */
public class WholeConformanceTest {

    private static final int SCENARIOS = 65;

    @Test
    public void everyCheckOfEveryScenarioSucceeds() throws IOException, InterruptedException {
        Path node = Machine.node();
        Installation installation = new Installation("conformance");
        installation.setting("io.patchbay.identity", Installation.ANYBODY);
        installation.allowWrites("test_trigger_*");
        installation.deploy("conformance");
        Suite found;
        try (Server server = installation.start(Jdk.all().get(0))) {
            found = Suite.runAll(node, server.endpoint(), installation.root());
        }

        assertThat(found.scenarios()).as(found.output()).hasSize(SCENARIOS);
        found.scenarios()
                .forEach((scenario, checks) -> assertThat(checks)
                        .as(scenario)
                        .allMatch(check -> check.success() || check.note() || check.skipped()));
        assertThat(found.exit()).as(found.output()).isZero();
    }
}
