package io.patchbay.typed;

import static java.util.Objects.requireNonNull;

import io.patchbay.api.Arguments;
import io.patchbay.api.Json;
import io.patchbay.api.Schema;
import java.util.Map;

/**
 * How a record looks in JSON: its schema, and conversion both ways. For tools {@link TypedTool} uses it; for what a user
 * answered to a form it serves as it is. Immutable; holds all it knows of the record's classes itself and nothing of them
 * anywhere else, so that a connector that goes leaves nothing behind.
 *
 * <p>A component is required unless it is an {@link java.util.Optional} (or {@code OptionalInt}, {@code OptionalLong},
 * {@code OptionalDouble}). Its type is a string, a number (primitive, boxed, {@code BigInteger}, {@code BigDecimal}), a boolean,
 * an enumeration (its constants in lower case), {@code Instant}, {@code OffsetDateTime}, {@code LocalDate}, {@code Duration},
 * {@code URI}, {@code UUID}, {@link Json} (any value), a {@code List}, a {@code Set}, a {@code Map} with string keys, or another record.
 */
public final class Shape<T extends Record> {

    private final Class<T> type;
    private final RecordCodec root;
    private final Schema schema;

    private Shape(Class<T> type, RecordCodec root, Schema schema) {
        this.type = type;
        this.root = root;
        this.schema = schema;
    }

    /** @throws IllegalArgumentException naming the component, for a type or an annotation that has no place in JSON */
    public static <T extends Record> Shape<T> of(Class<T> type) {
        CodecFinder finder = new CodecFinder(requireNonNull(type, "type"));
        Map<String, Object> schema = finder.root().body();
        finder.definitions().ifPresent(definitions -> schema.put("$defs", definitions));
        HeaderCheck.of(schema);
        return new Shape<>(type, finder.root(), new Schema(Json.of(schema)));
    }

    /**
     * JSON Schema 2020-12, its properties in the order of the components, closed to others. It names no dialect: this one is
     * MCP's own, and some clients refuse a name they have no metaschema for.
     */
    public Schema schema() {
        return schema;
    }

    /** @throws Mismatch when they do not fit, or the record's constructor refuses them with an {@link IllegalArgumentException} */
    public T read(Arguments arguments) {
        return type.cast(root.read(arguments.values()));
    }

    /**
     * The record as JSON. Its annotations are not looked at: the server holds a result against the whole schema.
     *
     * @throws Mismatch for null, NaN, and what the format of its type has no form for
     */
    public Json json(T value) {
        return Json.of(root.write(Present.value(value)));
    }
}
