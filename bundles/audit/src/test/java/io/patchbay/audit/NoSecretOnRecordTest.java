package io.patchbay.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.Arguments;
import io.patchbay.api.Effect;
import io.patchbay.spi.audit.AuditEntry;
import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.audit.Refusal;
import io.patchbay.spi.policy.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Secrets that clients send in places where no secret belongs. */
public final class NoSecretOnRecordTest {

    private static final String SECRET = "kD8vX2mQ7pLr9sTwYz3AbCdEfGhIjKlMnOpQrStUvWx";

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    @Test
    public void redactsSecretsInRequestedNames() throws Exception {
        for (String target : new String[] {
            "ci-1:" + SECRET,
            "https://user:" + SECRET + "@host/x",
            "https://host/x?token=" + SECRET,
            "api_key=" + SECRET
        }) {
            assertThat(recorded(target)).as(target).doesNotContain(SECRET).contains("\"target\":\"", "[redacted]");
        }
    }

    @Test
    public void keepsOrdinaryNames() throws Exception {
        for (String target : new String[] {
            "github_getPullRequestReviewCommentsForRepositoryV2",
            "files://files/docs/token-list.md",
            "https://host/a?b=c",
            "rotate_token"
        }) {
            assertThat(recorded(target)).contains("\"target\":\"" + target + "\"");
        }
    }

    @Test
    public void redactsASecretInPlaceOfAKeyId() throws Exception {
        Path folder = temporary.newFolder().toPath();
        FileTrail trail = trail(folder);
        trail.refused(new Refusal("127.0.0.1", "unknown_credential", SECRET));
        trail.stop();

        assertThat(text(folder)).doesNotContain(SECRET).contains("\"credential\":\"[redacted]\"");
    }

    private String recorded(String target) throws Exception {
        Path folder = temporary.newFolder().toPath();
        FileTrail trail = trail(folder);
        AuditEntry entry = trail.open(TestingCalls.opening("call-1"));
        entry.target(new Target(Target.Kind.RESOURCE, target, Effect.READ_ONLY, Set.of()), Arguments.none(), Set.of());
        entry.close(new Outcome(Outcome.Kind.INVALID, "-32602"));
        trail.stop();
        return text(folder);
    }

    private static FileTrail trail(Path folder) {
        return new FileTrail(folder, "1.2.3", TestingConfig.with(Map.of()), new LocalDisk(), Clock.systemUTC());
    }

    private static String text(Path folder) throws Exception {
        return Files.readString(new TrailFolder(folder).segments().get(0));
    }
}
