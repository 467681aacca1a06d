package io.patchbay.connectors.files.tool;

import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.CallException;
import io.patchbay.api.Change;
import io.patchbay.api.Completion;
import io.patchbay.api.Effect;
import io.patchbay.api.Page;
import io.patchbay.api.Preview;
import io.patchbay.api.ResourceDefinition;
import io.patchbay.api.ResourceResult;
import io.patchbay.api.ResourceTemplate;
import io.patchbay.api.TemplateDefinition;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;
import io.patchbay.connectors.files.tree.DiskThreads;
import io.patchbay.connectors.files.tree.FileProblem;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Wraps tools and templates so that they run on the threads of {@link DiskThreads}. If a disk hangs, the threads of the
 * calls are not blocked.
 */
public final class OnDisk {

    private OnDisk() {}

    public static Tool tool(Tool tool, DiskThreads disk) {
        return tool instanceof Preview preview
                ? new ToolWithPreview(tool, preview, disk)
                : new ToolWithoutPreview(tool, disk);
    }

    public static ResourceTemplate template(ResourceTemplate template, DiskThreads disk) {
        return new Template(template, disk);
    }

    private static ToolResult call(Tool tool, DiskThreads disk, Arguments arguments, CallContext context)
            throws Exception {
        try {
            return tool.definition().effect() == Effect.READ_ONLY
                    ? disk.read(() -> tool.call(arguments, context))
                    : disk.write(() -> tool.call(arguments, context));
        } catch (FileProblem e) {
            return e.toResult();
        }
    }

    private record ToolWithoutPreview(Tool tool, DiskThreads disk) implements Tool {

        @Override
        public ToolDefinition definition() {
            return tool.definition();
        }

        @Override
        public ToolResult call(Arguments arguments, CallContext context) throws Exception {
            return OnDisk.call(tool, disk, arguments, context);
        }
    }

    private record ToolWithPreview(Tool tool, Preview preview, DiskThreads disk) implements Tool, Preview {

        @Override
        public ToolDefinition definition() {
            return tool.definition();
        }

        @Override
        public ToolResult call(Arguments arguments, CallContext context) throws Exception {
            return OnDisk.call(tool, disk, arguments, context);
        }

        @Override
        public Change preview(Arguments arguments, CallContext context) throws Exception {
            return disk.read(() -> preview.preview(arguments, context));
        }
    }

    private record Template(ResourceTemplate template, DiskThreads disk) implements ResourceTemplate {

        private static final int INTERNAL_ERROR = -32603;

        @Override
        public TemplateDefinition definition() {
            return template.definition();
        }

        @Override
        public ResourceResult read(URI uri, Map<String, String> variables, CallContext context) throws Exception {
            try {
                return disk.read(() -> template.read(uri, variables, context));
            } catch (FileProblem e) {
                throw new CallException(INTERNAL_ERROR, e.getMessage());
            }
        }

        @Override
        public Page<ResourceDefinition> list(Optional<String> cursor, CallContext context) throws Exception {
            try {
                return disk.read(() -> template.list(cursor, context));
            } catch (FileProblem e) {
                throw new CallException(INTERNAL_ERROR, e.getMessage());
            }
        }

        @Override
        public Completion complete(String variable, String typed, Map<String, String> known, CallContext context)
                throws Exception {
            try {
                return disk.read(() -> template.complete(variable, typed, known, context));
            } catch (FileProblem e) {
                return Completion.none();
            }
        }
    }
}
