package io.patchbay.protocol.schema;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import io.patchbay.api.Codes;
import io.patchbay.protocol.json.Texts;
import io.patchbay.spi.audit.Outcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Describes the errors of a value so that a model can correct it. */
public final class Violation {

    /** The outcome of a call with invalid arguments. */
    public static final Outcome INVALID_ARGUMENTS = new Outcome(Outcome.Kind.FAILED, Codes.INVALID_ARGUMENTS);

    private static final int MAX_LENGTH = 300;
    private static final int MAX_LENGTH_WITH_ALTERNATIVES = 1_000;
    /** Keywords whose errors concern a property that the schema names and the value lacks. */
    private static final Set<String> REQUIRING = Set.of("required", "dependentRequired", "dependencies");
    /** Keywords whose errors concern a property that the value has and the schema does not name. */
    private static final Set<String> FORBIDDING_UNKNOWN = Set.of("additionalProperties", "unevaluatedProperties");

    private Violation() {}

    /** Returns the message to a model about invalid arguments of a tool. */
    public static String ofArguments(String tool, List<String> violations) {
        return "Invalid arguments for " + tool + ":\n" + String.join("\n", violations);
    }

    public static String text(Error error) {
        String text = where(error) + ": " + what(error, Violation::text);
        int max = Alternatives.of(error).isEmpty() ? MAX_LENGTH : MAX_LENGTH_WITH_ALTERNATIVES;
        return Texts.wellFormed(text.length() > max ? text.substring(0, max) + "…" : text);
    }

    /**
     * Describes an error without quoting the checked value, because the value may be secret. Names in the schema are
     * not secret.
     */
    public static String forLog(Error error) {
        String keyword = error.getKeyword();
        boolean safe = ExactKeyword.MESSAGE.equals(error.getMessageKey())
                || keyword.equals("required")
                || keyword.equals("pattern")
                || FORBIDDING_UNKNOWN.contains(keyword)
                || !Alternatives.of(error).isEmpty();
        return Texts.clipped(whereForLog(error)) + ": "
                + (safe ? what(error, Violation::forLog) + " (" + keyword + ")" : "violates \"" + keyword + "\"");
    }

    private static String where(Error error) {
        String location = error.getInstanceLocation().toString();
        if (error.getProperty() != null) {
            return location + "/" + escaped(error.getProperty());
        }
        return location.isEmpty() ? "/" : location;
    }

    /** Returns the path with indexes and with the names that the schema contains; {@code *} replaces any other name. */
    private static String whereForLog(Error error) {
        Set<Object> named = new HashSet<>();
        NodePath path = error.getEvaluationPath();
        for (int i = 0; i < path.getNameCount(); i++) {
            named.add(path.getElement(i));
        }
        StringBuilder where = new StringBuilder();
        NodePath location = error.getInstanceLocation();
        for (int i = 0; i < location.getNameCount(); i++) {
            Object step = location.getElement(i);
            where.append('/').append(step instanceof Integer || named.contains(step) ? escaped(step.toString()) : "*");
        }
        if (error.getProperty() != null) {
            where.append('/').append(REQUIRING.contains(error.getKeyword()) ? escaped(error.getProperty()) : "*");
        }
        return where.isEmpty() ? "/" : where.toString();
    }

    private static String what(Error error, Function<Error, String> nested) {
        if (!Alternatives.of(error).isEmpty()) {
            return alternatives(error, nested);
        }
        return switch (error.getKeyword()) {
            case "required" -> "is required";
            case "additionalProperties", "unevaluatedProperties" -> "is not a known property here";
            case "oneOf" -> "fits more than one of the alternatives, and must fit exactly one";
            case "false" -> "must not be given";
            default -> error.getMessage();
        };
    }

    /** Joins the errors of the alternatives. Equal texts appear only once. */
    private static String alternatives(Error error, Function<Error, String> nested) {
        List<String> texts = new ArrayList<>();
        for (List<Error> alternative : Alternatives.of(error)) {
            String text = String.join(
                    " and ", alternative.stream().map(nested).distinct().toList());
            if (!texts.contains(text)) {
                texts.add(text);
            }
        }
        return texts.size() == 1 ? texts.get(0) : "must fit one of these: " + String.join(", or ", texts);
    }

    private static String escaped(String step) {
        return step.replace("~", "~0").replace("/", "~1");
    }
}
