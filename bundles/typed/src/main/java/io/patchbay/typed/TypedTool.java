package io.patchbay.typed;

import static java.util.Objects.requireNonNull;

import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.Change;
import io.patchbay.api.Content;
import io.patchbay.api.Json;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;
import java.util.List;
import java.util.Optional;

/** A tool that consists of a record and a method. The record determines the schemas and the conversion. See {@link Shape}. */
public final class TypedTool<I extends Record> implements Tool {

    private final ToolDefinition definition;
    private final Shape<I> input;
    private final Body<I, ToolResult> body;

    private TypedTool(ToolDefinition definition, Shape<I> input, Body<I, ToolResult> body) {
        this.definition = definition.withInput(input.schema());
        this.input = input;
        this.body = requireNonNull(body, "body");
    }

    /**
     * Returns a tool whose output is a record. The structured content of the result is the record. The text is the JSON of the
     * record, or {@link AsText#asText} if the record implements {@link AsText}.
     *
     * @param definition the definition. The schemas of the records replace the schemas of the definition.
     * @throws IllegalArgumentException if a record has no schema (see {@link Shape#of})
     */
    public static <I extends Record, O extends Record> TypedTool<I> of(
            ToolDefinition definition, Class<I> input, Class<O> output, Body<I, O> body) {
        Shape<O> shape = Shape.of(output);
        requireNonNull(body, "body");
        return new TypedTool<>(
                definition.withOutput(shape.schema()),
                Shape.of(input),
                (arguments, context) -> result(shape, body.call(arguments, context)));
    }

    /**
     * Returns a tool that creates its own results, which can contain any content or requests for input.
     *
     * @param definition the definition. The schema of the record replaces the input schema of the definition.
     * @throws IllegalArgumentException if the record has no schema (see {@link Shape#of})
     */
    public static <I extends Record> TypedTool<I> of(
            ToolDefinition definition, Class<I> input, Body<I, ToolResult> body) {
        return new TypedTool<>(definition, Shape.of(input), body);
    }

    /**
     * Returns this tool with a preview. See {@link io.patchbay.api.Preview}.
     *
     * @param preview a method that returns the change that a call would make. The preview itself must not change
     *     anything. The method throws {@link ToolFailure} if the call would fail.
     */
    public Tool withPreview(Body<I, Change> preview) {
        return new PreviewedTool<>(this, input, preview);
    }

    @Override
    public ToolDefinition definition() {
        return definition;
    }

    /**
     * {@inheritDoc} If the tool's {@link Body} throws a {@link ToolFailure}, the result is
     * {@link ToolResult#failed(String)}.
     *
     * @throws io.patchbay.api.InvalidArgumentException if the arguments do not match the record; the server reports the reason to
     *     the caller
     */
    @Override
    public ToolResult call(Arguments arguments, CallContext context) throws Exception {
        I read;
        try {
            read = input.read(arguments);
        } catch (Mismatch e) {
            throw e.toInvalidArgument();
        }
        try {
            return body.call(read, context);
        } catch (ToolFailure e) {
            return e.result();
        }
    }

    private static <O extends Record> ToolResult result(Shape<O> shape, O output) {
        Json json = shape.json(output);
        String text = output instanceof AsText words ? words.asText() : json.text();
        return new ToolResult.Complete(List.of(Content.text(text)), Optional.of(json));
    }

    /** The method that a typed tool runs. */
    @FunctionalInterface
    public interface Body<I, O> {

        /**
         * Runs the tool. The rules of {@link Tool#call} apply to this method. Calls run concurrently, each on its own thread.
         *
         * @throws ToolFailure if the tool fails for a reason that the model can correct
         */
        O call(I input, CallContext context) throws Exception;
    }
}
