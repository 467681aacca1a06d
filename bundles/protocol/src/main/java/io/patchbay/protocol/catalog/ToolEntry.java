package io.patchbay.protocol.catalog;

import io.patchbay.api.Tool;
import io.patchbay.api.ToolDefinition;
import io.patchbay.protocol.schema.HeaderParameter;
import io.patchbay.protocol.schema.SchemaValidator;
import io.patchbay.protocol.wire.Encodings;
import io.patchbay.spi.policy.Target;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A tool in the catalog. */
public final class ToolEntry extends Entry {

    private final Tool tool;
    private final ToolDefinition definition;
    private final Checks checks;

    ToolEntry(Origin origin, Target target, Encodings encoded, Tool tool, ToolDefinition definition, Checks checks) {
        super(origin, target, target.name(), encoded);
        this.tool = tool;
        this.definition = definition;
        this.checks = checks;
    }

    public Tool tool() {
        return tool;
    }

    @Override
    public ToolDefinition definition() {
        return definition;
    }

    @Override
    Tool handler() {
        return tool;
    }

    public SchemaValidator input() {
        return checks.input();
    }

    @Override
    Optional<String> limits() {
        return WireNames.clientLimits(wireName(), checks.input().limits());
    }

    public Optional<SchemaValidator> output() {
        return checks.output();
    }

    /** Returns the arguments that modern clients repeat in HTTP headers. */
    public List<HeaderParameter> headers() {
        return checks.headers();
    }

    /** Returns the names of arguments, at any depth, that must not be logged or recorded. */
    @Override
    public Set<String> secrets() {
        return checks.secrets();
    }

    /** The compiled parts of a tool's schemas. */
    record Checks(
            SchemaValidator input,
            Optional<SchemaValidator> output,
            List<HeaderParameter> headers,
            Set<String> secrets) {
        Checks {
            headers = List.copyOf(headers);
            secrets = Set.copyOf(secrets);
        }
    }
}
