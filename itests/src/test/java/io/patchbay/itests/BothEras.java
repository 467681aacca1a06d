package io.patchbay.itests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.Rule;
import org.junit.rules.Timeout;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.AfterParam;
import org.junit.runners.Parameterized.BeforeParam;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;

/** One running distribution for each JDK and era, with the fixture in it and keys that are narrowed differently. */
@RunWith(Parameterized.class)
public abstract class BothEras {

    static Server server;
    static String all;
    static String clockOnly;
    static String promptsOnly;

    @Rule
    public final Timeout timeout = Timeout.seconds(60);

    @Parameter
    public Jdk jdk;

    @Parameter(1)
    public Era era;

    /** How a client is made. */
    public enum Era {
        LEGACY,
        MODERN;

        McpClient client(String key) throws IOException, InterruptedException {
            return this == MODERN ? McpClient.modern(server.endpoint(), key) : McpClient.legacy(server.endpoint(), key);
        }
    }

    @Parameters(name = "{0}, {1}")
    public static Collection<Object[]> all() {
        List<Object[]> all = new ArrayList<>();
        for (Jdk jdk : Jdk.all()) {
            for (Era era : Era.values()) {
                all.add(new Object[] {jdk, era});
            }
        }
        return all;
    }

    @BeforeParam
    public static void start(Jdk jdk, Era era) throws IOException, InterruptedException {
        Installation installation = new Installation("eras");
        all = installation.key("all");
        clockOnly = installation.key(
                "clock", Map.of("tools", List.of("clock_*"), "resources", List.of(), "prompts", List.of()));
        promptsOnly = installation.key(
                "prompts", Map.of("tools", List.of("clock_*"), "resources", List.of(), "prompts", List.of("*")));
        installation.allowWrites("test_trigger_*");
        installation.deploy("conformance");
        installation.deploy("clock");
        server = installation.start(jdk);
    }

    @AfterParam
    public static void stop() {
        server.close();
    }

    static JsonNode tree(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
