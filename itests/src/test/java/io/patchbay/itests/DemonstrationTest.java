package io.patchbay.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** {@code patchbay demo}, as the README has its readers run it. */
public class DemonstrationTest {

    @Rule
    public final Timeout timeout = Timeout.seconds(300);

    @Test
    public void showsAConnectorComeChangeAndGoWithoutAFailedCall() throws IOException, InterruptedException {
        Installation.Cli demo = new Installation("demo").cli(Jdk.all().get(0), "demo");

        assertThat(demo.exit()).as(demo.out() + demo.err()).isZero();
        for (String revision : new String[] {"2026-07-28", "2025-11-25"}) {
            assertThat(demo.out())
                    .containsSubsequence(
                            "Deploying version 1",
                            "Replacing version 1 with version 2",
                            "Replacing version 2 with version 3, which is broken",
                            "com.example.missing",
                            "version 2 keeps serving",
                            "deleted");
            assertThat(demo.out())
                    .contains(
                            "client of " + revision + " sees [demo_greet] (Returns a greeting from version 1.)",
                            "client of " + revision + " sees [demo_greet] (Returns a greeting from version 2.)",
                            "client of " + revision + " sees no tool");
        }
        assertThat(demo.out()).contains(" 0 failed").doesNotContain("version 3.)");
        Matcher folder = Pattern.compile("Starting a server in (\\S+)\\.\n").matcher(demo.out());
        assertThat(folder.find()).isTrue();
        assertThat(Path.of(folder.group(1))).doesNotExist();
    }
}
