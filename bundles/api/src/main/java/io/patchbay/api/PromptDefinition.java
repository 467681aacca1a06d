package io.patchbay.api;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a client sees of a prompt.
 *
 * @param name as a tool's name
 * @param needs without which the client cannot use it
 * @param scopes what a credential must hold for it to be visible, beyond the scope that names it
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

    public static PromptDefinition of(String name, String description, PromptArgument... arguments) {
        return new PromptDefinition(
                name, Optional.empty(), description, List.of(arguments), Set.of(), Set.of(), List.of());
    }

    public PromptDefinition withTitle(String title) {
        return new PromptDefinition(name, Optional.of(title), description, arguments, needs, scopes, icons);
    }

    public PromptDefinition withNeeds(ClientCapability... needs) {
        return new PromptDefinition(name, title, description, arguments, Set.of(needs), scopes, icons);
    }

    public PromptDefinition withScopes(String... scopes) {
        return new PromptDefinition(name, title, description, arguments, needs, Set.of(scopes), icons);
    }

    public PromptDefinition withIcons(Icon... icons) {
        return new PromptDefinition(name, title, description, arguments, needs, scopes, List.of(icons));
    }
}
