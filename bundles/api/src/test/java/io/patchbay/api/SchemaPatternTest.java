package io.patchbay.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.junit.Test;

public class SchemaPatternTest {

    private static final Pattern ESCAPE = Pattern.compile("\\\\u\\{([0-9a-f]+)}");

    @Test
    public void matchesLikeJavaScript() throws Exception {
        List<String> texts = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        int patterns = 0;
        for (String line : lines()) {
            String[] columns = line.split("\t", -1);
            if (columns[0].equals("text")) {
                texts.add(ESCAPE.matcher(columns[1])
                        .replaceAll(escape ->
                                Matcher.quoteReplacement(Character.toString(Integer.parseInt(escape.group(1), 16)))));
            } else if (columns[0].equals("pattern")) {
                patterns++;
                Pattern pattern = SchemaPattern.compile(columns[1]);
                for (int i = 0; i < texts.size(); i++) {
                    if (pattern.matcher(texts.get(i)).find() != (columns[2].charAt(i) == '1')) {
                        wrong.add(columns[1] + " in \"" + texts.get(i) + "\"");
                    }
                }
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(patterns).isEqualTo(50);
    }

    @Test
    public void rejectsSyntaxThatJavaScriptLacksWithTheReason() {
        for (String java : List.of(
                "\\h",
                "\\H",
                "\\R",
                "\\X",
                "\\Qa\\E",
                "\\A",
                "\\Z",
                "\\z",
                "\\G",
                "\\e",
                "\\a",
                "\\N{DIGIT ONE}",
                "\\pL",
                "\\p{IsGreek}",
                "\\p{InGreek}",
                "\\p{javaLetter}",
                "\\p{Punct}",
                "\\p{Emoji}",
                "\\p{Script=Nowhere}",
                "\\x{41}",
                "\\01",
                "\\u12",
                "\\xg",
                "\\c1",
                "\\",
                "[",
                "[\\",
                "[z-a]",
                "[\\B]",
                "[\\1]",
                "(",
                ")",
                "(?i)a",
                "(?i:a)",
                "(?>a)",
                "(?#a)",
                "(?P<n>a)",
                "(?<n>a)(?<n>b)",
                "(?<1>a)",
                "\\k<n>",
                "\\k",
                "\\1",
                "(a)?\\1",
                "(a\\1)",
                "(?:(a)|b)\\1",
                "a++",
                "a*+",
                "a?+",
                "a**",
                "*a",
                "a{,3}",
                "{",
                "a{",
                "a{2,1}",
                "a{1",
                "^*",
                "\\b+",
                "(?=a)*",
                "(?<=(?:ab)+)c",
                "a{2000000}",
                "a{99999999999}")) {
            assertThatThrownBy(() -> SchemaPattern.compile(java))
                    .as(java)
                    .isInstanceOfSatisfying(
                            PatternSyntaxException.class,
                            e -> assertThat(e.getDescription()).isNotBlank());
        }
        assertThatThrownBy(() -> SchemaPattern.compile("\\h+")).hasMessageContaining("\\h is not supported");
    }

    private static List<String> lines() throws Exception {
        try (InputStream in = SchemaPatternTest.class.getResourceAsStream("patterns.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
