package io.patchbay.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.BeforeParam;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;

/** The official conformance suite, check by check, with no list of failures to expect. */
@RunWith(Parameterized.class)
public class ConformanceTest {

    private static final Map<String, Integer> SCORED = Map.of("2025-11-25", 30, "2026-07-28", 37);

    private static Suite found;

    @Parameter
    public Jdk jdk;

    @Parameter(1)
    public String revision;

    @Parameters(name = "{0}, {1}")
    public static Collection<Object[]> all() {
        List<Object[]> all = new ArrayList<>();
        for (Jdk jdk : Jdk.all()) {
            all.add(new Object[] {jdk, LegacyClient.VERSION});
            all.add(new Object[] {jdk, ModernClient.VERSION});
        }
        return all;
    }

    @BeforeParam
    public static void run(Jdk jdk, String revision) throws IOException, InterruptedException {
        Path node = Machine.node();
        Installation installation = new Installation("conformance");
        installation.setting("io.patchbay.identity", Installation.ANYBODY);
        installation.allowWrites("test_trigger_*");
        installation.deploy("conformance");
        try (Server server = installation.start(jdk)) {
            found = Suite.run(node, server.endpoint(), revision, installation.root());
        }
    }

    @Test
    public void everyCheckOfEveryScoredScenarioSucceeds() throws IOException {
        Requirements required = Requirements.of(revision);

        assertThat(required.scored()).hasSize(SCORED.get(revision));
        assertThat(unsuccessful(required.scored())).isEmpty();
        assertThat(counts(required.scored())).isEqualTo(required.scored());
    }

    @Test
    public void everyCheckOfEveryReportedScenarioSucceeds() throws IOException {
        Requirements required = Requirements.of(revision);

        assertThat(unsuccessful(required.reported())).isEmpty();
        assertThat(counts(required.reported())).isEqualTo(required.reported());
    }

    @Test
    public void onlyTheSuiteItselfSkips() throws IOException {
        for (String scenario : Requirements.of(revision).skipped()) {
            assertThat(found.scenarios().get(scenario)).as(scenario).allMatch(Suite.Check::skipped);
        }
    }

    @Test
    public void noScenarioIsMissingAndNoneUnknown() throws IOException {
        assertThat(found.scenarios().keySet())
                .isEqualTo(Requirements.of(revision).scenarios());
    }

    @Test
    public void theSuiteItselfIsContent() {
        assertThat(found.exit()).as(found.output()).isZero();
    }

    private static List<String> unsuccessful(Map<String, Integer> scenarios) {
        List<String> wrong = new ArrayList<>();
        for (String scenario : scenarios.keySet()) {
            for (Suite.Check check : found.scenarios().getOrDefault(scenario, List.of())) {
                if (!check.success() && !check.note()) {
                    wrong.add(check.status() + " " + scenario + ": " + check.id() + ": " + check.message());
                }
            }
        }
        return wrong;
    }

    private static Map<String, Integer> counts(Map<String, Integer> scenarios) {
        Map<String, Integer> counts = new TreeMap<>();
        for (String scenario : scenarios.keySet()) {
            List<Suite.Check> checks = found.scenarios().getOrDefault(scenario, List.of());
            counts.put(
                    scenario, (int) checks.stream().filter(Suite.Check::success).count());
        }
        return counts;
    }
}
