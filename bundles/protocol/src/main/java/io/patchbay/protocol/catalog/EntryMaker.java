package io.patchbay.protocol.catalog;

import io.patchbay.api.Effect;
import io.patchbay.api.Icon;
import io.patchbay.api.Prompt;
import io.patchbay.api.PromptArgument;
import io.patchbay.api.PromptDefinition;
import io.patchbay.api.Resource;
import io.patchbay.api.ResourceDefinition;
import io.patchbay.api.ResourceTemplate;
import io.patchbay.api.Schema;
import io.patchbay.api.TemplateDefinition;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolDefinition;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.schema.HeaderParameter;
import io.patchbay.protocol.schema.SchemaValidator;
import io.patchbay.protocol.wire.Encodings;
import io.patchbay.protocol.wire.WireFormat;
import io.patchbay.spi.policy.Target;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Validates and encodes definitions. Throws {@link IllegalArgumentException} with a readable reason if a definition is invalid.
 */
final class EntryMaker {

    private static final int MAX_DEFINITION_BYTES = 256 * 1024;

    ToolEntry tool(Entry.Origin origin, Tool tool, ToolDefinition definition) {
        String wireName = WireNames.of(origin.namespace(), definition.name());
        checkDescription(definition.description());
        checkScopes(definition.scopes());
        checkIcons(definition.icons());
        Target target = new Target(Target.Kind.TOOL, wireName, definition.effect(), definition.scopes());
        ToolEntry.Checks checks = checks(definition);
        Encodings encoded = encoded(format -> format.tool(wireName, definition));
        return new ToolEntry(origin, target, encoded, tool, definition, checks);
    }

    ResourceEntry resource(Entry.Origin origin, Resource resource, ResourceDefinition definition) {
        String wireName = WireNames.ofResource(origin.namespace(), definition.name());
        WireNames.uri(definition.uri());
        checkScopes(definition.scopes());
        checkIcons(definition.icons());
        Target target = new Target(Target.Kind.RESOURCE, wireName, Effect.READ_ONLY, definition.scopes());
        return new ResourceEntry(origin, target, encoded(format -> format.resource(definition)), resource, definition);
    }

    TemplateEntry template(Entry.Origin origin, ResourceTemplate template, TemplateDefinition definition) {
        String wireName = WireNames.ofResource(origin.namespace(), definition.name());
        WireNames.uriTemplate(definition.uriTemplate());
        checkScopes(definition.scopes());
        checkIcons(definition.icons());
        Target target = new Target(Target.Kind.RESOURCE_TEMPLATE, wireName, Effect.READ_ONLY, definition.scopes());
        Encodings encoded = encoded(format -> format.template(definition));
        return new TemplateEntry(origin, target, encoded, template, definition, overridesList(template));
    }

    PromptEntry prompt(Entry.Origin origin, Prompt prompt, PromptDefinition definition) {
        String wireName = WireNames.of(origin.namespace(), definition.name());
        checkDescription(definition.description());
        checkScopes(definition.scopes());
        checkIcons(definition.icons());
        Set<String> names = new HashSet<>();
        for (PromptArgument argument : definition.arguments()) {
            if (argument.name().isBlank() || !names.add(argument.name())) {
                throw new IllegalArgumentException("an argument has no name, or two arguments have the same name");
            }
        }
        Target target = new Target(Target.Kind.PROMPT, wireName, Effect.READ_ONLY, definition.scopes());
        return new PromptEntry(
                origin, target, encoded(format -> format.prompt(wireName, definition)), prompt, definition);
    }

    private static void checkDescription(String description) {
        if (description.isBlank()) {
            throw new IllegalArgumentException("it has no description");
        }
    }

    private static void checkScopes(Set<String> scopes) {
        if (scopes.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("one of the scopes is empty");
        }
    }

    private static void checkIcons(List<Icon> icons) {
        for (Icon icon : icons) {
            if (!icon.source().startsWith("https:") && !icon.source().startsWith("data:")) {
                throw new IllegalArgumentException("an icon's source is neither an https nor a data URI");
            }
        }
    }

    private static ToolEntry.Checks checks(ToolDefinition definition) {
        SchemaValidator input = within("the input schema", definition.input(), SchemaValidator::compile);
        Optional<SchemaValidator> output =
                definition.output().map(schema -> within("the output schema", schema, SchemaValidator::compileOutput));
        return new ToolEntry.Checks(
                input, output, within("the input schema", definition.input(), HeaderParameter::of), input.secrets());
    }

    private static <T> T within(String where, Schema schema, Function<Schema, T> step) {
        try {
            return step.apply(schema);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(where + " is invalid: " + e.getMessage(), e);
        }
    }

    private static Encodings encoded(Function<WireFormat, byte[]> encoding) {
        Encodings encoded = new Encodings(encoding);
        int size = encoded.of(Revision.LATEST).length;
        if (size > MAX_DEFINITION_BYTES) {
            throw new IllegalArgumentException(
                    "the definition has " + size + " bytes on the wire; the maximum is " + MAX_DEFINITION_BYTES);
        }
        return encoded;
    }

    /**
     * Returns whether the class of a template overrides the default method {@code list}, which returns no resources.
     */
    private static boolean overridesList(ResourceTemplate template) {
        for (var method : template.getClass().getMethods()) {
            if (method.getName().equals("list") && method.getParameterCount() == 2 && !method.isBridge()) {
                return method.getDeclaringClass() != ResourceTemplate.class;
            }
        }
        return false;
    }
}
