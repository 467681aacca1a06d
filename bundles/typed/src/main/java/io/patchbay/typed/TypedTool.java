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

/** A tool made of a record and a method: schemas and conversion come from the record, see {@link Shape}. */
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
     * A tool that answers a record: its structured content, and beside it its JSON as text, or its words where it is {@link AsText}.
     *
     * @param definition whose schemas are replaced by those of the records
     * @throws IllegalArgumentException for a record that has no schema
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
     * A tool that answers for itself: any content, or a question first.
     *
     * @param definition whose input schema is replaced by that of the record
     * @throws IllegalArgumentException for a record that has no schema
     */
    public static <I extends Record> TypedTool<I> of(
            ToolDefinition definition, Class<I> input, Body<I, ToolResult> body) {
        return new TypedTool<>(definition, Shape.of(input), body);
    }

    /**
     * The same tool, which also says beforehand what a call would change.
     *
     * @param preview changes nothing; a {@link ToolFailure} says why the call would fail
     */
    public Tool withPreview(Body<I, Change> preview) {
        return new PreviewedTool<>(this, input, preview);
    }

    @Override
    public ToolDefinition definition() {
        return definition;
    }

    /**
     * {@inheritDoc} A {@link ToolFailure} is a result that the model can act on.
     *
     * @throws io.patchbay.api.InvalidArgumentException for arguments that the record refuses; the server tells the caller
     */
    @Override
    public ToolResult call(Arguments arguments, CallContext context) throws Exception {
        I read;
        try {
            read = input.read(arguments);
        } catch (Mismatch e) {
            throw e.ofArgument();
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

    /** What a tool does. */
    @FunctionalInterface
    public interface Body<I, O> {

        /**
         * As {@link Tool#call}: concurrently, each call on a thread of its own.
         *
         * @throws ToolFailure to say what the model can put right
         */
        O call(I input, CallContext context) throws Exception;
    }
}
