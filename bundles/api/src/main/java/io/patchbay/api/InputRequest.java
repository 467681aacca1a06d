package io.patchbay.api;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A connector's request to the client for the user's input, a message of the client's model, or a list of folders. */
public sealed interface InputRequest {

    /** Returns the capability that the client must have declared. */
    ClientCapability needs();

    /** Returns a request to fill in a form. */
    static Form form(String message, Schema schema) {
        return new Form(message, schema);
    }

    /**
     * Returns a request to the client's model that contains no optional values.
     *
     * @throws IllegalArgumentException if the constructor of {@link Sampling} rejects the values
     */
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
     * Asks the user to fill in a form. Never ask for a secret in a form. The answer is {@link Answer.Accepted},
     * {@link Answer.Declined}, {@link Answer.Cancelled} or {@link Answer.Refused}.
     *
     * @param message the question to the user
     * @param schema the schema of a flat object whose values are strings, numbers, booleans or enumerations (MCP's
     *     elicitation schema)
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
     * Asks the user to open a web page. {@link Answer.Accepted} means that the user agreed to open the page. In the
     * next round, the connector itself must check whether the user has completed the visit to the page. If a client
     * cannot answer during a call, the server tells the client to repeat the call after the user has visited the page.
     *
     * @param message the reason why the user should open the page
     * @param url the address of the page. The address must not identify the user or authenticate the person who opens
     *     the page.
     * @param id the id of this visit for {@link CatalogChanges#pageFinished}. The connector chooses the id, which must
     *     be impossible to guess.
     */
    record Url(String message, URI url, Optional<String> id) implements InputRequest {
        public Url {
            requireNonNull(message, "message");
            requireNonNull(url, "url");
            requireNonNull(id, "id");
        }

        /** Creates a request without an id. */
        public Url(String message, URI url) {
            this(message, url, Optional.empty());
        }

        @Override
        public ClientCapability needs() {
            return ClientCapability.ELICITATION_URL;
        }
    }

    /**
     * Asks the client's model to write a message. The answer is {@link Answer.Sampled} or {@link Answer.Refused}.
     *
     * <p>Only messages of the assistant may contain {@link Content.ToolUse} blocks. The user's messages that follow
     * must begin with one {@link Content.ToolOutput} block for each of these blocks.
     *
     * @param maxTokens the maximum number of tokens in the model's message, at least 1
     * @param modelPreferences the preferences for the choice of a model, in the format of MCP's schema
     * @param tools the tools that the model may use, in the format of MCP's schema
     * @param toolChoice the rule for the use of tools, in the format of MCP's schema; empty if {@code tools} is empty
     * @param context the additional context for the model; the server omits the context if the client does not support context
     * @param metadata the metadata for the model's provider, in the format of MCP's schema
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
        /**
         * @throws IllegalArgumentException if {@code maxTokens} is not positive, if {@code toolChoice} is present
         *     without {@code tools}, or if {@link Content.ToolUse} and {@link Content.ToolOutput} blocks do not match
         */
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
                throw new IllegalArgumentException("toolChoice is given without tools");
            }
            ToolTurns.check(messages);
        }

        /** Creates a request without context and metadata. */
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

        /** Returns a copy with tools that the model can use. */
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

        /** Returns a copy with additional context for the model. */
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
            return tools.isPresent() || ToolTurns.hasToolContent(messages)
                    ? ClientCapability.SAMPLING_TOOLS
                    : ClientCapability.SAMPLING;
        }
    }

    /** The MCP servers whose context a client adds to a request to its model. */
    enum Context {
        /** No context. */
        NONE,
        /** Context from this server. */
        THIS_SERVER,
        /** Context from all servers that the client is connected to. */
        ALL_SERVERS
    }

    /**
     * Asks for the folders that the client works on. The answer is {@link Answer.Roots} or {@link Answer.Refused}. Folders are
     * hints and never grant access.
     */
    record Roots() implements InputRequest {
        @Override
        public ClientCapability needs() {
            return ClientCapability.ROOTS;
        }
    }
}
