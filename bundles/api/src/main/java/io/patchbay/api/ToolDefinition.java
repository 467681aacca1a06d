package io.patchbay.api;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a client sees of a tool. Made with {@link #readOnly}, {@link #additive} or {@link #destructive}: the author must choose.
 *
 * @param name 1 to 128 characters of {@code [A-Za-z0-9_.-]}, without the namespace
 * @param title for people; the name where it is empty
 * @param description for the model: what it does, when to use it, what it answers
 * @param input its root has {@code "type": "object"}
 * @param output what {@link ToolResult.Complete#structured()} conforms to; a result that does not fails its call
 * @param idempotent whether calling it again with the same arguments changes nothing more
 * @param openWorld whether it reaches beyond this server's own data
 * @param needs without which the client cannot call it
 * @param scopes what a credential must hold for it to be visible, beyond the scope that names the tool
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

    /** A tool that changes nothing, without parameters until {@link #withInput} gives it some. */
    public static ToolDefinition readOnly(String name, String description) {
        return of(name, description, Schema.EMPTY, Effect.READ_ONLY);
    }

    /** A tool that changes nothing. */
    public static ToolDefinition readOnly(String name, String description, Schema input) {
        return of(name, description, input, Effect.READ_ONLY);
    }

    /** A tool that adds, and neither overwrites nor removes; without parameters until {@link #withInput} gives it some. */
    public static ToolDefinition additive(String name, String description) {
        return of(name, description, Schema.EMPTY, Effect.ADDITIVE);
    }

    /** A tool that adds, and neither overwrites nor removes. */
    public static ToolDefinition additive(String name, String description, Schema input) {
        return of(name, description, input, Effect.ADDITIVE);
    }

    /** A tool that may overwrite or remove, without parameters until {@link #withInput} gives it some. */
    public static ToolDefinition destructive(String name, String description) {
        return of(name, description, Schema.EMPTY, Effect.DESTRUCTIVE);
    }

    /** A tool that may overwrite or remove. */
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

    public ToolDefinition withInput(Schema input) {
        return new ToolDefinition(
                name, title, description, input, output, effect, idempotent, openWorld, tasks, needs, scopes, icons);
    }

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

    /** The same, said to change nothing more when called again with the same arguments. */
    public ToolDefinition withIdempotent() {
        return new ToolDefinition(
                name, title, description, input, output, effect, true, openWorld, tasks, needs, scopes, icons);
    }

    /** The same, said to reach beyond this server's own data. */
    public ToolDefinition withOpenWorld() {
        return new ToolDefinition(
                name, title, description, input, output, effect, idempotent, true, tasks, needs, scopes, icons);
    }

    public ToolDefinition withTasks(Tasks tasks) {
        return new ToolDefinition(
                name, title, description, input, output, effect, idempotent, openWorld, tasks, needs, scopes, icons);
    }

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
