package io.patchbay.deploy.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipFile;
import jdk.security.jarsigner.JarSigner;
import org.junit.rules.ExternalResource;
import org.junit.rules.TemporaryFolder;

/** Creates keys and signs jars with them. */
public final class Signing extends ExternalResource {

    public static final String PASSWORD = "a password of the test";

    private final TemporaryFolder temporary = new TemporaryFolder();

    @Override
    protected void before() throws IOException {
        temporary.create();
    }

    @Override
    protected void after() {
        temporary.delete();
    }

    /** Returns rules that require signatures by the keys of this store. */
    public static Signatures required(Path store) {
        return new Signatures(true, Optional.of(new Signatures.TrustStore(store, PASSWORD)), Clock.systemUTC());
    }

    /** Creates a store with one key of this name. */
    public Path keyStore(String name) throws Exception {
        Path file = temporary.getRoot().toPath().resolve(name + ".p12");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-validity",
                        "3650",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD))
                .redirectErrorStream(true)
                .start();
        String printed = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(printed).isZero();
        return file;
    }

    public byte[] signed(byte[] jar, Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        String alias = keys.aliases().nextElement();
        KeyStore.PrivateKeyEntry key = (KeyStore.PrivateKeyEntry)
                keys.getEntry(alias, new KeyStore.PasswordProtection(PASSWORD.toCharArray()));
        Path file = Files.write(Files.createTempFile(temporary.getRoot().toPath(), "signed", ".jar"), jar);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            new JarSigner.Builder(key).signerName(alias).build().sign(zip, out);
        }
        return out.toByteArray();
    }
}
