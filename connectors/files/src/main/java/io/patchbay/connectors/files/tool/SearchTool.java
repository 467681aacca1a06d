package io.patchbay.connectors.files.tool;

import io.patchbay.api.CallContext;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolDefinition;
import io.patchbay.connectors.files.search.Glob;
import io.patchbay.connectors.files.search.LeftOut;
import io.patchbay.connectors.files.search.LineMatch;
import io.patchbay.connectors.files.search.LinePattern;
import io.patchbay.connectors.files.search.Search;
import io.patchbay.connectors.files.search.Walk;
import io.patchbay.connectors.files.tree.FilePath;
import io.patchbay.connectors.files.tree.StopCondition;
import io.patchbay.connectors.files.tree.Tree;
import io.patchbay.typed.AsText;
import io.patchbay.typed.Description;
import io.patchbay.typed.Maximum;
import io.patchbay.typed.Minimum;
import io.patchbay.typed.Size;
import io.patchbay.typed.TypedTool;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Searches the text of files. */
public final class SearchTool {

    private final Supplier<Tree> tree;

    private SearchTool(Supplier<Tree> tree) {
        this.tree = tree;
    }

    public static Tool of(Supplier<Tree> tree) {
        return TypedTool.of(
                ToolDefinition.readOnly(
                                "search",
                                "Searches the text of files, line by line, in a folder and all folders below it. Files that are not text are skipped.")
                        .withTitle("Search in files"),
                Input.class,
                Output.class,
                new SearchTool(tree)::search);
    }

    record Input(
            @Description("The text to search for, or a regular expression in RE2 syntax if 'regex' is true")
            @Size(min = 1, max = 1000)
            String text,

            Optional<Boolean> regex,

            @Description("Whether to ignore case. Default: false")
            Optional<Boolean> ignoreCase,

            @Description("A file, or a folder to search in. Default: all root folders") @Size(max = 4096)
            Optional<String> path,

            @Description("Search only files whose names match this glob, for example '*.md'") @Size(min = 1, max = 256)
            Optional<String> files,

            @Description("The number of lines to show before and after each match. Default: 0") @Minimum(0) @Maximum(10)
            Optional<Integer> context) {

        LinePattern pattern() {
            boolean anyCase = ignoreCase.orElse(false);
            return regex.orElse(false) ? LinePattern.regex(text, anyCase) : LinePattern.literal(text, anyCase);
        }
    }

    record Output(
            List<LineMatch> matches,
            @Description("The number of searched files") int files,

            @Description("Whether these are all matches. If false, narrow the search")
            boolean complete,

            @Description("The files and folders that could not be searched, with the reason")
            Optional<String> leftOut)
            implements AsText {
        @Override
        public String asText() {
            String found = matches.isEmpty()
                    ? "Nothing found."
                    : matches.stream().map(LineMatch::asText).collect(Collectors.joining("\n"));
            String more =
                    complete ? "." : ". There may be more matches. Narrow the search with 'path', 'files' or 'text'.";
            return found + "\n\nSearched " + files + " files" + more
                    + leftOut.map(message -> " " + message).orElse("");
        }
    }

    private Output search(Input input, CallContext context) throws IOException {
        Tree snapshot = tree.get();
        Optional<Glob> files = input.files().map(FindTool::glob);
        LeftOut leftOut = new LeftOut();
        Search search = new Search(
                new Search.Query(
                        input.pattern(),
                        input.context().orElse(0),
                        snapshot.settings().limits().maxResults()),
                StopCondition.of(context),
                leftOut);
        boolean complete = snapshot.withExistingSpelling(
                PathParser.parse(input.path().orElse(""), snapshot.settings()),
                start -> search(snapshot, start, files, search, leftOut));
        return new Output(search.matches(), search.fileCount(), complete, leftOut.describe());
    }

    private static boolean search(Tree snapshot, FilePath start, Optional<Glob> files, Search search, LeftOut leftOut)
            throws IOException {
        if (!start.isTop() && snapshot.entry(start).isFile()) {
            return snapshot.file(start, file -> search.searchFile(start, file));
        }
        return new Walk(snapshot, new Walk.Reach(Walk.MAX_DEPTH, search::isEnded), leftOut, (path, entry, folder) -> {
                    List<String> below = path.names()
                            .subList(start.names().size(), path.names().size());
                    boolean wanted = entry.isFile()
                            && files.map(glob -> glob.matches(below)).orElse(true);
                    return !wanted || search.searchFile(path, folder);
                })
                .run(start, List.of());
    }
}
