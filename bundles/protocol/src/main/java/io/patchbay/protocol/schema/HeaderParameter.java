package io.patchbay.protocol.schema;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.Schema;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.json.Trees;
import io.patchbay.protocol.rpc.HeaderValues;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An argument that modern clients repeat in a header, declared by {@code x-mcp-header} in the tool's input schema.
 *
 * @param name the name in the schema; {@link #header()} returns the name of the header
 * @param path the property names from the root of the arguments
 */
public record HeaderParameter(String name, List<String> path, Type type) {

    private static final String KEYWORD = "x-mcp-header";
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}");
    private static final Pattern NUMBER =
            Pattern.compile("-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,2})?");

    public HeaderParameter {
        requireNonNull(name, "name");
        path = List.copyOf(path);
        requireNonNull(type, "type");
    }

    /**
     * Returns the header parameters that a tool's input schema declares.
     *
     * @throws IllegalArgumentException with the reason, if a declaration is invalid
     */
    public static List<HeaderParameter> of(Schema input) {
        List<HeaderParameter> parameters = new ArrayList<>();
        Set<String> names = new HashSet<>();
        JsonNode root = Trees.parse(input.json());
        for (SchemaGraph.Place place :
                SchemaGraph.of(root, SchemaDialect.of(root)).places()) {
            if (place.schema().has(KEYWORD)) {
                HeaderParameter parameter = parameter(place);
                if (!names.add(parameter.name.toLowerCase(Locale.ROOT))) {
                    throw new IllegalArgumentException(KEYWORD + " \"" + parameter.name + "\" is declared twice");
                }
                parameters.add(parameter);
            }
        }
        return List.copyOf(parameters);
    }

    public String header() {
        return "Mcp-Param-" + name;
    }

    /**
     * Compares the argument with the header.
     *
     * @param values all values of {@link #header()}
     * @throws ProtocolException if the argument and the header differ
     */
    public void check(JsonNode arguments, List<String> values) throws ProtocolException {
        JsonNode argument = arguments;
        for (String step : path) {
            argument = argument.path(step);
        }
        Optional<String> header = HeaderValues.decoded(header(), values);
        boolean given = !argument.isMissingNode() && !argument.isNull();
        if (given != header.isPresent() || given && !isEqual(argument, header.get())) {
            throw ProtocolException.headerMismatch("The header " + header() + " differs from the body");
        }
    }

    private static HeaderParameter parameter(SchemaGraph.Place place) {
        JsonNode name = place.schema().get(KEYWORD);
        if (!name.isTextual() || !TOKEN.matcher(name.textValue()).matches()) {
            throw new IllegalArgumentException(KEYWORD + " is not the name of a header, at " + place.pointer());
        }
        List<String> path = place.names()
                .filter(steps -> !steps.isEmpty())
                .orElseThrow(() -> new IllegalArgumentException(KEYWORD
                        + " is not on a property that is reachable by \"properties\" alone, at " + place.pointer()));
        for (Type type : Type.values()) {
            if (place.schema().path("type").asText().equals(type.name().toLowerCase(Locale.ROOT))) {
                return new HeaderParameter(name.textValue(), path, type);
            }
        }
        throw new IllegalArgumentException(KEYWORD
                + " is on a property whose type is neither string nor integer nor boolean, at " + place.pointer());
    }

    private static boolean isEqual(JsonNode argument, String header) {
        if (argument.isNumber()) {
            return NUMBER.matcher(header).matches() && new BigDecimal(header).compareTo(argument.decimalValue()) == 0;
        }
        return argument.isValueNode() && argument.asText().equals(header);
    }

    /** The types of arguments that may be repeated in a header. */
    enum Type {
        STRING,
        INTEGER,
        BOOLEAN
    }
}
