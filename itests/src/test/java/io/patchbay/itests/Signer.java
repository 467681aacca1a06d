package io.patchbay.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import jdk.security.jarsigner.JarSigner;

/** Somebody with a key, who signs connectors. */
final class Signer {

    static final String PASSWORD = "a password of the test";

    private final String name;
    private final Path store;

    Signer(Path folder, String name) throws IOException, InterruptedException {
        this.name = name;
        this.store = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
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
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        String printed = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(printed).isZero();
    }

    /** With its certificate, to be trusted. */
    Path store() {
        return store;
    }

    byte[] signed(byte[] jar) throws IOException, GeneralSecurityException {
        KeyStore.PrivateKeyEntry key =
                (KeyStore.PrivateKeyEntry) KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray())
                        .getEntry(name, new KeyStore.PasswordProtection(PASSWORD.toCharArray()));
        Path file = Files.write(Files.createTempFile(store.getParent(), name, ".jar"), jar);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            new JarSigner.Builder(key).signerName(name).build().sign(zip, out);
        }
        return out.toByteArray();
    }

    /** A jar with one more file in it, as somebody puts it there who has no key. */
    static byte[] with(byte[] jar, String entry, byte... bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar));
                ZipOutputStream copy = new ZipOutputStream(out)) {
            for (ZipEntry next = in.getNextEntry(); next != null; next = in.getNextEntry()) {
                copy.putNextEntry(new ZipEntry(next.getName()));
                in.transferTo(copy);
            }
            copy.putNextEntry(new ZipEntry(entry));
            copy.write(bytes);
        }
        return out.toByteArray();
    }
}
