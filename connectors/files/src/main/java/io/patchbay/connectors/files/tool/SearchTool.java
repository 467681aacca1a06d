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

/** Searches in the text of files. */
public final class SearchTool {

    private final Supplier<Tree> tree;

    private SearchTool(Supplier<Tree> tree) {
        this.tree = tree;
    }

    public static Tool of(Supplier<Tree> tree) {
        return TypedTool.of(
                ToolDefinition.readOnly(
                                "search",
                                "Searches for text in the content of files, line by line, in all folders below one. Files that are not text are left out.")
                        .withTitle("Search in files"),
                Input.class,
                Output.class,
                new SearchTool(tree)::search);
    }

    record Input(
            @Description(
                    "What to search for: plain text, or a regular expression of RE2's syntax where 'regex' is true")
            @Size(min = 1, max = 1000)
            String text,

            Optional<Boolean> regex,

            @Description("Whether upper and lower case are the same; false when left out")
            Optional<Boolean> ignoreCase,

            @Description("A file, or a folder to search in; all root folders when left out") @Size(max = 4096)
            Optional<String> path,

            @Description("Only in files whose names match this glob, for example '*.md'") @Size(min = 1, max = 256)
            Optional<String> files,

            @Description("How many lines to show before and after each; none when left out") @Minimum(0) @Maximum(10)
            Optional<Integer> context) {

        LinePattern pattern() {
            boolean anyCase = ignoreCase.orElse(false);
            return regex.orElse(false) ? LinePattern.regex(text, anyCase) : LinePattern.literal(text, anyCase);
        }
    }

    record Output(
            List<LineMatch> matches,
            @Description("How many files were searched") int files,

            @Description("Whether this is all; else narrow the search")
            boolean complete,

            @Description("What could not be searched, and why")
            Optional<String> leftOut)
            implements AsText {
        @Override
        public String asText() {
            String found = matches.isEmpty()
                    ? "Nothing found."
                    : matches.stream().map(LineMatch::asText).collect(Collectors.joining("\n"));
            String more = complete ? "." : ", then it was enough: narrow the search by its path, files or text.";
            return found + "\n\nSearched " + files + " files" + more
                    + leftOut.map(what -> " " + what).orElse("");
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
        boolean complete = snapshot.spelled(
                PathParser.path(input.path().orElse(""), snapshot.settings()),
                start -> search(snapshot, start, files, search, leftOut));
        return new Output(search.matches(), search.files(), complete, leftOut.said());
    }

    private static boolean search(Tree snapshot, FilePath start, Optional<Glob> files, Search search, LeftOut leftOut)
            throws IOException {
        if (!start.isTop() && snapshot.entry(start).isFile()) {
            return snapshot.file(start, file -> search.in(start, file));
        }
        return new Walk(snapshot, new Walk.Reach(Walk.ALL, search::ended), leftOut, (path, entry, folder) -> {
                    List<String> below = path.names()
                            .subList(start.names().size(), path.names().size());
                    boolean wanted = entry.isFile()
                            && files.map(glob -> glob.matches(below)).orElse(true);
                    return !wanted || search.in(path, folder);
                })
                .run(start, List.of());
    }
}
