package io.patchbay.connectors.files.tool;

import io.patchbay.api.CallContext;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolDefinition;
import io.patchbay.connectors.files.search.Glob;
import io.patchbay.connectors.files.search.LeftOut;
import io.patchbay.connectors.files.search.Walk;
import io.patchbay.connectors.files.tree.FilePath;
import io.patchbay.connectors.files.tree.StopCondition;
import io.patchbay.connectors.files.tree.Tree;
import io.patchbay.typed.AsText;
import io.patchbay.typed.Description;
import io.patchbay.typed.Size;
import io.patchbay.typed.ToolFailure;
import io.patchbay.typed.TypedTool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Finds files and folders by their names. */
public final class FindTool {

    private final Supplier<Tree> tree;

    private FindTool(Supplier<Tree> tree) {
        this.tree = tree;
    }

    public static Tool of(Supplier<Tree> tree) {
        return TypedTool.of(
                ToolDefinition.readOnly(
                                "find",
                                "Finds files and folders by a pattern for their names, in a folder and all folders below it.")
                        .withTitle("Find files by name"),
                Input.class,
                Output.class,
                new FindTool(tree)::find);
    }

    record Input(
            @Description(
                    "A glob for the name, for example '*.md' or 'report-20??.{csv,xlsx}'. A glob with a slash is for the path below the"
                            + " searched folder, for example 'guides/**/*.md'. A backslash before *, ?, [, ], {, }"
                            + " or a comma means the character itself, for example"
                            + " 'notes\\[1\\].md'")
            @Size(min = 1, max = 256)
            String pattern,

            @Description("The folder to search in. Default: all root folders") @Size(max = 4096)
            Optional<String> path) {}

    record Output(
            List<Item> found,

            @Description("Whether these are all results. If false, narrow the search")
            boolean complete,

            @Description("The files and folders that could not be searched, with the reason")
            Optional<String> leftOut)
            implements AsText {
        @Override
        public String asText() {
            String lines = found.isEmpty()
                    ? "Nothing found."
                    : found.stream().map(Item::line).collect(Collectors.joining("\n"));
            return lines
                    + leftOut.map(message -> "\n\n" + message).orElse("")
                    + (complete ? "" : "\n\nThere may be more results. Narrow the search with 'path' or 'pattern'.");
        }
    }

    private Output find(Input input, CallContext context) throws IOException {
        Tree snapshot = tree.get();
        Glob glob = glob(input.pattern());
        return snapshot.withExistingSpelling(
                PathParser.parse(input.path().orElse(""), snapshot.settings()),
                start -> find(snapshot, glob, start, context));
    }

    private static Output find(Tree snapshot, Glob glob, FilePath start, CallContext context) throws IOException {
        List<Item> found = new ArrayList<>();
        LeftOut leftOut = new LeftOut();
        boolean complete = new Walk(
                        snapshot,
                        new Walk.Reach(Walk.MAX_DEPTH, StopCondition.of(context)),
                        leftOut,
                        (path, entry, folder) -> {
                            boolean matches = glob.matches(path.names()
                                    .subList(start.names().size(), path.names().size()));
                            if (matches
                                    && found.size()
                                            == snapshot.settings().limits().maxResults()) {
                                return false;
                            }
                            if (matches) {
                                found.add(Item.of(path, entry));
                            }
                            return true;
                        })
                .run(start, List.of());
        return new Output(found, complete, leftOut.describe());
    }

    static Glob glob(String pattern) {
        try {
            return new Glob(pattern);
        } catch (IllegalArgumentException e) {
            throw new ToolFailure(e.getMessage(), "invalid_pattern");
        }
    }
}
