package io.patchbay.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;

/** The official conformance suite for the revisions for which it has scenarios, but no requirements. */
@RunWith(Parameterized.class)
public class OlderConformanceTest {

    @Parameter
    public String revision;

    @Parameters(name = "{0}")
    public static List<String> revisions() {
        return List.of("2025-03-26", "2025-06-18");
    }

    @Test
    public void everyCheckOfEveryScenarioSucceeds() throws IOException, InterruptedException {
        Path node = Machine.node();
        Installation installation = new Installation("conformance");
        installation.setting("io.patchbay.identity", Installation.ANYBODY);
        installation.deploy("conformance");
        Suite found;
        try (Server server = installation.start(Jdk.all().get(0))) {
            found = Suite.runAll(node, server.endpoint(), revision, installation.root());
        }

        Map<String, Integer> counts = new TreeMap<>();
        found.scenarios().forEach((scenario, checks) -> {
            assertThat(checks).as(scenario).allMatch(check -> check.success() || check.note());
            counts.put(
                    scenario, (int) checks.stream().filter(Suite.Check::success).count());
        });
        assertThat(counts).isEqualTo(Requirements.of(revision).reported());
        assertThat(found.exit()).as(found.output()).isZero();
    }
}
