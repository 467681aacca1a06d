package io.patchbay.deploy.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.deploy.TestJar;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;

public class SignaturesTest {

    @ClassRule
    public static final Signing signing = new Signing();

    private static Path trusted;
    private static Path foreign;

    private final byte[] unsigned =
            TestJar.with(Map.of()).add("a.txt", "x").add("b/c.txt", "y").bytes();

    @BeforeClass
    public static void keys() throws Exception {
        trusted = signing.keyStore("trusted");
        foreign = signing.keyStore("foreign");
    }

    @Test
    public void acceptsNoNewJarWhileTheRequirementIsUnknown() throws Exception {
        Signatures unknown = new Signatures(false, Optional.empty(), Clock.systemUTC()).withUnknownRequirement();

        assertThatThrownBy(() -> unknown.check(unsigned, false))
                .hasMessageContaining("is not accepted while config/io.patchbay.deploy.cfg.json is invalid");
        assertThatCode(() -> unknown.check(unsigned, true)).doesNotThrowAnyException();
    }

    @Test
    public void acceptsUnsignedJarsWhereSignaturesAreNotRequired() {
        assertThatCode(() -> new Signatures(false, Optional.empty(), Clock.systemUTC()).check(unsigned, false))
                .doesNotThrowAnyException();
    }

    @Test
    public void acceptsAJarSignedByATrustedKey() throws Exception {
        byte[] signed = signing.signed(unsigned, trusted);

        assertThatCode(() -> Signing.required(trusted).check(signed, false)).doesNotThrowAnyException();
        assertThatCode(() -> JarFileCheck.check(signed)).doesNotThrowAnyException();
    }

    @Test
    public void refusesAnUnsignedJar() {
        refused(Signing.required(trusted), unsigned, "is not completely signed, but signatures are required: ");
    }

    @Test
    public void refusesAJarSignedByAnotherKey() throws Exception {
        refused(
                Signing.required(trusted),
                signing.signed(unsigned, foreign),
                "is not completely signed by one trusted signer: CN=foreign");
    }

    @Test
    public void refusesAJarWithAnEntryAddedLater() throws Exception {
        refused(
                Signing.required(trusted),
                with(signing.signed(unsigned, trusted), "evil.class", "evil"),
                "evil.class is not signed");
        refused(
                Signing.required(trusted),
                with(signing.signed(unsigned, trusted), "META-INF/services/x", "evil"),
                "META-INF/services/x is not signed");
    }

    @Test
    public void refusesAJarWithAnEntryChangedLater() throws Exception {
        refused(
                Signing.required(trusted),
                with(signing.signed(unsigned, trusted), "a.txt", "evil"),
                "does not match its content");
    }

    @Test
    public void refusesAManifestChangedLater() throws Exception {
        byte[] signed = signing.signed(unsigned, trusted);
        String manifest = new String(entry(signed, "META-INF/MANIFEST.MF"), StandardCharsets.UTF_8);

        byte[] changed = with(signed, "META-INF/MANIFEST.MF", manifest.replace("test.bundle", "evil.bundle"));

        refused(Signing.required(trusted), changed, "");
    }

    @Test
    public void refusesAJarWhoseEntriesHaveDifferentSigners() throws Exception {
        byte[] both = signing.signed(with(signing.signed(unsigned, foreign), "later.txt", "z"), trusted);

        assertThatCode(() -> Signing.required(trusted).check(both, false)).doesNotThrowAnyException();
        refused(Signing.required(foreign), both, "is not completely signed by one trusted signer");
    }

    @Test
    public void refusesAnExpiredCertificateUnlessTheJarIsKnown() throws Exception {
        byte[] signed = signing.signed(unsigned, trusted);
        Clock later = Clock.fixed(Instant.now().plus(Duration.ofDays(4000)), ZoneOffset.UTC);
        Signatures signatures =
                new Signatures(true, Optional.of(new Signatures.TrustStore(trusted, Signing.PASSWORD)), later);

        refused(signatures, signed, "whose certificate is expired or not yet valid");
        assertThatCode(() -> signatures.check(signed, true)).doesNotThrowAnyException();
    }

    @Test
    public void failsClosedWithoutATrustStore() throws Exception {
        byte[] signed = signing.signed(unsigned, trusted);

        refused(new Signatures(true, Optional.empty(), Clock.systemUTC()), signed, "trustStore is not set");
        refused(Signing.required(trusted.resolveSibling("none")), signed, "cannot be read");
        refused(
                new Signatures(true, Optional.of(new Signatures.TrustStore(trusted, "wrong")), Clock.systemUTC()),
                signed,
                "cannot be read");
        assertThat(new Signatures.TrustStore(trusted, Signing.PASSWORD))
                .asString()
                .doesNotContain(Signing.PASSWORD);
    }

    private static void refused(Signatures signatures, byte[] jar, String why) {
        assertThatThrownBy(() -> signatures.check(jar, false))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining(why);
    }

    /** Returns the jar with this entry, which replaces an entry of the same name. */
    private static byte[] with(byte[] jar, String name, String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        boolean replaced = false;
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar));
                ZipOutputStream copy = new ZipOutputStream(out)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                copy.putNextEntry(new ZipEntry(entry.getName()));
                byte[] before = in.readAllBytes();
                replaced |= entry.getName().equals(name);
                copy.write(entry.getName().equals(name) ? text.getBytes(StandardCharsets.UTF_8) : before);
                copy.closeEntry();
            }
            if (!replaced) {
                copy.putNextEntry(new ZipEntry(name));
                copy.write(text.getBytes(StandardCharsets.UTF_8));
                copy.closeEntry();
            }
        }
        return out.toByteArray();
    }

    private static byte[] entry(byte[] jar, String name) throws IOException {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.getName().equals(name)) {
                    return in.readAllBytes();
                }
            }
        }
        throw new AssertionError(name);
    }
}
