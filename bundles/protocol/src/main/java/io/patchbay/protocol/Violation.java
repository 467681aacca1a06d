package io.patchbay.protocol;

import com.networknt.schema.Error;

/** Says what is wrong with a value so that a model can put it right. */
final class Violation {

    private static final int LONGEST = 300;

    private Violation() {}

    static String text(Error error) {
        String text = where(error) + ": " + what(error);
        return Texts.wellFormed(text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text);
    }

    private static String where(Error error) {
        String location = error.getInstanceLocation().toString();
        if (error.getProperty() != null) {
            return location + "/" + error.getProperty().replace("~", "~0").replace("/", "~1");
        }
        return location.isEmpty() ? "/" : location;
    }

    private static String what(Error error) {
        Object[] arguments = error.getArguments();
        return switch (error.getKeyword()) {
            case "type" -> "expected " + types(arguments[1].toString()) + ", got " + arguments[0];
            case "required" -> "is required";
            case "additionalProperties", "unevaluatedProperties" -> "is not a property that is known here";
            case "enum" -> "must be one of " + arguments[0];
            default -> error.getMessage();
        };
    }

    /** The library says {@code [string, null]} of several. */
    private static String types(String types) {
        return types.startsWith("[") ? types.substring(1, types.length() - 1).replace(", ", " or ") : types;
    }
}
