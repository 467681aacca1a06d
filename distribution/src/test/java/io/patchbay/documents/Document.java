package io.patchbay.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of this repository in Markdown: its links, its headings' anchors and its code blocks. */
record Document(Path file, List<Link> links, Set<String> anchors, List<Block> blocks) {

    static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

    /** Folders with files that are generated or belong to other projects. */
    private static final Set<String> FOREIGN = Set.of(".git", "target", "node_modules", "tools", "data");

    private static final Pattern FENCE = Pattern.compile("^( *)```(\\S*)(.*)$");
    private static final Pattern COMMENT = Pattern.compile("<!-- *(.*?) *-->");
    private static final Pattern HEADING = Pattern.compile("^#{1,6} +(.*?) *#*$");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(\\s*<?([^)\\s>]+)>?(?:\\s+\"[^\"]*\")?\\s*\\)");
    private static final Pattern DEFINITION = Pattern.compile("(?m)^ {0,3}\\[[^\\]]+]:\\s*<?(\\S+?)>?(?:\\s+\".*\")?$");

    /** The target of a link, and its line. */
    record Link(String target, int line) {}

    /** A fenced block of code: the word after the fence, the comment in the line before it, and the lines between the fences. */
    record Block(String language, String comment, List<String> lines, int line) {

        String text() {
            return String.join("\n", lines);
        }
    }

    /** Returns all pages of this repository. */
    static List<Document> all() throws IOException {
        List<Document> documents = new ArrayList<>();
        for (Path file : files(REPOSITORY)) {
            documents.add(of(file));
        }
        return documents;
    }

    static Document of(Path file) throws IOException {
        List<Block> blocks = new ArrayList<>();
        List<String> prose = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        for (int index = 0; index < lines.size(); index++) {
            Matcher fence = FENCE.matcher(lines.get(index));
            if (!fence.matches()) {
                prose.add(lines.get(index));
                continue;
            }
            int begin = index;
            prose.add("");
            for (index++; !lines.get(index).strip().equals("```"); index++) {
                prose.add("");
            }
            prose.add("");
            Matcher comment =
                    COMMENT.matcher(begin == 0 ? "" : lines.get(begin - 1).strip());
            blocks.add(new Block(
                    fence.group(2),
                    comment.matches() ? comment.group(1) : "",
                    List.copyOf(lines.subList(begin + 1, index)),
                    begin + 1));
        }
        return new Document(file, links(prose), anchors(prose), List.copyOf(blocks));
    }

    /** Returns a position in this page as path and line number. */
    String at(int line) {
        return REPOSITORY.relativize(file) + ":" + line;
    }

    private static List<Path> files(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.sorted().toList()) {
                String name = entry.getFileName().toString();
                if (Files.isDirectory(entry) && !Files.isSymbolicLink(entry) && !FOREIGN.contains(name)) {
                    found.addAll(files(entry));
                } else if (name.endsWith(".md")) {
                    found.add(entry);
                }
            }
        }
        return found;
    }

    private static List<Link> links(List<String> prose) {
        String text = withoutCode(String.join("\n", prose));
        List<Link> links = new ArrayList<>();
        for (Pattern pattern : List.of(LINK, DEFINITION)) {
            for (Matcher link = pattern.matcher(text); link.find(); ) {
                int line = 1
                        + (int) text.substring(0, link.start(1))
                                .chars()
                                .filter(character -> character == '\n')
                                .count();
                links.add(new Link(link.group(1), line));
            }
        }
        return List.copyOf(links);
    }

    /** Replaces code between backticks, which contains no links. Keeps its line breaks. */
    private static String withoutCode(String text) {
        return Pattern.compile("(`+)[^`](?:.|\\n(?!\\n))*?\\1(?!`)")
                .matcher(text)
                .replaceAll(code -> code.group().replaceAll("[^\\n]", "."));
    }

    /** Returns the anchors that GitHub generates for headings. */
    private static Set<String> anchors(List<String> prose) {
        Set<String> anchors = new LinkedHashSet<>();
        Map<String, Integer> seen = new HashMap<>();
        for (String line : prose) {
            Matcher heading = HEADING.matcher(line);
            if (heading.matches()) {
                String text = heading.group(1).replaceAll("\\[([^\\]]*)]\\([^)]*\\)", "$1");
                String anchor = text.toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-');
                int before = seen.merge(anchor, 1, Integer::sum) - 1;
                anchors.add(before == 0 ? anchor : anchor + "-" + before);
            }
        }
        return anchors;
    }
}
