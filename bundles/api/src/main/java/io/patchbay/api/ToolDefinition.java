package io.patchbay.api;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The definition of a tool that clients see. The methods {@link #readOnly}, {@link #additive} and {@link #destructive} set the
 * effect.
 *
 * @param name the name without the namespace, 1 to 128 characters of {@code [A-Za-z0-9_.-]}
 * @param title the title for people; if the title is empty, clients show the name
 * @param description the description for the model. The description says what the tool does, when to use the tool, and what the
 *     tool returns.
 * @param input the schema of the arguments. The root of the schema has {@code "type": "object"}.
 * @param output the schema of {@link ToolResult.Complete#structured()}. The call fails if the result does not match the schema.
 * @param idempotent whether a repeated call with the same arguments has no further effect
 * @param openWorld whether the tool accesses systems outside this server
 * @param tasks whether calls may run as tasks
 * @param needs the capabilities that a client must have to call the tool
 * @param scopes the scopes that a credential needs to see the tool, in addition to the scope that names the tool
 */
public record ToolDefinition(
        String name,
        Optional<String> title,
        String description,
        Schema input,
        Optional<Schema> output,
        Effect effect,
        boolean idempotent,
        boolean openWorld,
        Tasks tasks,
        Set<ClientCapability> needs,
        Set<String> scopes,
        List<Icon> icons) {

    public ToolDefinition {
        requireNonNull(name, "name");
        requireNonNull(title, "title");
        requireNonNull(description, "description");
        requireNonNull(input, "input");
        requireNonNull(output, "output");
        requireNonNull(effect, "effect");
        requireNonNull(tasks, "tasks");
        needs = Collections.unmodifiableSet(new LinkedHashSet<>(needs));
        scopes = Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
        icons = List.copyOf(icons);
    }

    /** Returns a tool that changes nothing and has no parameters. To add parameters, use {@link #withInput}. */
    public static ToolDefinition readOnly(String name, String description) {
        return of(name, description, Schema.EMPTY, Effect.READ_ONLY);
    }

    /** Returns a tool that changes nothing. */
    public static ToolDefinition readOnly(String name, String description, Schema input) {
        return of(name, description, input, Effect.READ_ONLY);
    }

    /**
     * Returns a tool that adds data, does not overwrite or remove data, and has no parameters. To add parameters, use
     * {@link #withInput}.
     */
    public static ToolDefinition additive(String name, String description) {
        return of(name, description, Schema.EMPTY, Effect.ADDITIVE);
    }

    /** Returns a tool that adds data and does not overwrite or remove data. */
    public static ToolDefinition additive(String name, String description, Schema input) {
        return of(name, description, input, Effect.ADDITIVE);
    }

    /** Returns a tool that may overwrite or remove data and has no parameters. To add parameters, use {@link #withInput}. */
    public static ToolDefinition destructive(String name, String description) {
        return of(name, description, Schema.EMPTY, Effect.DESTRUCTIVE);
    }

    /** Returns a tool that may overwrite or remove data. */
    public static ToolDefinition destructive(String name, String description, Schema input) {
        return of(name, description, input, Effect.DESTRUCTIVE);
    }

    private static ToolDefinition of(String name, String description, Schema input, Effect effect) {
        return new ToolDefinition(
                name,
                Optional.empty(),
                description,
                input,
                Optional.empty(),
                effect,
                effect == Effect.READ_ONLY,
                false,
                Tasks.NEVER,
                Set.of(),
                Set.of(),
                List.of());
    }

    /** Returns a copy with a title for people. */
    public ToolDefinition withTitle(String title) {
        return new ToolDefinition(
                name,
                Optional.of(title),
                description,
                input,
                output,
                effect,
                idempotent,
                openWorld,
                tasks,
                needs,
                scopes,
                icons);
    }

    /** Returns a copy with this input schema. */
    public ToolDefinition withInput(Schema input) {
        return new ToolDefinition(
                name, title, description, input, output, effect, idempotent, openWorld, tasks, needs, scopes, icons);
    }

    /** Returns a copy with this output schema. */
    public ToolDefinition withOutput(Schema output) {
        return new ToolDefinition(
                name,
                title,
                description,
                input,
                Optional.of(output),
                effect,
                idempotent,
                openWorld,
                tasks,
                needs,
                scopes,
                icons);
    }

    /**
     * Returns a copy that is marked as idempotent. A repeated call of an idempotent tool with the same arguments has no further
     * effect.
     */
    public ToolDefinition withIdempotent() {
        return new ToolDefinition(
                name, title, description, input, output, effect, true, openWorld, tasks, needs, scopes, icons);
    }

    /** Returns a copy that is marked as open world. An open-world tool accesses systems outside this server. */
    public ToolDefinition withOpenWorld() {
        return new ToolDefinition(
                name, title, description, input, output, effect, idempotent, true, tasks, needs, scopes, icons);
    }

    /** Returns a copy with this support of tasks. */
    public ToolDefinition withTasks(Tasks tasks) {
        return new ToolDefinition(
                name, title, description, input, output, effect, idempotent, openWorld, tasks, needs, scopes, icons);
    }

    /** Returns a copy with these capabilities, which replace the previous ones. */
    public ToolDefinition withNeeds(ClientCapability... needs) {
        return new ToolDefinition(
                name,
                title,
                description,
                input,
                output,
                effect,
                idempotent,
                openWorld,
                tasks,
                new LinkedHashSet<>(List.of(needs)),
                scopes,
                icons);
    }

    /** Returns a copy with these scopes, which replace the previous ones. */
    public ToolDefinition withScopes(String... scopes) {
        return new ToolDefinition(
                name,
                title,
                description,
                input,
                output,
                effect,
                idempotent,
                openWorld,
                tasks,
                needs,
                new LinkedHashSet<>(List.of(scopes)),
                icons);
    }

    /** Returns a copy with these icons, which replace the previous ones. */
    public ToolDefinition withIcons(Icon... icons) {
        return new ToolDefinition(
                name,
                title,
                description,
                input,
                output,
                effect,
                idempotent,
                openWorld,
                tasks,
                needs,
                scopes,
                List.of(icons));
    }
}
