package io.patchbay.connectors.files.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.Arguments;
import io.patchbay.api.Completion;
import io.patchbay.api.Contents;
import io.patchbay.api.ResourceResult;
import io.patchbay.api.Tool;
import io.patchbay.connectors.files.Place;
import io.patchbay.connectors.files.tool.Desk;
import io.patchbay.connectors.files.tool.DeskTest;
import io.patchbay.connectors.files.tool.FileTemplate;
import io.patchbay.connectors.files.tool.FindTool;
import io.patchbay.connectors.files.tool.InfoTool;
import io.patchbay.connectors.files.tool.ListTool;
import io.patchbay.connectors.files.tool.ReadTool;
import io.patchbay.connectors.files.tool.SearchTool;
import io.patchbay.testing.TestingCallContext;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.Rule;
import org.junit.Test;

/** Names that are the same but for their Unicode form: found by readers, named to writers. */
public class UnicodeNamesTest {

    private static final String COMPOSED = "\u00fcbung";
    private static final String DECOMPOSED = "u\u0308bung";

    @Rule
    public final Place place = new Place();

    private Tree tree;

    @Test
    public void readersFindTheOnlyOneInBothDirections() throws Exception {
        for (boolean composed : new boolean[] {true, false}) {
            String stored = (composed ? COMPOSED : DECOMPOSED) + composed;
            String asked = (composed ? DECOMPOSED : COMPOSED) + composed;
            place.file(stored + "/" + stored + ".txt", "needle");
            tree = place.tree();
            String path = "docs/" + asked + "/" + asked + ".txt";
            String real = "docs/" + stored + "/" + stored + ".txt";

            assertThat(call(ReadTool.of(() -> tree), Map.of("path", path))).isEqualTo("needle");
            assertThat(call(InfoTool.of(() -> tree), Map.of("path", path))).contains("\"path\":\"" + real + "\"");
            assertThat(call(ListTool.of(() -> tree), Map.of("path", "docs/" + asked)))
                    .startsWith(real + "  ");
            assertThat(call(FindTool.of(() -> tree), Map.of("path", "docs/" + asked, "pattern", "*")))
                    .startsWith(real + "  ");
            assertThat(call(FindTool.of(() -> tree), Map.of("pattern", asked + "*.txt")))
                    .startsWith(real + "  ");
            assertThat(call(SearchTool.of(() -> tree), Map.of("path", path, "text", "needle")))
                    .startsWith(real + ":1");
            assertThat(call(
                            SearchTool.of(() -> tree),
                            Map.of("path", "docs/" + asked, "text", "needle", "files", asked + "*")))
                    .startsWith(real + ":1");
            URI uri = URI.create(FilePath.of(path).uri("files"));
            FileTemplate template = new FileTemplate("files", () -> tree);
            ResourceResult.Complete read =
                    (ResourceResult.Complete) template.read(uri, Map.of(), new TestingCallContext());
            assertThat(((Contents.Text) read.contents().get(0)).text()).isEqualTo("needle");
            assertThat(read.contents().get(0).uri()).as("as it was asked for").isEqualTo(uri.toString());
            Completion proposals = template.complete(
                    "path", "docs/" + asked + "/" + asked.substring(0, 3), Map.of(), new TestingCallContext());
            assertThat(proposals.values()).containsExactly(real);
        }
    }

    @Test
    public void aListingGoesOnWhereItEndedInWhateverFormThatIsSaid() {
        for (String name : List.of("a", DECOMPOSED, "v", "z")) {
            place.file(name, "x");
        }
        tree = new Tree(place.withLimits(10, 10, 2));

        assertThat(call(ListTool.of(() -> tree), Map.of("path", "docs", "after", "docs/" + COMPOSED)))
                .startsWith("docs/v  ")
                .contains("docs/z  ");
    }

    @Test
    public void aRootIsFoundInBothForms() {
        place.file("a.txt", "inside");
        tree = new Tree(new FilesSettings(
                "files", Map.of(DECOMPOSED, place.root), Set.of(), FilesLimits.DEFAULTS, false, false, false));

        assertThat(call(ReadTool.of(() -> tree), Map.of("path", COMPOSED + "/a.txt")))
                .isEqualTo("inside");
    }

    @Test
    public void whatIsThereExactlyCounts() {
        place.file(COMPOSED, "composed");
        place.file(DECOMPOSED, "decomposed");
        tree = place.tree();

        assertThat(call(ReadTool.of(() -> tree), Map.of("path", "docs/" + COMPOSED)))
                .isEqualTo("composed");
        assertThat(call(ReadTool.of(() -> tree), Map.of("path", "docs/" + DECOMPOSED)))
                .isEqualTo("decomposed");
    }

    @Test
    public void severalAreNamedAndEachIsReachedByItsUri() {
        // One letter with two marks has three forms.
        place.file("\u01d6", "one");
        place.file("u\u0308\u0304", "two");
        tree = place.tree();

        String answer = call(ReadTool.of(() -> tree), Map.of("path", "docs/\u00fc\u0304"));

        assertThat(answer)
                .startsWith("Several names differ from")
                .contains("files://files/docs/%C7%96", "files://files/docs/u%CC%88%CC%84");
        assertThat(call(ReadTool.of(() -> tree), Map.of("path", "files://files/docs/u%CC%88%CC%84")))
                .isEqualTo("two");
    }

    @Test
    public void onlyThePathWithTheFileIsMeantWhereFoldersAreTheSame() {
        place.file(COMPOSED + "/other.txt", "x");
        place.file(DECOMPOSED + "/a.txt", "inside");
        tree = place.tree();

        assertThat(call(ReadTool.of(() -> tree), Map.of("path", "docs/" + COMPOSED + "/a.txt")))
                .isEqualTo("inside");
    }

    @Test
    public void whatIsHiddenIsNotFoundInAnyForm() {
        place.file("." + DECOMPOSED, "hidden");
        tree = place.tree();

        assertThat(call(ReadTool.of(() -> tree), Map.of("path", "docs/." + COMPOSED)))
                .startsWith("There is no file or folder");
    }

    /** Names are bytes where something is written: what it would mean is named, and nothing changes. */
    @Test
    public void writersAreToldTheNameThatIsThere() {
        place.file(DECOMPOSED + ".txt", "old");
        Desk desk = new Desk(place.writable());
        String path = "docs/" + COMPOSED + ".txt";

        for (Map.Entry<String, Map<String, ?>> call : Map.<String, Map<String, ?>>of(
                        "edit", Map.of("path", path, "edits", DeskTest.edits("old", "new")),
                        "delete", Map.of("path", path),
                        "move", Map.of("from", path, "to", "docs/moved"))
                .entrySet()) {
            assertThat(desk.call(call.getKey(), call.getValue()))
                    .as(call.getKey())
                    .contains("differs only in its Unicode form", "files://files/docs/u%CC%88bung.txt");
        }
        assertThat(desk.code("create", Map.of("path", path, "text", "x"))).isEqualTo("already_exists");
        assertThat(desk.code("write", Map.of("path", path, "text", "x"))).isEqualTo("already_exists");
        DeskTest.onlyNames(place.root, DECOMPOSED + ".txt");

        assertThat(desk.code(
                        "edit",
                        Map.of("path", "files://files/docs/u%CC%88bung.txt", "edits", DeskTest.edits("old", "new"))))
                .isEmpty();
        assertThat(place.root.resolve(DECOMPOSED + ".txt")).hasContent("new");
    }

    private static String call(Tool tool, Map<String, ?> arguments) {
        try {
            return Desk.text(tool.call(Arguments.of(arguments), new TestingCallContext()));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
