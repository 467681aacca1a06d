package io.patchbay.protocol.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchbay.api.Tool;
import io.patchbay.protocol.FakeConnector;
import io.patchbay.protocol.FakeTool;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.TestingCatalog;
import io.patchbay.protocol.catalog.ToolEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class PagesTest {

    private static final Revision REVISION = Revision.V2025_11_25;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private TestingCatalog testing;

    @Before
    public void open() {
        testing = new TestingCatalog(folder.getRoot().toPath().resolve("names.json"));
    }

    @Test
    public void aListThatFitsIsOnePageInItsOwnOrder() throws IOException {
        publish(List.of("c", "a", "b"));
        Pages<ToolEntry> pages = pages(3);

        assertThat(names(pages.first(REVISION).items())).containsExactly("n_c", "n_a", "n_b");
        assertThat(pages.first(REVISION).last()).isEmpty();
    }

    @Test
    public void anEmptyListIsAnEmptyPage() {
        Pages.Cut cut = pages(3).first(REVISION);

        assertThat(cut.items()).asString(UTF_8).isEqualTo("[]");
        assertThat(cut.last()).isEmpty();
    }

    @Test
    public void pagesGoByNamespaceAndKeepTheOrderWithin() throws IOException {
        publish(List.of("d", "b", "a", "c", "e"));
        testing.publish("z.jar", "a.z", FakeTool.named("z"));
        testing.publish("y.jar", "n.z", FakeTool.named("a"));

        assertThat(walk(2))
                .containsExactly(
                        List.of("a.z_z", "n_a"), List.of("n_b", "n_c"), List.of("n_d", "n_e"), List.of("n.z_a"));
        assertThat(walk(4)).containsExactly(List.of("a.z_z", "n_b", "n_a", "n_c"), List.of("n_d", "n_e", "n.z_a"));
    }

    @Test
    public void nothingThatStaysIsSkippedOrRepeatedWhateverElseChanges() throws IOException {
        Random random = new Random(7);
        for (int round = 0; round < 60; round++) {
            List<String> names = new ArrayList<>(
                    IntStream.range(0, 30).mapToObj(i -> "t" + i).toList());
            List<String> staying =
                    names.subList(0, 10).stream().map(name -> "n_" + name).toList();
            publish(names);
            List<String> seen = new ArrayList<>();
            Optional<String> after = Optional.empty();
            do {
                Pages<ToolEntry> pages = pages(1 + random.nextInt(7));
                Pages.Cut cut = after.isEmpty() ? pages.first(REVISION) : pages.after(after.get(), REVISION);
                seen.addAll(names(cut.items()));
                after = cut.last();
                List<String> next = new ArrayList<>(names.subList(0, 10));
                names.subList(10, 30).stream()
                        .filter(name -> random.nextBoolean())
                        .forEach(next::add);
                IntStream.range(0, random.nextInt(5)).forEach(i -> next.add("new" + i));
                Collections.shuffle(next, random);
                publish(next);
            } while (after.isPresent());

            assertThat(seen).containsAll(staying);
            Set<String> once = new HashSet<>(seen);
            assertThat(seen).hasSameSizeAs(once);
        }
    }

    @Test
    public void goesOnWhereTheLastNameWasThoughItHasGone() throws IOException {
        publish(List.of("a", "b", "c", "d"));
        String place = pages(2).first(REVISION).last().orElseThrow();

        publish(List.of("d", "c"));

        assertThat(names(pages(2).after(place, REVISION).items())).containsExactly("n_d", "n_c");
    }

    @Test
    public void afterTheLastThereIsAnEmptyPage() {
        publish(List.of("a", "b"));
        String place = pages(1).first(REVISION).last().orElseThrow();

        publish(List.of("a"));

        assertThat(pages(1).after(place, REVISION).items()).asString(UTF_8).isEqualTo("[]");
        assertThat(pages(1).after(place, REVISION).last()).isEmpty();
    }

    @Test
    public void keepsFirstPagesAsLongAsTheBudgetAllows() {
        publish(List.of("a", "b"));
        Pages<ToolEntry> kept = pages(10);
        Pages<ToolEntry> poor = new Pages<>(testing.catalog.snapshot().tools(), 10, new AtomicLong(10));

        assertThat(kept.first(REVISION).items()).isSameAs(kept.first(REVISION).items());
        assertThat(poor.first(REVISION).items())
                .isNotSameAs(poor.first(REVISION).items())
                .isEqualTo(kept.first(REVISION).items());
    }

    private void publish(List<String> names) {
        testing.publish(
                "x.jar",
                "n",
                new FakeConnector(names.stream().map(FakeTool::named).toArray(Tool[]::new)));
    }

    private Pages<ToolEntry> pages(int size) {
        return new Pages<>(testing.catalog.snapshot().tools(), size, new AtomicLong(1_000_000));
    }

    private List<List<String>> walk(int size) throws IOException {
        List<List<String>> walked = new ArrayList<>();
        Pages<ToolEntry> pages = pages(size);
        Pages.Cut cut = pages.first(REVISION);
        walked.add(names(cut.items()));
        while (cut.last().isPresent()) {
            cut = pages.after(cut.last().get(), REVISION);
            walked.add(names(cut.items()));
        }
        return walked;
    }

    private static List<String> names(byte[] items) throws IOException {
        List<String> names = new ArrayList<>();
        for (JsonNode item : new ObjectMapper().readTree(items)) {
            names.add(item.get("name").asText());
        }
        return names;
    }
}
