package io.patchbay.audit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes the arguments of a call, redacted and bounded; what is too much is summarised by its names. */
final class ArgumentsWriter {

    static final int LONGEST_STRING = 256;
    static final int MOST_BYTES = 4096;

    private static final int LONGEST_NAME = 128;
    private static final int MOST_DEPTH = 32;
    private static final int MOST_BITS = 1024;
    private static final int MOST_NAMES = 20;

    private final Redaction redaction;
    private final Set<String> secrets;
    private final JsonBytes out;
    private final int limit;

    private ArgumentsWriter(Redaction redaction, Set<String> secrets, JsonBytes out) {
        this.redaction = redaction;
        this.secrets = secrets;
        this.out = out;
        this.limit = out.length() + MOST_BYTES;
    }

    /** @param secrets names whose values are never written, at any depth */
    static void write(Map<String, Object> arguments, Redaction redaction, Set<String> secrets, JsonBytes out) {
        int start = out.length();
        ArgumentsWriter writer = new ArgumentsWriter(redaction, secrets, out);
        out.raw(",\"arguments\":");
        if (!writer.object(arguments, 0)) {
            out.rewind(start);
            writer.summary(arguments);
        }
    }

    /** False when there is too much: then what was written is of no use. */
    private boolean object(Map<?, ?> object, int depth) {
        String separator = "{";
        for (Map.Entry<?, ?> member : object.entrySet()) {
            String name = (String) member.getKey();
            out.raw(separator);
            name(name);
            out.raw(":");
            separator = ",";
            if (secrets.contains(name) || redaction.hides(name)) {
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
        if (depth > MOST_DEPTH) {
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
        } else if (tooLong(value)) {
            out.raw("\"[long number]\"");
        } else {
            out.raw(String.valueOf(value));
        }
        return true;
    }

    private void text(String text) {
        String clean = redaction.clean(text);
        if (clean.length() <= LONGEST_STRING && text.length() <= LONGEST_STRING) {
            out.string(clean);
        } else {
            String kept = clean.substring(0, Math.min(clean.length(), LONGEST_STRING));
            out.string(kept + "\u2026[" + text.length() + " characters]");
        }
    }

    private void name(String name) {
        String clean = redaction.clean(name);
        out.string(clean, LONGEST_NAME);
    }

    private static boolean tooLong(Object value) {
        return value instanceof BigInteger integer && integer.bitLength() > MOST_BITS
                || value instanceof BigDecimal decimal
                        && decimal.unscaledValue().bitLength() > MOST_BITS;
    }

    private void summary(Map<String, Object> arguments) {
        out.raw(",\"argumentsOmitted\":{\"reason\":\"over ")
                .number(MOST_BYTES)
                .raw(" bytes\",\"count\":")
                .number(arguments.size());
        out.raw(",\"names\":[");
        String separator = "";
        int names = 0;
        for (String name : arguments.keySet()) {
            if (names++ == MOST_NAMES) {
                break;
            }
            out.raw(separator);
            name(name);
            separator = ",";
        }
        out.raw("]}");
    }
}
