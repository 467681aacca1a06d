package io.patchbay.connectors.files.tool;

import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.Change;
import io.patchbay.api.Content;
import io.patchbay.api.InvalidArgumentException;
import io.patchbay.api.Preview;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolResult;
import io.patchbay.connectors.files.edit.Writer;
import io.patchbay.connectors.files.tree.FilesSettings;
import io.patchbay.connectors.files.tree.TemporaryNames;
import io.patchbay.connectors.files.tree.Tree;
import io.patchbay.testing.TestingCallContext;
import java.util.List;
import java.util.Map;

/** The tools that write, over one tree. */
public final class Desk {

    public final List<Tool> tools;

    public Desk(FilesSettings settings) {
        this(new Tree(settings));
    }

    public Desk(Tree tree) {
        this(tree, TemporaryNames.unknown());
    }

    public Desk(Tree tree, TemporaryNames run) {
        Writer writer = new Writer(() -> tree, () -> {}, run);
        tools = List.of(
                CreateTool.of(writer),
                WriteTool.of(writer),
                EditTool.of(writer),
                MakeFolderTool.of(writer),
                MoveTool.of(writer),
                DeleteTool.of(writer));
    }

    /** What the tool answers, or says is wrong. */
    public String call(String name, Map<String, ?> arguments) {
        return text(result(name, arguments, new TestingCallContext()));
    }

    /** The code of what is wrong; empty when nothing is. */
    public String code(String name, Map<String, ?> arguments) {
        return result(name, arguments, new TestingCallContext()) instanceof ToolResult.Failed failed
                ? failed.code().orElse("none")
                : "";
    }

    public ToolResult result(String name, Map<String, ?> arguments, CallContext context) {
        try {
            return tool(name).call(Arguments.of(arguments), context);
        } catch (InvalidArgumentException e) {
            // As the server answers it.
            return ToolResult.failed(e.getMessage(), "invalid_arguments");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    public Change preview(String name, Map<String, ?> arguments) throws Exception {
        return ((Preview) tool(name)).preview(Arguments.of(arguments), new TestingCallContext());
    }

    private Tool tool(String name) {
        return tools.stream()
                .filter(tool -> tool.definition().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    public static String text(ToolResult result) {
        return result instanceof ToolResult.Failed failed
                ? failed.message()
                : ((Content.Text) ((ToolResult.Complete) result).content().get(0)).text();
    }
}
