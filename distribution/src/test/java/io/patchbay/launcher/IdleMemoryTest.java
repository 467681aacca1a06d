package io.patchbay.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.Test;

public class IdleMemoryTest {

    @Test
    public void returnsMostOfAHeapThatHasGrown() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xms24m",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Grown.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();

        String[] mebibytes = said.substring(said.lastIndexOf('\n') + 1).split(" ");

        assertThat(Integer.parseInt(mebibytes[0])).as(said).isGreaterThan(150);
        assertThat(Integer.parseInt(mebibytes[1])).as(said).isLessThan(40);
        assertThat(mebibytes[2]).as("the collector's own settings are back").isEqualTo("40/70");
    }

    /** Fills its heap, frees it, and returns the memory. */
    public static final class Grown {

        private Grown() {}

        public static void main(String[] arguments) {
            byte[][] load = new byte[200][];
            for (int i = 0; i < load.length; i++) {
                load[i] = new byte[1 << 20];
            }
            long before = Runtime.getRuntime().totalMemory();
            load = new byte[0][];
            new IdleMemory().returnMemory();
            System.out.println((before >> 20) + " " + ((Runtime.getRuntime().totalMemory() + load.length) >> 20) + " "
                    + flag("MinHeapFreeRatio") + "/" + flag("MaxHeapFreeRatio"));
        }

        private static String flag(String name) {
            return ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .getVMOption(name)
                    .getValue();
        }
    }
}
