package io.patchbay.http.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.patchbay.http.TestServer;
import io.patchbay.http.Wait;
import io.patchbay.http.settings.HttpSettings;
import io.patchbay.http.start.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class PemTest {

    private static final String PASSWORD = "only-for-this-test";
    private static final String ENCRYPTION = "PBEWithHmacSHA256AndAES_256";

    @ClassRule
    public static final TemporaryFolder STORES = new TemporaryFolder();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private static KeyStore keys;

    @BeforeClass
    public static void makeKeys() throws Exception {
        Path store = STORES.getRoot().toPath().resolve("keys.p12");
        make(store, "ca", "-keyalg", "EC", "-ext", "bc:c");
        make(store, "ec", "-keyalg", "EC", "-signer", "ca", "-ext", "san=dns:localhost,ip:127.0.0.1");
        make(store, "rsa", "-keyalg", "RSA", "-keysize", "2048", "-ext", "san=dns:localhost");
        keys = KeyStore.getInstance("PKCS12");
        keys.load(new ByteArrayInputStream(Files.readAllBytes(store)), PASSWORD.toCharArray());
    }

    @Test
    public void servesWithPemFiles() throws Exception {
        Path certificates = write("fullchain.pem", chain("ec"));
        Path key = write("privkey.pem", pkcs8("ec"));
        HttpSettings plain = TestServer.TestSettings.standard().build();
        HttpServer server = new HttpServer(
                new HttpSettings(
                        new HttpSettings.Address("127.0.0.1", 0, true, Optional.of(new Tls.Pem(certificates, key, ""))),
                        Optional.empty(),
                        plain.hostRules(),
                        plain.proxies(),
                        plain.limits(),
                        false),
                Optional.empty());
        server.start();
        HttpClient client = HttpClient.newBuilder().sslContext(trusting("ca")).build();
        URI uri = URI.create("https://localhost:" + server.port().orElseThrow() + "/healthz");

        HttpResponse<String> answer =
                client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());

        assertThat(answer.body()).isEqualTo("{\"alive\":true}");
        server.stop();
    }

    @Test
    public void readsKeysInEveryUsualForm() throws Exception {
        for (String alias : List.of("ec", "rsa")) {
            Path certificates = write("certificates.pem", chain(alias));
            String old = alias.toUpperCase(java.util.Locale.ROOT) + " PRIVATE KEY";
            for (String key : List.of(
                    pkcs8(alias),
                    encrypted(alias),
                    pem(old, inner(alias)),
                    "-----BEGIN EC PARAMETERS-----\nAAAA\n-----END EC PARAMETERS-----\n" + pkcs8(alias))) {
                new Tls.Pem(certificates, write("key.pem", key), PASSWORD).load();
            }
            Path both = write(
                    "both.pem", "a comment\r\n" + pkcs8(alias) + chain(alias).replace("\n", "\r\n"));
            new Tls.Pem(both, both, "").load();
        }
    }

    @Test
    public void saysWhichSettingWhichFileAndWhatIsWrong() throws Exception {
        Path good = write("chain.pem", chain("ec"));
        Path key = write("key.pem", pkcs8("ec"));
        Path other = write("other.pem", pkcs8("rsa"));
        Path locked = write("locked.pem", encrypted("ec"));
        Path missing = folder.getRoot().toPath().resolve("missing.pem");
        Path nonsense = write("nonsense.pem", "nonsense");
        Path damaged = write("damaged.pem", pem("PRIVATE KEY", new byte[] {1, 2, 3}));
        Path wrongOrder =
                write("order.pem", pem("CERTIFICATE", keys.getCertificate("ec").getEncoded()) + chain("rsa"));
        Path oldEncrypted = write(
                "old.pem",
                "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,AB\n\nAAAA\n-----END RSA PRIVATE KEY-----\n");

        assertThat(wrong(missing, key)).contains("tlsCertificates", missing.toString(), "does not exist");
        assertThat(wrong(good, missing)).contains("tlsKey", missing.toString(), "does not exist");
        assertThat(wrong(folder.getRoot().toPath(), key)).contains("tlsCertificates", "is a folder");
        assertThat(wrong(nonsense, key)).contains("tlsCertificates", nonsense.toString(), "no certificate");
        assertThat(wrong(key, key)).contains("tlsCertificates", "no certificate");
        assertThat(wrong(good, good)).contains("no private key", "Set tlsKey");
        assertThat(wrong(good, nonsense)).contains("tlsKey", nonsense.toString(), "no private key");
        assertThat(wrong(good, other)).contains("tlsKey", other.toString(), "does not belong");
        assertThat(wrong(write("rsa.pem", chain("rsa")), key)).contains("tlsKey", "does not belong");
        assertThat(wrong(write("ca.pem", chain("ca")), key)).contains("tlsKey", "does not belong", "CN=ca");
        assertThat(wrong(good, damaged)).contains("tlsKey", damaged.toString(), "damaged");
        assertThat(wrong(good, locked)).contains("tlsKey", locked.toString(), ".tlsPassword is not set");
        assertThat(catchThrowableOfType(TlsException.class, () -> new Tls.Pem(good, locked, "canary").load()))
                .hasMessageContainingAll("tlsKey", locked.toString(), "password is wrong")
                .hasMessageNotContaining("canary");
        assertThat(wrong(wrongOrder, key))
                .contains("tlsCertificates", wrongOrder.toString(), "did not issue number 1", "CN=rsa");
        assertThat(wrong(good, oldEncrypted)).contains("tlsKey", "Proc-Type", "openssl pkcs8 -topk8");
        assertThat(wrong(good, write("ssh.pem", pem("OPENSSH PRIVATE KEY", new byte[9]))))
                .contains("tlsKey", "OPENSSH", "openssl pkcs8");
        assertThat(TlsFile.cause(new AccessDeniedException("/x")))
                .contains("is not allowed to read", System.getProperty("user.name"));
    }

    @Test
    public void saysWhatIsWrongWithAKeyStore() throws Exception {
        Path store = STORES.getRoot().toPath().resolve("keys.p12");
        Path pem = write("key.pem", pkcs8("ec"));
        Path nonsense = write("nonsense.p12", "nonsense");
        KeyStore empty = KeyStore.getInstance("PKCS12");
        empty.load(null, null);
        empty.setCertificateEntry("ca", keys.getCertificate("ca"));
        Path noKey = folder.getRoot().toPath().resolve("no-key.p12");
        try (var out = Files.newOutputStream(noKey)) {
            empty.store(out, PASSWORD.toCharArray());
        }

        assertThat(wrongStore(store, "canary"))
                .contains("tlsKeystore", store.toString(), ".tlsPassword", "wrong")
                .doesNotContain("canary");
        assertThat(wrongStore(store, "")).contains("tlsKeystore", store.toString(), ".tlsPassword is not set");
        assertThat(wrongStore(pem, PASSWORD)).contains("tlsKeystore", pem.toString(), "PEM", "tlsCertificates");
        assertThat(wrongStore(nonsense, PASSWORD)).contains("tlsKeystore", nonsense.toString(), "not a PKCS#12 file");
        assertThat(wrongStore(noKey, PASSWORD)).contains("tlsKeystore", noKey.toString(), "no private key");
        assertThat(wrongStore(Path.of("/nowhere/x.p12"), PASSWORD))
                .contains("tlsKeystore", "/nowhere/x.p12", "does not exist");
    }

    @Test
    public void theServerSaysSoAndOpensThePortOnceTheFileIsThere() throws Exception {
        Path certificates = write("chain.pem", chain("ec"));
        Path key = folder.getRoot().toPath().resolve("late.pem");
        HttpSettings plain = TestServer.TestSettings.standard().build();
        HttpServer server = new HttpServer(
                new HttpSettings(
                        new HttpSettings.Address("127.0.0.1", 0, true, Optional.of(new Tls.Pem(certificates, key, ""))),
                        Optional.empty(),
                        plain.hostRules(),
                        plain.proxies(),
                        plain.limits(),
                        false),
                Optional.empty());
        server.start();
        assertThat(server.port()).isEmpty();
        assertThat(server.problems())
                .anySatisfy(problem -> assertThat(problem.message())
                        .contains("TLS cannot be set up", "tlsKey names " + key)
                        .doesNotContain("Exception", "cannot be opened"));

        Files.writeString(key, pkcs8("ec"));

        Wait.untilTrue(() -> server.port().isPresent());
        server.stop();
    }

    private static String wrong(Path certificates, Path key) {
        return catchThrowableOfType(TlsException.class, () -> new Tls.Pem(certificates, key, "").load())
                .getMessage();
    }

    private static String wrongStore(Path store, String password) {
        return catchThrowableOfType(TlsException.class, () -> new Tls.Pkcs12(store, password).load())
                .getMessage();
    }

    private static void make(Path store, String alias, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-dname",
                "CN=" + alias,
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD));
        command.addAll(List.of(more));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).as(alias).isZero();
    }

    private static String chain(String alias) throws Exception {
        StringBuilder chain = new StringBuilder();
        for (Certificate certificate : keys.getCertificateChain(alias)) {
            chain.append(pem("CERTIFICATE", certificate.getEncoded()));
        }
        return chain.toString();
    }

    private static Key key(String alias) throws Exception {
        return keys.getKey(alias, PASSWORD.toCharArray());
    }

    private static String pkcs8(String alias) throws Exception {
        return pem("PRIVATE KEY", key(alias).getEncoded());
    }

    private static String encrypted(String alias) throws Exception {
        SecretKey secret =
                SecretKeyFactory.getInstance(ENCRYPTION).generateSecret(new PBEKeySpec(PASSWORD.toCharArray()));
        Cipher cipher = Cipher.getInstance(ENCRYPTION);
        cipher.init(Cipher.ENCRYPT_MODE, secret);
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("PBES2");
        parameters.init(cipher.getParameters().getEncoded());
        return pem(
                "ENCRYPTED PRIVATE KEY",
                new EncryptedPrivateKeyInfo(
                                parameters, cipher.doFinal(key(alias).getEncoded()))
                        .getEncoded());
    }

    /** Returns the key that PKCS#8 wraps: the content of the octet string that is its third element. */
    private static byte[] inner(String alias) throws Exception {
        byte[] der = key(alias).getEncoded();
        int at = content(der, 0) + 3;
        at = content(der, at) + length(der, at);
        int inside = content(der, at);
        return Arrays.copyOfRange(der, inside, inside + length(der, at));
    }

    private static int content(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
    }

    private static int length(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        int length = first < 0x80 ? first : 0;
        for (int each = at + 2; first >= 0x80 && each < content(der, at); each++) {
            length = length << 8 | der[each] & 0xff;
        }
        return length;
    }

    private static String pem(String type, byte[] der) {
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + type + "-----\n";
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.getRoot().toPath().resolve(name), text);
    }

    private static SSLContext trusting(String alias) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(alias, keys.getCertificate(alias));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
