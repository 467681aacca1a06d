package io.patchbay.typed;

import static java.util.Objects.requireNonNull;

import io.patchbay.api.Arguments;
import io.patchbay.api.Json;
import io.patchbay.api.Schema;
import java.util.Map;

/**
 * The JSON form of a record. A shape provides the record's schema and converts the record to and from JSON. {@link TypedTool} uses
 * shapes for tools. Use a shape directly to read a user's answer to a form. Shapes are immutable. Shapes keep no static references
 * to the record's classes, so that the classes of a removed connector can be garbage collected.
 *
 * <p>A component is required unless its type is {@link java.util.Optional}, {@code OptionalInt}, {@code OptionalLong} or
 * {@code OptionalDouble}. Supported types are:
 *
 * <ul>
 *   <li>strings, booleans, and numbers (primitive, boxed, {@code BigInteger}, {@code BigDecimal})
 *   <li>enumerations, whose constants are written in lower case
 *   <li>{@code Instant}, {@code OffsetDateTime}, {@code LocalDate}, {@code Duration}, {@code URI}, {@code UUID}
 *   <li>{@link Json} for any value
 *   <li>{@code List}, {@code Set}, {@code Map} with string keys, and other records
 * </ul>
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

    /**
     * Returns the shape of a record.
     *
     * @throws IllegalArgumentException if the type of a component has no JSON form, or an annotation does not apply to a component.
     *     The message names the component.
     */
    public static <T extends Record> Shape<T> of(Class<T> type) {
        CodecFinder finder = new CodecFinder(requireNonNull(type, "type"));
        Map<String, Object> schema = finder.root().body();
        finder.definitions().ifPresent(definitions -> schema.put("$defs", definitions));
        HeaderCheck.check(schema);
        return new Shape<>(type, finder.root(), new Schema(Json.of(schema)));
    }

    /**
     * Returns the schema (JSON Schema 2020-12). The properties are in the order of the components. The schema allows no other
     * properties. The schema has no {@code $schema} keyword, because 2020-12 is MCP's default and some clients reject an unknown
     * dialect.
     */
    public Schema schema() {
        return schema;
    }

    /**
     * Returns the record with the values of the arguments.
     *
     * @throws Mismatch if the arguments do not match the record, or if the record's constructor throws an
     *     {@link IllegalArgumentException}
     */
    public T read(Arguments arguments) {
        return type.cast(root.read(arguments.values()));
    }

    /**
     * Returns the record as JSON. The method does not check the restrictions of the annotations, because the server validates each
     * result against the schema.
     *
     * @throws Mismatch if a value is null or NaN, or if the JSON format of its type cannot express the value
     */
    public Json json(T value) {
        return Json.of(root.write(Present.value(value)));
    }
}
