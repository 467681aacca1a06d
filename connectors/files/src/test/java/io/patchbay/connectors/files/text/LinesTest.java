package io.patchbay.connectors.files.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.Test;

public class LinesTest {

    @Test
    public void endsALineHoweverItEnds() throws IOException {
        assertThat(read("a\nb\r\nc\rd\n\n\r\re")).containsExactly("1:a", "2:b", "3:c", "4:d", "5:", "6:", "7:", "8:e");
        assertThat(read("")).isEmpty();
        assertThat(read("\n")).containsExactly("1:");
        assertThat(read("a")).containsExactly("1:a");
    }

    @Test
    public void knowsAnEndThatLiesBetweenTwoReads() throws IOException {
        String line = "x".repeat(16_383);

        assertThat(read(line + "\r\nb")).containsExactly("1:" + line, "2:b");
    }

    @Test
    public void givesALongLineInPieces() throws IOException {
        String piece = "x".repeat(LineReader.MAX_PIECE_CHARS);

        assertThat(read(piece + "y\nb")).containsExactly("1:" + piece, "1:y", "2:b");
        assertThat(read("a\n" + piece + piece + "y")).containsExactly("1:a", "2:" + piece, "2:" + piece, "2:y");
    }

    private static List<String> read(String text) throws IOException {
        LineReader lines = new LineReader(new StringReader(text));
        List<String> read = new ArrayList<>();
        for (Optional<String> next = lines.next(); next.isPresent(); next = lines.next()) {
            read.add(lines.number() + ":" + next.get());
        }
        return read;
    }
}
