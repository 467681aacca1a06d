package io.patchbay.spi.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.Test;

public final class OldScopesTest {

    private static final String METHODS = "\"features\": [\"tools\", \"resources\", \"prompts\", \"tasks\"]";

    @Test
    public void aStarBecomesNoLists() {
        assertThat(members("*")).isEqualTo("\"effect\": \"write\"");
        assertThat(members("tools:x", "**")).isEqualTo("\"effect\": \"write\"");
        assertThat(OldScopes.of(List.of("*")).notes())
                .singleElement()
                .asString()
                .contains("namedScopes");
    }

    @Test
    public void kindsThatAreNotMentionedBecomeEmptyListsAndTheirMethodsStay() {
        assertThat(members("tools:clock_*", "tools:x"))
                .isEqualTo("\"tools\": [\"clock_*\", \"x\"], \"resources\": [], \"prompts\": [], " + METHODS
                        + ", \"effect\": \"write\"");
        assertThat(members("tools:*"))
                .isEqualTo("\"resources\": [], \"prompts\": [], " + METHODS + ", \"effect\": \"write\"");
        assertThat(members())
                .isEqualTo("\"tools\": [], \"resources\": [], \"prompts\": [], " + METHODS + ", \"effect\": \"write\"");
        assertThat(members("tools:*", "resources:*", "prompts:*", "features:*")).isEqualTo("\"effect\": \"write\"");
        assertThat(members("*:*")).isEqualTo("\"effect\": \"write\"");
    }

    @Test
    public void featuresAreAddedToThoseThatEveryKeyHad() {
        assertThat(members("features:log*", "features:nothing"))
                .contains("\"features\": [\"tools\", \"resources\", \"prompts\", \"tasks\", \"log*\"]");
    }

    @Test
    public void aWildcardBeforeTheColonCoversSeveralKinds() {
        assertThat(members("*:clock_now"))
                .isEqualTo("\"tools\": [\"clock_now\"], \"resources\": [\"clock_now\"], \"prompts\": [\"clock_now\"], "
                        + METHODS + ", \"effect\": \"write\"");
        assertThat(members("t*:x")).startsWith("\"tools\": [\"x\"], \"resources\": [], ");
        assertThat(members("tool*")).startsWith("\"resources\": [], ");
    }

    @Test
    public void otherScopesBecomeNamedOnes() {
        assertThat(members("admin:read", "finance:*", "jira.write"))
                .contains("\"namedScopes\": [\"admin:read\", \"finance:*\", \"jira.write\"]");
        assertThat(OldScopes.of(List.of("admin:read")).notes()).isEmpty();
    }

    @Test
    public void saysWhatHasNoNewForm() {
        assertThat(OldScopes.of(List.of("admin:*")).notes())
                .singleElement()
                .asString()
                .contains("name each command", "admin:read");
        assertThat(members("admin:*")).doesNotContain("admin");
        assertThat(OldScopes.of(List.of("jira.*")).notes())
                .singleElement()
                .asString()
                .contains("no new form");
        assertThat(OldScopes.of(List.of("resources:a/b")).notes())
                .singleElement()
                .asString()
                .contains("resources has no new form");
        assertThat(members("resources:a\"b")).doesNotContain("a\"b");
        assertThat(OldScopes.of(List.of("$[env:SCOPES]", "ä", "")).members(""))
                .isEqualTo("\"tools\": [], \"resources\": [], \"prompts\": [], " + METHODS + ", \"effect\": \"write\"");
    }

    @Test
    public void namesTheSettingsOfTheAnonymousCallerAndTheOptions() {
        OldScopes scopes = OldScopes.of(List.of("tools:x", "admin:read"));

        assertThat(scopes.members("anonymous"))
                .startsWith("\"anonymousTools\": [\"x\"], \"anonymousResources\": []")
                .contains("\"anonymousNamedScopes\": [\"admin:read\"]")
                .endsWith("\"anonymousEffect\": \"write\"");
        assertThat(scopes.options())
                .isEqualTo("--tools 'x' --resources '' --prompts '' --features 'tools,resources,prompts,tasks'"
                        + " --named-scopes 'admin:read' --effect write");
    }

    private static String members(String... scopes) {
        return OldScopes.of(List.of(scopes)).members("");
    }
}
