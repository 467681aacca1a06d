package io.patchbay.typed;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * The codec of a value type of the JDK.
 *
 * @param hints the keywords of the schema other than {@code type}
 */
record Scalar(String type, Map<String, Object> hints, Function<Object, Object> reader, Function<Object, Object> writer)
        implements Codec {

    /**
     * The largest permitted number of digits of a whole number. The limit prevents a large exponent from exhausting the
     * memory.
     */
    private static final int MAX_DIGITS = 1_000;

    private static final double FLOAT = Float.MAX_VALUE;

    static Optional<Codec> of(Class<?> type) {
        return Optional.ofNullable(find(type));
    }

    private static Codec find(Class<?> type) {
        if (type == String.class) {
            return new Scalar("string", Map.of(), Scalar::string, value -> value);
        }
        if (type == boolean.class || type == Boolean.class) {
            return new Scalar("boolean", Map.of(), Scalar::bool, value -> value);
        }
        if (type == int.class || type == Integer.class) {
            return whole(BigDecimal::intValueExact, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
        if (type == long.class || type == Long.class) {
            return whole(BigDecimal::longValueExact, Long.MIN_VALUE, Long.MAX_VALUE);
        }
        if (type == short.class || type == Short.class) {
            return whole(BigDecimal::shortValueExact, Short.MIN_VALUE, Short.MAX_VALUE);
        }
        if (type == byte.class || type == Byte.class) {
            return whole(BigDecimal::byteValueExact, Byte.MIN_VALUE, Byte.MAX_VALUE);
        }
        if (type == BigInteger.class) {
            return whole(Scalar::bigInteger, Map.of(), "of at most " + MAX_DIGITS + " digits");
        }
        if (type == double.class || type == Double.class) {
            return number(
                    number -> finite(number.doubleValue(), Double.MAX_VALUE),
                    value -> finite((Double) value, Double.MAX_VALUE));
        }
        if (type == float.class || type == Float.class) {
            return number(number -> (float) finite(number.floatValue(), FLOAT), value ->
                    (float) finite((Float) value, FLOAT));
        }
        if (type == BigDecimal.class) {
            return number(number -> number, value -> value);
        }
        return text(type);
    }

    private static Codec text(Class<?> type) {
        if (type == Instant.class) {
            return text(format("date-time"), Instant::parse, "a date and time such as 2026-11-20T09:30:00Z");
        }
        if (type == OffsetDateTime.class) {
            return text(
                    format("date-time"),
                    OffsetDateTime::parse,
                    "a date and time such as 2026-11-20T09:30:00+01:00",
                    Scalar::withSeconds);
        }
        if (type == LocalDate.class) {
            return text(format("date"), LocalDate::parse, "a date such as 2026-11-20");
        }
        if (type == Duration.class) {
            // the schema names no format: JSON Schema's "duration" allows neither fractions of a second nor a sign, and
            // clients validate results
            return text(Map.of("examples", List.of("PT1H30M")), Duration::parse, "a duration such as PT1H30M");
        }
        if (type == URI.class) {
            return text(format("uri"), Scalar::uri, "an absolute URI", Scalar::ascii);
        }
        if (type == UUID.class) {
            return text(format("uuid"), Scalar::uuid, "a UUID");
        }
        return null;
    }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", type);
        schema.putAll(hints);
        return schema;
    }

    @Override
    public Object read(Object json) {
        return reader.apply(json);
    }

    @Override
    public Object write(Object value) {
        return writer.apply(value);
    }

    private static Codec whole(Function<BigDecimal, Object> exact, long min, long max) {
        Map<String, Object> bounds = new LinkedHashMap<>();
        if (min > Long.MIN_VALUE) {
            // doubles cannot represent the bounds of a long, so clients would round the bounds
            bounds.put("minimum", min);
            bounds.put("maximum", max);
        }
        return whole(exact, bounds, "from " + min + " to " + max);
    }

    private static Codec whole(Function<BigDecimal, Object> exact, Map<String, Object> bounds, String range) {
        return new Scalar(
                "integer", bounds, json -> exactly(exact, decimal(json), "a whole number " + range), value -> value);
    }

    private static Codec number(Function<BigDecimal, Object> reader, Function<Object, Object> writer) {
        return new Scalar("number", Map.of(), json -> reader.apply(decimal(json)), writer);
    }

    private static Codec text(Map<String, Object> hints, Function<String, Object> parser, String expected) {
        return text(hints, parser, expected, Object::toString);
    }

    private static Codec text(
            Map<String, Object> hints,
            Function<String, Object> parser,
            String expected,
            Function<Object, Object> writer) {
        return new Scalar("string", hints, json -> parse(parser, string(json), expected), writer);
    }

    private static Map<String, Object> format(String name) {
        return Map.of("format", name);
    }

    /**
     * Writes the seconds even if they are zero, as RFC 3339 requires. {@link OffsetDateTime#toString} omits zero
     * seconds.
     */
    private static Object withSeconds(Object value) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format((OffsetDateTime) value);
    }

    private static Object parse(Function<String, Object> parser, String text, String expected) {
        try {
            return parser.apply(text);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new Mismatch("must be " + expected);
        }
    }

    private static Object exactly(Function<BigDecimal, Object> exact, BigDecimal number, String expected) {
        try {
            return exact.apply(number);
        } catch (ArithmeticException e) {
            throw new Mismatch("must be " + expected);
        }
    }

    private static BigInteger bigInteger(BigDecimal number) {
        if ((long) number.precision() - number.scale() > MAX_DIGITS) {
            throw new ArithmeticException();
        }
        return number.toBigIntegerExact();
    }

    private static double finite(double number, double max) {
        if (!Double.isFinite(number)) {
            throw new Mismatch("must be a number from " + -max + " to " + max);
        }
        return number;
    }

    private static String string(Object json) {
        if (json instanceof String text) {
            return text;
        }
        throw new Mismatch("must be a string");
    }

    private static Object bool(Object json) {
        if (json instanceof Boolean) {
            return json;
        }
        throw new Mismatch("must be true or false");
    }

    static BigDecimal decimal(Object json) {
        if (json instanceof Long whole) {
            return BigDecimal.valueOf(whole);
        }
        if (json instanceof BigInteger whole) {
            return new BigDecimal(whole);
        }
        if (json instanceof BigDecimal number) {
            return number;
        }
        throw new Mismatch("must be a number");
    }

    private static URI uri(String text) {
        return absolute(URI.create(text));
    }

    /** Returns the URI in ASCII characters, because RFC 3986 permits no other characters. */
    private static Object ascii(Object uri) {
        return absolute((URI) uri).toASCIIString();
    }

    private static URI absolute(URI uri) {
        if (!uri.isAbsolute()) {
            throw new Mismatch("must be an absolute URI");
        }
        return uri;
    }

    /** Parses a UUID. Rejects shortened groups, which {@link UUID#fromString} accepts. */
    private static UUID uuid(String text) {
        UUID uuid = UUID.fromString(text);
        if (!uuid.toString().equalsIgnoreCase(text)) {
            throw new IllegalArgumentException();
        }
        return uuid;
    }
}
