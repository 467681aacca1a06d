package io.patchbay.connectors.files.edit;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.connectors.files.Place;
import io.patchbay.connectors.files.tool.Desk;
import io.patchbay.connectors.files.tool.DeskTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** Edits with text as models write it, in files whose lines end in whatever way. */
public class LineEndsTest {

    @Rule
    public final Place place = new Place();

    private Desk desk;

    @Before
    public void open() {
        desk = new Desk(place.writable());
    }

    @Test
    public void everyUniformFileKeepsItsEnds() throws Exception {
        for (String end : List.of("\r\n", "\n", "\r")) {
            for (String said : List.of("\n", "\r\n", "\r")) {
                assertThat(edited("a|b|c|".replace("|", end), "b", "b1" + said + "b2"))
                        .isEqualTo("a|b1|b2|c|".replace("|", end));
                assertThat(edited("a|b|c|".replace("|", end), "a" + said + "b" + said, "x" + said))
                        .isEqualTo("x|c|".replace("|", end));
                assertThat(edited("a|b|c|".replace("|", end), said + "b" + said, said + "x" + said + "y" + said))
                        .isEqualTo("a|x|y|c|".replace("|", end));
                assertThat(edited("a|b".replace("|", end), "b", "b" + said + "c"))
                        .isEqualTo("a|b|c".replace("|", end));
                assertThat(edited("a|b|".replace("|", end), "b" + said, "")).isEqualTo("a|".replace("|", end));
            }
        }
    }

    @Test
    public void everyPlaceIsReplacedInItsEnds() throws Exception {
        Path file = place.file("m.txt", "x\r\ny\r\nx\r\ny\r\n");

        assertThat(desk.code(
                        "edit",
                        Map.of(
                                "path",
                                "docs/m.txt",
                                "edits",
                                List.of(Map.of("oldText", "x\ny", "newText", "1\n2\n3", "all", true)))))
                .isEmpty();

        assertThat(Files.readString(file)).isEqualTo("1\r\n2\r\n3\r\n1\r\n2\r\n3\r\n");
    }

    @Test
    public void linesOfAMixedFileKeepTheirOwn() throws Exception {
        String mixed = "one\ntwo\r\nthree\rfour\n";

        assertThat(edited(mixed, "two", "2a\n2b")).isEqualTo("one\n2a\r\n2b\r\nthree\rfour\n");
        assertThat(edited(mixed, "one\ntwo\nthree", "one\n2\nthree")).isEqualTo("one\n2\r\nthree\rfour\n");
        assertThat(edited(mixed, "one\ntwo\nthree\nfour", "one\nnew\ntwo\nthree\nfour"))
                .isEqualTo("one\nnew\r\ntwo\r\nthree\rfour\n");
        assertThat(edited(mixed, "two\nthree\n", "")).isEqualTo("one\nfour\n");
        assertThat(edited(mixed, "\nfour", "\n4")).isEqualTo("one\ntwo\r\nthree\r4\n");
    }

    @Test
    public void encodingsKeepTheirMarksAndEnds() throws Exception {
        Path file = place.file("w.txt", "\ufeffa\r\nb\r\n".getBytes(StandardCharsets.UTF_16LE));

        assertThat(desk.code("edit", Map.of("path", "docs/w.txt", "edits", DeskTest.edits("a\nb", "a\nx\nb"))))
                .isEmpty();

        assertThat(file).hasBinaryContent("\ufeffa\r\nx\r\nb\r\n".getBytes(StandardCharsets.UTF_16LE));
    }

    @Test
    public void aFileOfOneLineTakesTheTextAsItIs() throws Exception {
        assertThat(edited("a", "a", "a\nb")).isEqualTo("a\nb");
        assertThat(edited("a", "a", "")).isEmpty();
    }

    @Test
    public void saysWhereTheFirstDifferenceIs() {
        String file = "class A {\r\n\tint first = 1;\r\n\tint second  =  2; // don\u2019t\r\n\tString name;\r\n}\r\n";

        assertThat(refusal(file, "    int first = 1;"))
                .contains("line 2, column 1 of the file: the file has a tab, the text has 4 spaces.");
        assertThat(refusal(file, "\tint first = 1;\n\tint second = 2;"))
                .contains("line 3, column 13 of the file: the file has a space, the text has '='.");
        assertThat(refusal(file, "\tint second  =  2; // don't"))
                .contains("line 3, column 26 of the file: the file has '\u2019' (U+2019), the text has '''.");
        assertThat(refusal(file, "\tint First = 1;"))
                .contains("line 2, column 6 of the file: the file has 'f', the text has 'F'.");
        assertThat(refusal(file, "\tint first = 2;"))
                .contains("line 2, column 14 of the file: the file has '1', the text has '2'.");
        assertThat(refusal(file, "\tString name;\n\n}"))
                .contains("line 5, column 1 of the file: the file has '}', the text has a line end.");
        assertThat(refusal(file, "\tString name;\n}\n}"))
                .contains("line 6, column 1 of the file: the file ends there, the text has '}'.");
        assertThat(refusal(file, "\tint first = 1;\u00a0"))
                .contains("column 16 of the file: the file has a line end, the text has a no-break space (U+00A0).");
        assertThat(refusal(file, "nothing like it"))
                .contains("was not found. Read the file again, because every space and line end counts.");
    }

    @Test
    public void theHintNeverShowsAControlCharacter() {
        assertThat(refusal("some text\u001b[2J here", "some text here!")).doesNotContain("\u001b");
    }

    private String refusal(String text, String old) {
        place.file("r.txt", text);
        String answer = desk.call("edit", Map.of("path", "docs/r.txt", "edits", DeskTest.edits(old, "x")));
        assertThat(place.root.resolve("r.txt")).hasBinaryContent(text.getBytes(StandardCharsets.UTF_8));
        return answer;
    }

    private String edited(String text, String old, String now) throws Exception {
        Path file = place.file("e.txt", text);
        assertThat(desk.code("edit", Map.of("path", "docs/e.txt", "edits", DeskTest.edits(old, now))))
                .isEmpty();
        return Files.readString(file);
    }
}
