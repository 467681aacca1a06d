package io.patchbay.protocol.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.Tenant;
import io.patchbay.protocol.Callers;
import io.patchbay.protocol.DelegatingPolicy;
import io.patchbay.protocol.FakePrompt;
import io.patchbay.protocol.FakeResource;
import io.patchbay.protocol.FakeTemplate;
import io.patchbay.protocol.FakeTool;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.TestPolicy;
import io.patchbay.protocol.TestingCatalog;
import io.patchbay.protocol.catalog.Entry;
import io.patchbay.protocol.catalog.Found;
import io.patchbay.protocol.catalog.TemplateMatch;
import io.patchbay.protocol.rpc.ResourceUri;
import io.patchbay.protocol.seal.Sealer;
import io.patchbay.spi.identity.Grants;
import io.patchbay.spi.identity.Narrowing;
import io.patchbay.spi.identity.Patterns;
import io.patchbay.spi.policy.Target;
import io.patchbay.spi.policy.Visibility;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ViewsTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final TestPolicy policy = new TestPolicy();
    private TestingCatalog testing;
    private Sealer sealer;
    private Views views;

    @Before
    public void publish() {
        testing = new TestingCatalog(folder.getRoot().toPath().resolve("names.json"));
        sealer = Sealer.open(folder.getRoot().toPath().resolve("seal.json"));
        testing.publish(
                "x.jar",
                "n",
                FakeTool.named("a"),
                FakeTool.named("b"),
                FakePrompt.named("p"),
                FakeResource.at("r://1"));
        testing.publish(
                "y.jar",
                "m",
                FakeTemplate.of("r://{x}", "First"),
                FakeTemplate.of("r://{+x}", "Second"),
                FakeTool.named("t"));
        views = new Views(testing.catalog::snapshot, policy, sealer, () -> 1_000);
    }

    @Test
    public void listsAndFindsWhatPolicyShows() {
        View view = views.view(grants(Callers.ONLY.withTools(Patterns.of("n_*"))));

        assertThat(view.tools()).extracting(Entry::wireName).containsExactly("n_a", "n_b");
        assertThat(view.tool("n_a")).isEqualTo(new Found.Visible<>(testing.tool("n_a")));
        assertThat(page(view)).isEqualTo("[" + encoded("n_a") + "," + encoded("n_b") + "]");
    }

    @Test
    public void whatIsHiddenAnswersExactlyAsWhatDoesNotExist() {
        View view = views.view(grants(Callers.ONLY.withTools(Patterns.of("n_b"))));

        assertThat(view.tool("n_a")).isSameAs(view.tool("no_such"));
        assertThat(view.prompt("n_p")).isSameAs(view.prompt("no_such"));
        assertThat(view.resource(uri("r://1"))).isSameAs(view.resource(uri("r://no/such")));
        assertThat(view.templateNamed("r://{x}")).isSameAs(view.templateNamed("r://{no}"));
        assertThat(view.template(uri("r://1"))).isSameAs(view.template(uri("z://1")));
        assertThat(view.promptsPage(first()).orElseThrow().items()).asString().isEqualTo("[]");
        assertThat(view.templatesPage(first()).orElseThrow().items()).asString().isEqualTo("[]");
    }

    @Test
    public void aStepUpIsFoundAndNotListed() {
        policy.show("tools:n_a", new Visibility.StepUp(Set.of("more")));

        View view = views.view(grants(Callers.ALL));

        assertThat(view.tool("n_a")).isEqualTo(new Found.StepUp<>(Set.of("more")));
        assertThat(view.tools()).extracting(Entry::wireName).containsExactly("m_t", "n_b");
        assertThat(page(view)).doesNotContain("n_a");
    }

    @Test
    public void aTemplateThatIsHiddenLeavesItsUrisToTheNext() {
        View all = views.view(grants(Callers.ALL));
        View second = views.view(grants(Callers.ONLY.withResources(Patterns.of("m_Second"))));

        assertThat(((Found.Visible<TemplateMatch>) all.template(uri("r://1")))
                        .value()
                        .entry()
                        .wireName())
                .isEqualTo("m_First");
        assertThat(((Found.Visible<TemplateMatch>) second.template(uri("r://1")))
                        .value()
                        .entry()
                        .wireName())
                .isEqualTo("m_Second");
        assertThat(((Found.Visible<TemplateMatch>) all.template(uri("r://1/2")))
                        .value()
                        .variables())
                .containsEntry("x", "1/2");
    }

    @Test
    public void aTemplateMayNeedAStepUp() {
        policy.show("resources:m_First", new Visibility.StepUp(Set.of("more")));

        assertThat(views.view(grants(Callers.ALL)).template(uri("r://1")))
                .isEqualTo(new Found.StepUp<>(Set.of("more")));
    }

    @Test
    public void policyIsAskedOncePerGrants() {
        View view = views.view(grants(Callers.ALL));
        int questions = policy.questions();

        assertThat(views.view(grants(Callers.ALL))).isSameAs(view);
        assertThat(views.view(grants(Callers.ONLY.withTools(Patterns.of("*"))))).isNotSameAs(view);
        views.view(grants(Callers.ALL)).tool("n_a");

        assertThat(policy.questions()).isEqualTo(2 * questions);
    }

    @Test
    public void aChangeOfPolicyOrCatalogIsSeenAtOnce() {
        views.view(grants(Callers.ALL));
        policy.show("tools:n_a", new Visibility.StepUp(Set.of("more")));
        assertThat(views.view(grants(Callers.ALL)).tool("n_a")).isInstanceOf(Found.StepUp.class);

        testing.publish("z.jar", "z", FakeTool.named("new"));
        assertThat(views.view(grants(Callers.ALL)).tool("z_new")).isInstanceOf(Found.Visible.class);

        testing.catalog.retire("z.jar");
        assertThat(views.view(grants(Callers.ALL)).tool("z_new")).isInstanceOf(Found.Absent.class);
    }

    @Test
    public void anAnswerThatPolicyChangedWhileItWasAskedIsForgotten() {
        AtomicReference<Runnable> between = new AtomicReference<>(() -> {});
        Views racing = new Views(
                testing.catalog::snapshot,
                new DelegatingPolicy(policy) {
                    @Override
                    public Visibility visible(Grants grants, Target target) {
                        Visibility answer = super.visible(grants, target);
                        between.getAndSet(() -> {}).run();
                        return answer;
                    }
                },
                sealer,
                () -> 10);
        between.set(() -> {
            policy.show("tools:m_t", new Visibility.StepUp(Set.of("more")));
        });

        racing.view(grants(Callers.ALL));

        assertThat(racing.view(grants(Callers.ALL)).tool("m_t")).isInstanceOf(Found.StepUp.class);
    }

    @Test
    public void whatPolicyCannotTellIsHidden() {
        Views failing = new Views(
                testing.catalog::snapshot,
                new DelegatingPolicy(policy) {
                    @Override
                    public Visibility visible(Grants grants, Target target) {
                        if (target.name().equals("n_a")) {
                            throw new IllegalStateException("broken");
                        }
                        return super.visible(grants, target);
                    }
                },
                sealer,
                () -> 10);

        View view = failing.view(grants(Callers.ALL));

        assertThat(view.tool("n_a")).isInstanceOf(Found.Absent.class);
        assertThat(view.tools()).extracting(Entry::wireName).containsExactly("m_t", "n_b");
    }

    @Test
    public void forgetsWhoHasNotCalledForLong() {
        Recent<Integer, Object> recent = new Recent<>(100);
        List<Integer> made = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            recent.get(i, key -> {
                made.add(key);
                return new Object();
            });
            recent.get(0, key -> {
                throw new AssertionError("what is used often stays");
            });
        }

        assertThat(made).hasSize(10_000);
        assertThat(recent.size()).isLessThanOrEqualTo(100);
    }

    @Test
    public void callersWhoSeeTheSameShareTheirPages() {
        byte[] one = views.view(grants(Callers.ONLY.withTools(Patterns.of("n_*"))))
                .toolsPage(first())
                .orElseThrow()
                .items();
        byte[] other = views.view(grants(Callers.ONLY.withTools(Patterns.of("n_a", "n_b"))))
                .toolsPage(first())
                .orElseThrow()
                .items();

        assertThat(other).isSameAs(one);
    }

    @Test
    public void cutsPagesAnewWhenTheirSizeChanges() {
        AtomicInteger size = new AtomicInteger(1);
        Views changing = new Views(testing.catalog::snapshot, policy, sealer, size::get);
        assertThat(page(changing.view(grants(Callers.ONLY.withTools(Patterns.of("n_*"))))))
                .isEqualTo("[" + encoded("n_a") + "]");

        size.set(2);

        assertThat(page(changing.view(grants(Callers.ONLY.withTools(Patterns.of("n_*"))))))
                .isEqualTo("[" + encoded("n_a") + "," + encoded("n_b") + "]");
    }

    @Test
    public void aCursorIsGoodForItsMethodAndItsCallerOnly() {
        testing.publish("w.jar", "w", FakePrompt.named("1"), FakePrompt.named("2"));
        View view = new Views(testing.catalog::snapshot, policy, sealer, () -> 1).view(grants(Callers.ALL));
        String cursor = view.toolsPage(first()).orElseThrow().next().orElseThrow();

        assertThat(view.toolsPage(request("me", cursor))).isPresent();
        assertThat(view.promptsPage(request("me", cursor))).isEmpty();
        assertThat(view.templatesPage(request("me", cursor))).isEmpty();
        assertThat(view.resourcesPage(request("me", cursor))).isEmpty();
        assertThat(view.toolsPage(request("you", cursor))).isEmpty();
        for (String garbage :
                List.of("", " ", "n_a", cursor + "A", cursor.substring(1), cursor.toLowerCase(Locale.ROOT))) {
            assertThat(view.toolsPage(request("me", garbage))).as(garbage).isEmpty();
            assertThat(view.resourcesPage(request("me", garbage))).as(garbage).isEmpty();
        }
    }

    private static Grants grants(Narrowing narrowing) {
        return new Grants(new Tenant("t"), Map.of(), Set.of(), narrowing);
    }

    private static PageRequest first() {
        return new PageRequest(Revision.V2026_07_28, "me", Optional.empty());
    }

    private static PageRequest request(String caller, String cursor) {
        return new PageRequest(Revision.V2026_07_28, caller, Optional.of(cursor));
    }

    private String encoded(String wireName) {
        return new String(testing.tool(wireName).encoded(Revision.V2026_07_28), UTF_8);
    }

    private static String page(View view) {
        return new String(view.toolsPage(first()).orElseThrow().items(), UTF_8);
    }

    private static ResourceUri uri(String text) {
        return ResourceUri.of(text).orElseThrow();
    }
}
