package io.patchbay.api;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The definition of a prompt that clients see.
 *
 * @param name the name, with the rules for a tool's name; see {@link ToolDefinition}
 * @param needs the capabilities that a client must have to use the prompt
 * @param scopes the scopes that a credential needs to see the prompt, in addition to the scope that names the prompt
 */
public record PromptDefinition(
        String name,
        Optional<String> title,
        String description,
        List<PromptArgument> arguments,
        Set<ClientCapability> needs,
        Set<String> scopes,
        List<Icon> icons) {

    public PromptDefinition {
        requireNonNull(name, "name");
        requireNonNull(title, "title");
        requireNonNull(description, "description");
        arguments = List.copyOf(arguments);
        needs = Set.copyOf(needs);
        scopes = Set.copyOf(scopes);
        icons = List.copyOf(icons);
    }

    /** Returns a definition with these arguments and no other optional parts. */
    public static PromptDefinition of(String name, String description, PromptArgument... arguments) {
        return new PromptDefinition(
                name, Optional.empty(), description, List.of(arguments), Set.of(), Set.of(), List.of());
    }

    /** Returns a copy with a title for people. */
    public PromptDefinition withTitle(String title) {
        return new PromptDefinition(name, Optional.of(title), description, arguments, needs, scopes, icons);
    }

    /** Returns a copy with these capabilities, which replace the previous ones. */
    public PromptDefinition withNeeds(ClientCapability... needs) {
        return new PromptDefinition(name, title, description, arguments, Set.of(needs), scopes, icons);
    }

    /** Returns a copy with these scopes, which replace the previous ones. */
    public PromptDefinition withScopes(String... scopes) {
        return new PromptDefinition(name, title, description, arguments, needs, Set.of(scopes), icons);
    }

    /** Returns a copy with these icons, which replace the previous ones. */
    public PromptDefinition withIcons(Icon... icons) {
        return new PromptDefinition(name, title, description, arguments, needs, scopes, List.of(icons));
    }
}
