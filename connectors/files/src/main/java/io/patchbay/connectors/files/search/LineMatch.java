package io.patchbay.connectors.files.search;

import io.patchbay.typed.AsText;
import io.patchbay.typed.Description;
import java.util.List;

/** A line that matches a search. */
public record LineMatch(
        String path,
        @Description("The number of the line, from 1") long line,

        @Description("The line, or only the part around the match if the line is long")
        String text,

        List<String> before,
        List<String> after)
        implements AsText {

    @Override
    public String asText() {
        StringBuilder shown = new StringBuilder();
        long number = line - before.size();
        for (String each : before) {
            shown.append(path)
                    .append('-')
                    .append(number++)
                    .append("- ")
                    .append(each)
                    .append('\n');
        }
        shown.append(path).append(':').append(number++).append(": ").append(text);
        for (String each : after) {
            shown.append('\n')
                    .append(path)
                    .append('-')
                    .append(number++)
                    .append("- ")
                    .append(each);
        }
        return shown.toString();
    }
}
