package io.patchbay.api;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a connector may ask of the client's side: its user, its model, its folders. */
public sealed interface InputRequest {

    /** What the client must have declared for this to be asked. */
    ClientCapability needs();

    static Form form(String message, Schema schema) {
        return new Form(message, schema);
    }

    static Sampling sampling(int maxTokens, Message... messages) {
        return new Sampling(
                List.of(messages),
                maxTokens,
                Optional.empty(),
                OptionalDouble.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * Asks the user to fill in a form, never for a secret. Answered by {@link Answer.Accepted}, {@link Answer.Declined} or
     * {@link Answer.Cancelled}.
     *
     * @param schema a flat object of strings, numbers, booleans and enumerations (MCP's elicitation schema)
     */
    record Form(String message, Schema schema) implements InputRequest {
        public Form {
            requireNonNull(message, "message");
            requireNonNull(schema, "schema");
        }

        @Override
        public ClientCapability needs() {
            return ClientCapability.ELICITATION_FORM;
        }
    }

    /**
     * Asks the user to open a page; {@link Answer.Accepted} means they agreed to, not that they finished there. Whether they did,
     * the connector knows: it looks when it is called again. A client that can be asked only outside of a call is told to come
     * again with the same call once its user has been there.
     *
     * @param url on the web; names nobody, and lets nobody in who opens it
     * @param id the connector's own for this visit, unguessable, so that it can say {@link CatalogChanges#pageFinished}
     */
    record Url(String message, URI url, Optional<String> id) implements InputRequest {
        public Url {
            requireNonNull(message, "message");
            requireNonNull(url, "url");
            requireNonNull(id, "id");
        }

        public Url(String message, URI url) {
            this(message, url, Optional.empty());
        }

        @Override
        public ClientCapability needs() {
            return ClientCapability.ELICITATION_URL;
        }
    }

    /**
     * Asks the client's model. Answered by {@link Answer.Sampled} or {@link Answer.Refused}.
     *
     * <p>Tool uses are the assistant's, and the user's next messages are their outputs: one for each use, before anything else.
     *
     * @param modelPreferences, tools, toolChoice, metadata as MCP's schema has them
     * @param context what the client is to show its model besides; a wish, left out for clients that do not know it
     */
    record Sampling(
            List<Message> messages,
            int maxTokens,
            Optional<String> systemPrompt,
            OptionalDouble temperature,
            List<String> stopSequences,
            Optional<Json> modelPreferences,
            Optional<Json> tools,
            Optional<Json> toolChoice,
            Optional<Context> context,
            Optional<Json> metadata)
            implements InputRequest {
        public Sampling {
            messages = List.copyOf(messages);
            requireNonNull(systemPrompt, "systemPrompt");
            requireNonNull(temperature, "temperature");
            stopSequences = List.copyOf(stopSequences);
            requireNonNull(modelPreferences, "modelPreferences");
            requireNonNull(tools, "tools");
            requireNonNull(toolChoice, "toolChoice");
            requireNonNull(context, "context");
            requireNonNull(metadata, "metadata");
            if (maxTokens < 1) {
                throw new IllegalArgumentException("maxTokens is not positive: " + maxTokens);
            }
            if (toolChoice.isPresent() && tools.isEmpty()) {
                throw new IllegalArgumentException("a choice without tools");
            }
            ToolTurns.check(messages);
        }

        public Sampling(
                List<Message> messages,
                int maxTokens,
                Optional<String> systemPrompt,
                OptionalDouble temperature,
                List<String> stopSequences,
                Optional<Json> modelPreferences,
                Optional<Json> tools,
                Optional<Json> toolChoice) {
            this(
                    messages,
                    maxTokens,
                    systemPrompt,
                    temperature,
                    stopSequences,
                    modelPreferences,
                    tools,
                    toolChoice,
                    Optional.empty(),
                    Optional.empty());
        }

        /** The same, with tools for the model to use. */
        public Sampling withTools(Json offered, Optional<Json> choice) {
            return new Sampling(
                    messages,
                    maxTokens,
                    systemPrompt,
                    temperature,
                    stopSequences,
                    modelPreferences,
                    Optional.of(offered),
                    choice,
                    context,
                    metadata);
        }

        /** The same, with what the client is to show its model besides. */
        public Sampling withContext(Optional<Context> wanted) {
            return new Sampling(
                    messages,
                    maxTokens,
                    systemPrompt,
                    temperature,
                    stopSequences,
                    modelPreferences,
                    tools,
                    toolChoice,
                    wanted,
                    metadata);
        }

        @Override
        public ClientCapability needs() {
            return tools.isPresent() || ToolTurns.in(messages)
                    ? ClientCapability.SAMPLING_TOOLS
                    : ClientCapability.SAMPLING;
        }
    }

    /** What a client shows its model besides what it is asked. */
    enum Context {
        /** Nothing. */
        NONE,
        /** What it has of this server. */
        THIS_SERVER,
        /** What it has of all servers. */
        ALL_SERVERS
    }

    /** Asks which folders the client works on; a hint, never access control. Answered by {@link Answer.Roots}. */
    record Roots() implements InputRequest {
        @Override
        public ClientCapability needs() {
            return ClientCapability.ROOTS;
        }
    }
}
