package io.patchbay.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.api.Arguments;
import io.patchbay.api.Json;
import io.patchbay.spi.admin.Command;
import io.patchbay.spi.admin.Invocation;
import io.patchbay.spi.deploy.Settings;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Test;

public final class KeyCommandsTest {

    private final Clock clock = Clock.fixed(Instant.parse("2026-11-20T09:00:00Z"), ZoneOffset.UTC);
    private final TestingConfigurations configurations = new TestingConfigurations();
    private final ApiKeys keys = configurations.keys();
    private Set<String> published = Set.of();
    private final Command create = new KeyCreate(configurations, keys, () -> published, clock);
    private final Command list = new KeyList(keys, () -> published, clock);
    private final Command revoke = new KeyRevoke(configurations, keys);

    @Test
    public void saysWhichFileToAddWhereTheFolderCannotBeWritten() throws Exception {
        run(create, Map.of("id", "ci-2"));
        Settings unwritable = new Settings() {
            @Override
            public void write(String pid, String comment, Map<String, Object> properties) throws IOException {
                throw new IOException("the settings folder /config cannot be written (permission denied)");
            }

            @Override
            public boolean remove(String pid) throws IOException {
                throw new IOException("the settings folder /config cannot be written (permission denied)");
            }
        };

        String answer = run(new KeyCreate(unwritable, keys, Set::of, clock), Map.of("id", "ci-1", "scopes", "tools:*"));

        assertThat(answer)
                .contains("\"ok\":false")
                .contains("permission denied")
                .contains("\"file\":\"io.patchbay.identity.key~ci-1.cfg.json\"")
                .contains(".sha256")
                .contains("ci-1:");
        assertThat(keys.find("ci-1")).isEmpty();
        assertThatThrownBy(() -> run(new KeyRevoke(unwritable, keys), Map.of("id", "ci-2")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("still in force")
                .hasMessageContaining("Delete the file io.patchbay.identity.key~ci-2.cfg.json");
    }

    @Test
    public void makesNoKeyWithAScopeThatCoversNothing() {
        refuses(
                Map.of("scopes", "tool:clock"),
                "No key was created: the scope \"tool:clock\" covers nothing; is \"tools:clock\" meant?");
    }

    @Test
    public void warnsOfAScopeThatMatchesNothingNow() throws Exception {
        published = Set.of("tools:clock_now", "tools:clock_zone", "prompts:clock_ask", "finance:read");
        Map<String, String> meant = Map.of(
                "tools:clock", "is \\\"tools:clock_*\\\" meant?",
                "tools:clok_*", "is \\\"tools:clock_*\\\" meant?",
                "tools:clock_nov", "is \\\"tools:clock_now\\\" meant?",
                "tools:weather_*", "The scope \\\"tools:weather_*\\\" matches nothing that is published now.",
                "finance:write", "The scope \\\"finance:write\\\" matches nothing that is published now.");

        for (Map.Entry<String, String> each : meant.entrySet()) {
            assertThat(run(create, Map.of("scopes", List.of(each.getKey()))))
                    .as(each.getKey())
                    .contains("is in force", "matches nothing that is published now", each.getValue());
        }
        assertThat(run(list, Map.of()))
                .contains("These scopes match nothing that is published now: [tools:weather_*]")
                .contains("\"matchNothing\":[\"tools:clok_*\"]");
    }

    @Test
    public void doesNotWarnOfScopesThatMatchOrEndInAWildcard() throws Exception {
        published = Set.of("tools:clock_now", "finance:read");
        for (String scope : List.of(
                "*",
                "tools:*",
                "prompts:*",
                "tools:clock_*",
                "*:clock_now",
                "finance:read",
                "features:log*",
                "admin:read")) {
            assertThat(run(create, Map.of("scopes", List.of(scope))))
                    .as(scope)
                    .doesNotContain("nothing that is published");
        }
        assertThat(run(list, Map.of())).doesNotContain("nothing");

        published = Set.of();

        assertThat(run(create, Map.of("scopes", List.of("tools:weather_*"))))
                .doesNotContain("nothing that is published");
    }

    @Test
    public void escapesTerminalControlsInNames() throws Exception {
        run(create, Map.of("id", "ci-1", "name", "a\u001b[31m\nci-2  in force  forged\u202e\u2028."));

        assertThat(run(list, Map.of())).contains("a\\\\u001b[31m\\\\nci-2  in force  forged\\\\u202e\\\\u2028.");
    }

    @Test
    public void makesAKeyThatWorksAtOnceAndIsStoredNowhere() throws Exception {
        String answer = run(
                create,
                Map.of("id", "ci-1", "name", "CI", "scopes", List.of("tools:clock_*", "prompts:*"), "expires", "90d"));

        String secret = secret(answer);
        ApiKey key = keys.find("ci-1").orElseThrow();
        assertThat(secret).matches("[A-Za-z0-9_-]{43}");
        assertThat(key.hasDigest(new Secrets().digest(secret))).isTrue();
        assertThat(key.known().credential().scopes()).containsExactlyInAnyOrder("tools:clock_*", "prompts:*");
        assertThat(key.known().credential().expires()).hasValue(Instant.parse("2027-02-18T09:00:00Z"));
        assertThat(configurations.configurations.toString())
                .doesNotContain(secret)
                .contains(HexFormat.of().formatHex(new Secrets().digest(secret)));
    }

    @Test
    public void makesAKeyWithoutAnyOption() throws Exception {
        String answer = run(create, Map.of());

        String keyId = keys.keys().keySet().iterator().next();
        assertThat(answer).contains("\"keyId\":\"" + keyId + "\"", "\"key\":\"" + keyId + ":" + secret(answer) + "\"");
        assertThat(keys.find(keyId).orElseThrow().known().credential().scopes()).containsExactly("*");
    }

    @Test
    public void makesAnotherSecretEachTime() throws Exception {
        assertThat(secret(run(create, Map.of()))).isNotEqualTo(secret(run(create, Map.of())));
    }

    @Test
    public void takesSpansAndInstants() throws Exception {
        run(create, Map.of("id", "a", "expires", "12h"));
        run(create, Map.of("id", "b", "expires", "2w"));
        run(create, Map.of("id", "c", "expires", "2027-01-31T00:00:00Z"));

        assertThat(expires("a")).isEqualTo(Instant.parse("2026-11-20T21:00:00Z"));
        assertThat(expires("b")).isEqualTo(Instant.parse("2026-12-04T09:00:00Z"));
        assertThat(expires("c")).isEqualTo(Instant.parse("2027-01-31T00:00:00Z"));
    }

    @Test
    public void refusesInPlainWords() throws Exception {
        run(create, Map.of("id", "ci-1"));

        refuses(
                Map.of("id", "ci-1"),
                "No key was created: a key with the id ci-1 exists already. Choose another id, or revoke that key first.");
        refuses(Map.of("id", "../../etc"), "No key was created: the id must be 1 to 64 characters of A-Z a-z 0-9 _ -.");
        refuses(Map.of("id", "a:b"), "No key was created: the id must be 1 to 64 characters of A-Z a-z 0-9 _ -.");
        refuses(
                Map.of("expires", "soon"),
                "No key was created: expires is neither a span such as 90d, 12h or 8w nor an instant such as 2027-01-31T00:00:00Z.");
        refuses(Map.of("expires", "2020-01-01T00:00:00Z"), "No key was created: the time in expires is in the past.");
        refuses(Map.of("scopes", List.of("tools: x")), "No key was created: scopes contains an invalid scope.");
        refuses(
                Map.of("scope", "*"),
                "Unknown option. The options are: id, name, scopes, expires, kind, tenant, caller.");
        refuses(
                Map.of("name", "$[secret:x]"),
                "No key was created: name contains a placeholder that could not be resolved.");
        assertThat(keys.keys()).containsOnlyKeys("ci-1");
    }

    @Test
    public void handsOutNoKeyThatIsNotInForce() {
        Settings lost = new Settings() {
            @Override
            public void write(String pid, String comment, Map<String, Object> properties) {
                // loses the settings
            }

            @Override
            public boolean remove(String pid) {
                return false;
            }
        };

        assertThatThrownBy(() -> run(new KeyCreate(lost, keys, Set::of, clock), Map.of("id", "ci-1")))
                .isInstanceOf(IOException.class);
    }

    @Test
    public void listsKeysWithoutTheirHashes() throws Exception {
        run(create, Map.of("id", "ci-1", "name", "CI", "expires", "2h"));
        configurations.write(ApiKey.pid("broken"), "", Map.of("name", "Broken"));

        String answer = run(list, Map.of());

        assertThat(answer)
                .contains(
                        "\"keyId\":\"ci-1\",\"state\":\"in force\",\"name\":\"CI\"",
                        "\"expires\":\"2026-11-20T11:00:00Z\"")
                .contains("\"keyId\":\"broken\",\"state\":\"refused: .sha256 is not")
                .doesNotContainPattern("[0-9a-f]{64}");
    }

    @Test
    public void revokesAKeyAtOnce() throws Exception {
        run(create, Map.of("id", "ci-1"));

        assertThat(run(revoke, Map.of("id", "ci-1"))).contains("The key ci-1 is revoked.");

        assertThat(keys.find("ci-1")).isEmpty();
        assertThat(configurations.configurations).isEmpty();
        assertThatThrownBy(() -> run(revoke, Map.of("id", "ci-1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no key ci-1. `patchbay key list` shows all keys.");
    }

    @Test
    public void revokesABrokenKey() throws Exception {
        configurations.write(ApiKey.pid("broken"), "", Map.of("name", "Broken"));

        run(revoke, Map.of("id", "broken"));

        assertThat(keys.refused()).isEmpty();
    }

    @Test
    public void repeatsNoSecretThatWasGivenInsteadOfAnId() {
        assertThatThrownBy(() -> run(revoke, Map.of("id", "ci-1:s3cret")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("s3cret");
        assertThatThrownBy(() -> run(revoke, Map.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private void refuses(Map<String, Object> arguments, String message) {
        assertThatThrownBy(() -> run(create, arguments))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private Instant expires(String keyId) {
        return keys.find(keyId).orElseThrow().known().credential().expires().orElseThrow();
    }

    private static String secret(String answer) {
        Matcher key = Pattern.compile("\"key\":\"[^\":]+:([^\"]+)\"").matcher(answer);
        assertThat(key.find()).isTrue();
        return key.group(1);
    }

    private static String run(Command command, Map<String, Object> arguments) throws Exception {
        StringBuilder sent = new StringBuilder();
        command.run(new Invocation() {
            @Override
            public Arguments arguments() {
                return Arguments.of(arguments);
            }

            @Override
            public void send(Json line) {
                sent.append(line.text()).append('\n');
            }
        });
        return sent.toString();
    }
}
