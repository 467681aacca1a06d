package io.patchbay.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.Arguments;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.Test;

public final class RedactionTest {

    private static final String SECRET = "kD8vX2mQ7pLr9sTwYz3AbCdEfGhIjKlMnOpQrStUvWx";

    private final Redaction redaction =
            new Redaction(List.of(TestingConfig.with(Map.of()).redactedNames()));

    @Test
    public void keepsReferencesToSecrets() {
        assertThat(redaction.clean("cannot be resolved here ($[secret:scope]); secret: hunter2"))
                .isEqualTo("cannot be resolved here ($[secret:scope]); secret: [redacted]");
    }

    @Test
    public void redactsTheValidNamesOfInvalidSettings() {
        TrailSettings defaults = TrailSettings.of(TestingConfig.with(Map.of()));

        Redaction strict = new Redaction(
                defaults.alsoRedacting(new String[] {"ssn", "", "$[env:X]"}).redactedNames());

        assertThat(strict.isSecretName("SSN")).isTrue();
        assertThat(strict.isSecretName("password")).isTrue();
        assertThat(strict.isSecretName("name")).isFalse();
    }

    @Test
    public void redactsValuesWithASecretName() {
        for (String name : List.of(
                "password",
                "PASSWORD",
                "user_password",
                "newPassword",
                "api_key",
                "apiKey",
                "API-Key",
                "x.api.key",
                "Authorization",
                "clientSecret",
                "access_token",
                "private_key",
                "AWS_CREDENTIALS",
                "ｐａｓｓｗｏｒｄ",
                "pass_word")) {
            assertThat(written(Map.of(name, "visible")))
                    .as(name)
                    .doesNotContain("visible")
                    .contains("[redacted]");
        }
    }

    @Test
    public void redactsAtAnyDepthAndAnyType() {
        String written =
                written(Map.of("a", List.of(Map.of("b", Map.of("token", Map.of("c", "visible", "d", 12345))))));

        assertThat(written).doesNotContain("visible", "12345").contains("\"token\":\"[redacted]\"");
    }

    @Test
    public void redactsValuesThatTheSchemaMarks() {
        assertThat(written(Map.of("pin", "visible"), Set.of("pin"))).contains("\"pin\":\"[redacted]\"");
    }

    @Test
    public void keepsOrdinaryValues() {
        assertThat(written(Map.of("path", "src/main/java/Notes.java")))
                .isEqualTo(",\"arguments\":{\"path\":\"src/main/java/Notes.java\"}");
        assertThat(redaction.clean("at 10:15 the ratio was a=b, see https://example.org/a?b=c"))
                .isEqualTo("at 10:15 the ratio was a=b, see https://example.org/a?b=c");
        assertThat(redaction.clean("0a1b2c3d4e5f60718293a4b5c6d7e8f901234567")).contains("0a1b2c3d");
    }

    @Test
    public void redactsValuesThatLookLikeACredential() {
        for (String text : List.of(
                "Bearer " + SECRET,
                "use bearer abc123xyz here",
                "ci-1:" + SECRET,
                "Authorization: Basic dXNlcjpwYXNzd29yZA==",
                "https://user:" + SECRET + "@example.org/",
                "https://example.org/?access_token=" + SECRET,
                "export PASSWORD=" + SECRET,
                "{\"client_secret\": \"" + SECRET + "\"}",
                "-----BEGIN RSA PRIVATE KEY-----\n" + SECRET,
                "ghp_kD8vX2mQ7pLr9sTwYz3AbCdEfGhI",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc",
                "x" + SECRET)) {
            String clean = redaction.clean(text);

            assertThat(clean)
                    .as(text)
                    .contains("[redacted]")
                    .doesNotContain(SECRET.substring(4, 20), "abc123xyz", "dXNlcjpwYXNz", "kD8vX2mQ7pLr", "eyJzdWIi");
        }
    }

    @Test
    public void redactsACredentialAtTheTruncation() {
        String written = written(Map.of("text", "a ".repeat(120) + "ci-1:" + SECRET));

        assertThat(written).doesNotContain("kD8vX2").contains("[redacted]");
    }

    @Test
    public void redactsACredentialInAName() {
        assertThat(written(Map.of("ci-1:" + SECRET, 1))).doesNotContain(SECRET);
    }

    @Test
    public void truncatesLongStringsAndWritesTheirLength() {
        assertThat(written(Map.of("text", "a".repeat(300))))
                .contains("a".repeat(256) + "…[300 characters]\"")
                .doesNotContain("a".repeat(257));
        assertThat(written(Map.of("text", "a".repeat(1_000_000)))).contains("…[1000000 characters]");
    }

    @Test
    public void writesOnlyTheNamesOfTooManyArguments() {
        Map<String, Object> much = new LinkedHashMap<>();
        for (int i = 0; i < 1_000; i++) {
            much.put("name" + i, "some text " + i);
        }

        assertThat(written(much))
                .contains("\"argumentsOmitted\":{\"reason\":\"over 4096 bytes\",\"count\":1000,\"names\":[\"name0\",")
                .doesNotContain("some text")
                .hasSizeLessThan(1_000);
    }

    @Test
    public void writesOnlyTheNamesOfTooDeepArguments() {
        Object deep = "x";
        for (int i = 0; i < 500; i++) {
            deep = i % 2 == 0 ? List.of(deep) : Map.of("a", deep);
        }

        assertThat(written(Map.of("deep", deep))).contains("argumentsOmitted");
    }

    @Test
    public void doesNotSpellOutHugeNumbers() {
        assertThat(written(Map.of("n", BigInteger.ONE.shiftLeft(4_000_000)))).contains("\"n\":\"[long number]\"");
        assertThat(written(Map.of("n", BigInteger.ONE.shiftLeft(100))))
                .contains("\"n\":1267650600228229401496703205376");
    }

    @Test
    public void writesEveryKindOfValue() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("null", null);
        all.put("true", true);
        all.put("list", new ArrayList<>(Arrays.asList(1, null, "a", List.of(), Map.of())));
        all.put("decimal", 1.5);

        assertThat(written(all))
                .isEqualTo(
                        ",\"arguments\":{\"null\":null,\"true\":true,\"list\":[1,null,\"a\",[],{}],\"decimal\":1.5}");
        assertThat(written(Map.of())).isEqualTo(",\"arguments\":{}");
    }

    private String written(Map<String, ?> arguments) {
        return written(arguments, Set.of());
    }

    private String written(Map<String, ?> arguments, Set<String> secrets) {
        JsonBytes json = new JsonBytes(16);
        ArgumentsWriter.write(Arguments.of(arguments).values(), redaction, secrets, json);
        return new String(Arrays.copyOf(json.bytes(), json.length()), StandardCharsets.UTF_8);
    }
}
