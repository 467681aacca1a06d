package io.patchbay.connectors.files.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.Test;

public class UnifiedDiffTest {

    @Test
    public void showsWhatChangedWithLinesAround() {
        String before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n";
        String after = "1\n2\n3\n4\nfive\n6\n7\n8\n9\n10\n11\n12\n13\n14\n16\n17\n";

        assertThat(UnifiedDiff.of("docs/a", "docs/a", before, after)).isEqualTo("""
                --- docs/a
                +++ docs/a
                @@ -2,7 +2,7 @@
                 2
                 3
                 4
                -5
                +five
                 6
                 7
                 8
                @@ -12,5 +12,5 @@
                 12
                 13
                 14
                -15
                 16
                +17
                """);
    }

    @Test
    public void saysThatTheLastLineHasNoEnd() {
        assertThat(UnifiedDiff.of("a", "a", "x", "x\n"))
                .isEqualTo("--- a\n+++ a\n@@ -1 +1 @@\n-x\n\\ No newline at end of file\n+x\n");
    }

    @Test
    public void aNewFileIsAllAddedAndADeletedOneAllGone() {
        assertThat(UnifiedDiff.of("/dev/null", "a", "", "x\ny\n"))
                .isEqualTo("--- /dev/null\n+++ a\n@@ -0,0 +1,2 @@\n+x\n+y\n");
        assertThat(UnifiedDiff.of("a", "/dev/null", "x\n", "")).isEqualTo("--- a\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n");
    }

    @Test
    public void ofTheSameThereIsNone() {
        assertThat(UnifiedDiff.of("a", "a", "x\n", "x\n")).isEmpty();
    }

    @Test
    public void hidesNothingFromWhoReadsIt() {
        String diff = UnifiedDiff.of("a", "a", "x\n", "x\r\n\u001b[2Kgone\u202eright\u200b\u0000\n");

        assertThat(diff).contains("+x\\r\n", "+\\u{001B}[2Kgone\\u{202E}right\\u{200B}\\u{0000}\n");
    }

    @Test
    public void showsJoinersAndTagsWhichOtherwiseNobodySees() {
        String diff = UnifiedDiff.of("a", "a", "x\n", "x\u200d\u00ad\udb40\udc01\n");

        assertThat(diff).contains("+x\\u{200D}\\u{00AD}\\u{E0001}\n");
    }

    /** Whoever applies it to the one gets the other. */
    @Test
    public void leadsFromTheOneToTheOther() {
        Random random = new Random(20_261_120);
        for (int i = 0; i < 3_000; i++) {
            List<String> before = lines(random);
            List<String> after = random.nextInt(4) == 0 ? lines(random) : changed(before, random);

            assertThat(applied(before, LineDifference.of(before, after), after)).isEqualTo(after);
            List<LineDifference.Piece> pieces = LineDifference.of(before, after);
            for (int p = 1; p < pieces.size(); p++) {
                assertThat(pieces.get(p).oldStart())
                        .isGreaterThan(pieces.get(p - 1).oldEnd());
            }
        }
    }

    @Test(timeout = 600_000)
    public void isBoundedForTextsThatHaveNothingInCommon() {
        List<String> before = new ArrayList<>();
        List<String> after = new ArrayList<>();
        for (int i = 0; i < 200_000; i++) {
            before.add("old " + i);
            after.add("new " + i);
        }

        assertThat(LineDifference.of(before, after)).containsExactly(new LineDifference.Piece(0, 200_000, 0, 200_000));
    }

    @Test
    public void findsFewChangesInALongText() {
        List<String> before = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            before.add("line " + i);
        }
        List<String> after = new ArrayList<>(before);
        after.set(0, "first");
        after.remove(50_000);
        after.add("last");

        assertThat(LineDifference.of(before, after)).hasSize(3);
    }

    private static List<String> lines(Random random) {
        List<String> lines = new ArrayList<>();
        for (int i = random.nextInt(12); i > 0; i--) {
            lines.add(String.valueOf((char) ('a' + random.nextInt(4))));
        }
        return lines;
    }

    private static List<String> changed(List<String> before, Random random) {
        List<String> after = new ArrayList<>(before);
        for (int i = random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(after.size() + 1);
            if (random.nextBoolean() || at == after.size()) {
                after.add(at, "new");
            } else {
                after.remove(at);
            }
        }
        return after;
    }

    private static List<String> applied(List<String> before, List<LineDifference.Piece> pieces, List<String> after) {
        List<String> lines = new ArrayList<>();
        int at = 0;
        for (LineDifference.Piece piece : pieces) {
            lines.addAll(before.subList(at, piece.oldStart()));
            assertThat(lines).hasSize(piece.newStart());
            lines.addAll(after.subList(piece.newStart(), piece.newEnd()));
            at = piece.oldEnd();
        }
        lines.addAll(before.subList(at, before.size()));
        return lines;
    }
}
