package io.patchbay.protocol.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchbay.api.Page;
import io.patchbay.api.ResourceDefinition;
import io.patchbay.api.Tenant;
import io.patchbay.protocol.Callers;
import io.patchbay.protocol.FakeResource;
import io.patchbay.protocol.FakeTemplate;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.TestPolicy;
import io.patchbay.protocol.TestingCatalog;
import io.patchbay.protocol.seal.Sealer;
import io.patchbay.spi.identity.Grants;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ResourceListingTest {

    private static final Grants ALL = new Grants(new Tenant("t"), Map.of(), Set.of(), Callers.ALL);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    /** The answers of connectors, by template and cursor. */
    private final Map<String, Page<ResourceDefinition>> lists = new HashMap<>();

    private final List<String> asked = new ArrayList<>();
    private TestingCatalog testing;
    private Sealer sealer;

    @Before
    public void open() {
        testing = new TestingCatalog(folder.getRoot().toPath().resolve("names.json"));
        sealer = Sealer.open(folder.getRoot().toPath().resolve("seal.json"));
    }

    @Test
    public void registeredResourcesComeFirstThenTemplateByTemplate() throws IOException {
        testing.publish("x.jar", "n", FakeResource.at("r://1"), FakeResource.at("r://2"), FakeResource.at("r://3"));
        testing.publish(
                "y.jar",
                "m",
                FakeTemplate.listing("b://{x}"),
                FakeTemplate.listing("a://{x}"),
                FakeTemplate.of("c://{x}"));
        lists.put("a://{x}", page("second", "a://1"));
        lists.put("a://{x} second", page("", "a://2", "a://3"));
        lists.put("b://{x}", page("", "b://1"));

        assertThat(walk(2))
                .containsExactly(
                        List.of("r://1", "r://2"),
                        List.of("r://3", "a://1"),
                        List.of("a://2", "a://3"),
                        List.of("b://1"));
        assertThat(asked).containsExactly("a://{x}", "a://{x} second", "b://{x}");
    }

    @Test
    public void allPagesButTheLastAreFullWhateverConnectorsAnswer() throws IOException {
        testing.publish("x.jar", "n", FakeResource.at("r://1"), FakeResource.at("r://2"));
        testing.publish(
                "y.jar",
                "m",
                FakeTemplate.listing("a://{x}"),
                FakeTemplate.listing("b://{x}"),
                FakeTemplate.listing("c://{x}"));
        lists.put("a://{x}", page("second", "a://1", "a://2", "a://3"));
        lists.put("a://{x} second", page("", "a://4"));
        lists.put("b://{x}", page("", "b://1", "b://2", "b://3", "b://4", "b://5"));
        lists.put("c://{x}", page("", "c://1"));
        List<String> all = List.of(
                "r://1", "r://2", "a://1", "a://2", "a://3", "a://4", "b://1", "b://2", "b://3", "b://4", "b://5",
                "c://1");

        for (int size = 1; size <= 13; size++) {
            List<List<String>> pages = walk(size);

            assertThat(pages.stream().flatMap(List::stream))
                    .as("pages of %s", size)
                    .containsExactlyElementsOf(all);
            assertThat(pages.subList(0, pages.size() - 1))
                    .as("pages of %s", size)
                    .allMatch(fullOf(size));
            assertThat(pages.get(pages.size() - 1)).as("pages of %s", size).isNotEmpty();
        }
    }

    private static Predicate<List<String>> fullOf(int size) {
        return page -> page.size() == size;
    }

    @Test
    public void nothingThatStaysIsLeftOutWhenAConnectorsAnswerChangesInBetween() throws IOException {
        testing.publish("y.jar", "m", FakeTemplate.listing("a://{x}"));
        lists.put("a://{x}", page("", "a://1", "a://2", "a://3", "a://4"));
        Optional<String> cursor = answer(listing(2, Optional.empty())).next();

        lists.put("a://{x}", page("", "a://2", "a://2b", "a://3", "a://4"));
        assertThat(uris(answer(listing(2, cursor)))).as("the first went").containsExactly("a://2b", "a://3");

        lists.put("a://{x}", page("", "a://1", "a://3", "a://4"));
        assertThat(uris(answer(listing(3, cursor))))
                .as("the last one sent went")
                .containsExactly("a://1", "a://3", "a://4");
    }

    @Test
    public void twoResourcesWithOneUriAreListedOnce() throws IOException {
        testing.publish("y.jar", "m", FakeTemplate.listing("a://{x}"));
        lists.put("a://{x}", page("", "a://1", "a://1", "a://1", "a://2"));

        assertThat(walk(1)).containsExactly(List.of("a://1"), List.of("a://2"));
    }

    @Test
    public void whatIsStoppedContinuesWithTheSameQuestion() throws IOException {
        testing.publish("x.jar", "n", FakeResource.at("r://1"));
        testing.publish("y.jar", "m", FakeTemplate.listing("a://{x}"));
        lists.put("a://{x}", page("", "a://1"));
        ResourceListing listing = listing(5, Optional.empty());

        assertThat(listing.hasItems()).isTrue();
        listing.stop();

        assertThat(uris(listing.page())).containsExactly("r://1");
        assertThat(uris(answer(listing(5, listing.page().next())))).containsExactly("a://1");
    }

    @Test
    public void withoutRegisteredResourcesTheFirstPageIsATemplates() throws IOException {
        testing.publish("y.jar", "m", FakeTemplate.listing("a://{x}"));
        lists.put("a://{x}", page("", "a://1"));

        assertThat(walk(2)).containsExactly(List.of("a://1"));
    }

    @Test
    public void withoutAnythingThereIsOneEmptyPage() throws IOException {
        assertThat(walk(2)).containsExactly(List.of());
    }

    @Test
    public void emptyAnswersArePassedOver() throws IOException {
        testing.publish(
                "y.jar",
                "m",
                FakeTemplate.listing("a://{x}"),
                FakeTemplate.listing("b://{x}"),
                FakeTemplate.listing("c://{x}"));
        lists.put("a://{x}", page("more"));
        lists.put("a://{x} more", page(""));
        lists.put("b://{x}", page(""));
        lists.put("c://{x}", page("", "c://1"));

        assertThat(walk(2)).containsExactly(List.of("c://1"));
    }

    @Test
    public void aConnectorThatNeverComesToAnEndIsLeftForTheNextPage() throws IOException {
        testing.publish("y.jar", "m", FakeTemplate.listing("a://{x}"));
        lists.put("a://{x}", page("again"));
        lists.put("a://{x} again", page("again"));

        ListPage page = answer(listing(2, Optional.empty()));

        assertThat(uris(page)).isEmpty();
        assertThat(page.next()).isPresent();
        assertThat(asked).hasSize(100);
    }

    @Test
    public void aConnectorThatFailsIsPassedOver() throws IOException {
        testing.publish("y.jar", "m", FakeTemplate.listing("a://{x}"), FakeTemplate.listing("b://{x}"));
        lists.put("b://{x}", page("", "b://1"));

        assertThat(walk(2)).containsExactly(List.of("b://1"));
        assertThat(asked).containsExactly("a://{x}", "b://{x}");
    }

    @Test
    public void entriesThatAreNoGoodAreLeftOut() throws IOException {
        testing.publish("y.jar", "m", FakeTemplate.listing("a://{x}"));
        lists.put("a://{x}", page("", "no scheme", "a://ok", "a://" + "x".repeat(5_000)));

        assertThat(walk(2)).containsExactly(List.of("a://ok"));
    }

    @Test
    public void tooMuchAtOnceCountsAsFailure() throws IOException {
        testing.publish(
                "y.jar",
                "m",
                FakeTemplate.listing("a://{x}"),
                FakeTemplate.listing("b://{x}"),
                FakeTemplate.listing("c://{x}"));
        lists.put(
                "a://{x}",
                page("", IntStream.range(0, 10_001).mapToObj(i -> "a://" + i).toArray(String[]::new)));
        lists.put("b://{x}", page("x".repeat(5_000), "b://1"));
        lists.put("c://{x}", page("", "c://1"));

        assertThat(walk(2)).containsExactly(List.of("c://1"));
    }

    @Test
    public void aTemplateThatWentMeanwhileIsPassedOver() throws IOException {
        testing.publish("y.jar", "m", FakeTemplate.listing("a://{x}"), FakeTemplate.listing("b://{x}"));
        lists.put("a://{x}", page("second\nline", "a://1"));
        lists.put("b://{x}", page("", "b://1"));
        Optional<String> cursor = answer(listing(1, Optional.empty())).next();

        testing.publish("y.jar", "m", FakeTemplate.listing("b://{x}"));

        assertThat(uris(answer(listing(2, cursor)))).containsExactly("b://1");
    }

    @Test
    public void aConnectorsCursorComesBackAsItWas() throws IOException {
        testing.publish("y.jar", "m", FakeTemplate.listing("a://{x}"));
        lists.put("a://{x}", page("two\nlines\u0000 ä", "a://1"));
        lists.put("a://{x} two\nlines\u0000 ä", page("", "a://2"));

        assertThat(walk(2)).containsExactly(List.of("a://1", "a://2"));
        assertThat(walk(1)).containsExactly(List.of("a://1"), List.of("a://2"));
    }

    @Test
    public void thePageIsNotThereBeforeItsQuestionIsAnswered() {
        testing.publish("y.jar", "m", FakeTemplate.listing("a://{x}"));

        assertThatThrownBy(() -> listing(2, Optional.empty()).page()).isInstanceOf(IllegalStateException.class);
    }

    private List<List<String>> walk(int size) throws IOException {
        List<List<String>> walked = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            ListPage page = answer(listing(size, cursor));
            walked.add(uris(page));
            cursor = page.next();
        } while (cursor.isPresent());
        return walked;
    }

    private ResourceListing listing(int size, Optional<String> cursor) {
        return new Views(testing.catalog::snapshot, new TestPolicy(), sealer, () -> size)
                .view(ALL)
                .resourcesPage(new PageRequest(Revision.V2025_11_25, "me", cursor))
                .orElseThrow();
    }

    private ListPage answer(ResourceListing listing) {
        while (listing.question().isPresent()) {
            ResourceListing.Question question = listing.question().get();
            String key = question.template().key()
                    + question.cursor().map(cursor -> " " + cursor).orElse("");
            asked.add(key);
            if (lists.containsKey(key)) {
                listing.addAnswer(lists.get(key));
            } else {
                listing.skipTemplate();
            }
        }
        return listing.page();
    }

    private static Page<ResourceDefinition> page(String next, String... uris) {
        return new Page<>(
                List.of(uris).stream()
                        .map(uri -> ResourceDefinition.of(uri, "Some"))
                        .toList(),
                Optional.of(next).filter(cursor -> !cursor.isEmpty()));
    }

    private static List<String> uris(ListPage page) throws IOException {
        List<String> uris = new ArrayList<>();
        for (JsonNode item : new ObjectMapper().readTree(page.items())) {
            uris.add(item.get("uri").asText());
        }
        return uris;
    }
}
