package io.patchbay.identity;

import io.patchbay.spi.identity.Identity;
import io.patchbay.spi.identity.Presented;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Measures the time to identify a caller among 64 keys. Not a test; run by hand. */
public final class KeyBenchmark {

    private KeyBenchmark() {}

    public static void main(String[] arguments) {
        TestingConfigurations configurations = new TestingConfigurations();
        ApiKeys keys = configurations.keys();
        Secrets secrets = new Secrets();
        Presented[] requests = new Presented[64];
        for (int i = 0; i < requests.length; i++) {
            String secret = secrets.newSecret();
            configurations.write(
                    ApiKey.pid("key" + i),
                    "",
                    Map.of(
                            "name",
                            "n",
                            ".sha256",
                            HexFormat.of().formatHex(secrets.digest(secret)),
                            "tools",
                            new String[] {"a" + i}));
            requests[i] = new Request("Bearer key" + i + ":" + secret);
        }
        KeyAuthenticator authenticator =
                new KeyAuthenticator(KeyAuthenticatorTest.config(false, Map.of()), Map.of(), keys, Clock.systemUTC());
        for (int round = 0; round < 8; round++) {
            int known = 0;
            int count = 2_000_000;
            long began = System.nanoTime();
            for (int i = 0; i < count; i++) {
                known += authenticator.authenticate(requests[i & 63]) instanceof Identity.Known ? 1 : 0;
            }
            System.out.printf("%d known, %.0f ns each%n", known, (System.nanoTime() - began) / (double) count);
        }
    }

    private record Request(String authorization) implements Presented {
        @Override
        public List<String> headers(String name) {
            return name.equals("Authorization") ? List.of(authorization) : List.of();
        }

        @Override
        public InetAddress source() {
            return InetAddress.getLoopbackAddress();
        }

        @Override
        public boolean loopback() {
            return true;
        }

        @Override
        public List<X509Certificate> certificates() {
            return List.of();
        }
    }
}
