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
        return switch (error.getKeyword()) {
            case "required" -> "is required";
            case "additionalProperties", "unevaluatedProperties" -> "is not a property that is known here";
            default -> error.getMessage();
        };
    }
}
