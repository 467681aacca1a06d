package io.patchbay.deploy.bundle;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.deploy.TestJar;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class JarFileCheckTest {

    private final byte[] good =
            TestJar.with(Map.of()).add("a.txt", "x".repeat(5000)).bytes();

    @Test
    public void acceptsABundle() {
        assertThatCode(() -> JarFileCheck.check(good)).doesNotThrowAnyException();
    }

    @Test
    public void refusesAnIncompleteJar() {
        refused(new byte[0], "is not a jar");
        refused("hello, I am a text".getBytes(StandardCharsets.UTF_8), "is not a jar");
        refused("PK".getBytes(StandardCharsets.UTF_8), "is not a jar");
        for (int length : new int[] {5, good.length / 2, good.length - 30, good.length - 1}) {
            refused(Arrays.copyOf(good, length), "is not a complete jar");
        }
    }

    @Test
    public void refusesAJarWithADamagedFile() {
        byte[] damaged = good.clone();
        for (int i = 60; i < 90; i++) {
            damaged[i] ^= 0x55;
        }

        assertThatThrownBy(() -> JarFileCheck.check(damaged)).isInstanceOf(DeployException.class);
    }

    @Test
    public void refusesAJarThatIsNotABundle() {
        refused(TestJar.plain(Map.of()).bytes(), "is not an OSGi bundle");
        refused(TestJar.plain(Map.of("Bundle-SymbolicName", "x")).bytes(), "is not an OSGi bundle");
        refused(TestJar.with(Map.of("Bundle-SymbolicName", " ")).bytes(), "is not an OSGi bundle");
    }

    @Test
    public void refusesABundleThatReachesIntoOthers() {
        refused(TestJar.with(Map.of("Fragment-Host", "io.patchbay.api")).bytes(), "fragment");
        refused(
                TestJar.with(Map.of("Fragment-Host", "system.bundle;extension:=framework"))
                        .bytes(),
                "fragment");
        refused(TestJar.with(Map.of("Require-Bundle", "io.patchbay.protocol")).bytes(), "Require-Bundle");
        refused(TestJar.with(Map.of("DynamicImport-Package", "*")).bytes(), "DynamicImport-Package");
        refused(TestJar.with(Map.of("dynamicimport-package", "*")).bytes(), "DynamicImport-Package");
        refused(TestJar.with(Map.of("Export-Package", "x")).bytes(), "Export-Package");
    }

    /** The framework uses the second manifest, a check that reads from the start the first. */
    @Test
    public void refusesAJarWithTwoManifests() {
        String second =
                "Manifest-Version: 1.0\r\nBundle-ManifestVersion: 2\r\nBundle-SymbolicName: x\r\nRequire-Bundle: io.patchbay.protocol\r\n\r\n";
        for (String name : List.of("META-INF/MANIFEST.MF", "meta-inf/manifest.mf")) {
            byte[] jar =
                    TestJar.with(Map.of()).add("XXXX-XXX/XXXXXXXX.XX", second).bytes();
            String renamed = new String(jar, StandardCharsets.ISO_8859_1).replace("XXXX-XXX/XXXXXXXX.XX", name);

            refused(renamed.getBytes(StandardCharsets.ISO_8859_1), "two manifests");
        }
    }

    @Test
    public void refusesPathsOutsideTheJar() {
        for (String name : List.of("../evil.sh", "a/../../evil.sh", "/etc/passwd", "a\\..\\evil", "C:/evil", "..")) {
            refused(TestJar.with(Map.of()).add(name, "x").bytes(), "path outside the jar");
        }
        assertThatCode(() -> JarFileCheck.check(
                        TestJar.with(Map.of()).add("a..b/c...txt", "x").bytes()))
                .doesNotThrowAnyException();
    }

    @Test
    public void refusesAJarThatContainsTheContract() {
        refused(
                TestJar.with(Map.of()).add(io.patchbay.api.Tool.class).bytes(),
                "contains io.patchbay.api, which a connector must import");
    }

    @Test
    public void refusesAJarWithTheSameFileTwice() {
        byte[] jar = TestJar.with(Map.of()).add("a.txt", "x").add("b.txt", "y").bytes();

        refused(
                new String(jar, StandardCharsets.ISO_8859_1)
                        .replace("b.txt", "a.txt")
                        .getBytes(StandardCharsets.ISO_8859_1),
                "contains a.txt twice");
    }

    private static void refused(byte[] bytes, String why) {
        assertThatThrownBy(() -> JarFileCheck.check(bytes))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining(why);
    }
}
