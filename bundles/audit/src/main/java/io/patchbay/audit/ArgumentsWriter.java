package io.patchbay.audit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes the arguments of a call, without their secrets. If the arguments exceed the limits, writes only their names. */
final class ArgumentsWriter {

    static final int MAX_STRING_LENGTH = 256;
    static final int MAX_BYTES = 4096;

    private static final int MAX_NAME_LENGTH = 128;
    private static final int MAX_DEPTH = 32;
    private static final int MAX_NUMBER_BITS = 1024;
    private static final int MAX_NAMES = 20;

    private final Redaction redaction;
    private final Set<String> secrets;
    private final JsonBytes out;
    private final int limit;

    private ArgumentsWriter(Redaction redaction, Set<String> secrets, JsonBytes out) {
        this.redaction = redaction;
        this.secrets = secrets;
        this.out = out;
        this.limit = out.length() + MAX_BYTES;
    }

    /**
     * Writes the arguments as a member of a line.
     *
     * @param secrets names whose values are never written, at any depth
     */
    static void write(Map<String, Object> arguments, Redaction redaction, Set<String> secrets, JsonBytes out) {
        int start = out.length();
        ArgumentsWriter writer = new ArgumentsWriter(redaction, secrets, out);
        out.raw(",\"arguments\":");
        if (!writer.object(arguments, 0)) {
            out.rewind(start);
            writer.summary(arguments);
        }
    }

    /** Returns false if a limit is exceeded; the caller must then discard the output. */
    private boolean object(Map<?, ?> object, int depth) {
        String separator = "{";
        for (Map.Entry<?, ?> member : object.entrySet()) {
            String name = (String) member.getKey();
            out.raw(separator);
            name(name);
            out.raw(":");
            separator = ",";
            if (secrets.contains(name) || redaction.isSecretName(name)) {
                out.raw("\"" + Redaction.REDACTED + "\"");
            } else if (!value(member.getValue(), depth + 1)) {
                return false;
            }
            if (out.length() > limit) {
                return false;
            }
        }
        out.raw(object.isEmpty() ? "{}" : "}");
        return true;
    }

    private boolean array(List<?> array, int depth) {
        String separator = "[";
        for (Object item : array) {
            out.raw(separator);
            separator = ",";
            if (!value(item, depth + 1) || out.length() > limit) {
                return false;
            }
        }
        out.raw(array.isEmpty() ? "[]" : "]");
        return true;
    }

    private boolean value(Object value, int depth) {
        if (depth > MAX_DEPTH) {
            return false;
        }
        if (value instanceof String text) {
            text(text);
        } else if (value instanceof Long number) {
            out.number(number);
        } else if (value instanceof Map<?, ?> object) {
            return object(object, depth);
        } else if (value instanceof List<?> array) {
            return array(array, depth);
        } else if (isLongNumber(value)) {
            out.raw("\"[long number]\"");
        } else {
            out.raw(String.valueOf(value));
        }
        return true;
    }

    private void text(String text) {
        String clean = redaction.clean(text);
        if (clean.length() <= MAX_STRING_LENGTH && text.length() <= MAX_STRING_LENGTH) {
            out.string(clean);
        } else {
            String kept = clean.substring(0, Math.min(clean.length(), MAX_STRING_LENGTH));
            out.string(kept + "\u2026[" + text.length() + " characters]");
        }
    }

    private void name(String name) {
        String clean = redaction.clean(name);
        out.string(clean, MAX_NAME_LENGTH);
    }

    private static boolean isLongNumber(Object value) {
        return value instanceof BigInteger integer && integer.bitLength() > MAX_NUMBER_BITS
                || value instanceof BigDecimal decimal
                        && decimal.unscaledValue().bitLength() > MAX_NUMBER_BITS;
    }

    private void summary(Map<String, Object> arguments) {
        out.raw(",\"argumentsOmitted\":{\"reason\":\"over ")
                .number(MAX_BYTES)
                .raw(" bytes\",\"count\":")
                .number(arguments.size());
        out.raw(",\"names\":[");
        String separator = "";
        int names = 0;
        for (String name : arguments.keySet()) {
            if (names++ == MAX_NAMES) {
                break;
            }
            out.raw(separator);
            name(name);
            separator = ",";
        }
        out.raw("]}");
    }
}
