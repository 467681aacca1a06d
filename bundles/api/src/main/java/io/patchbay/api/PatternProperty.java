package io.patchbay.api;

import java.util.Map;
import java.util.Set;

/** Translates {@code \p{…}} of ECMA-262 to items of a character class that every Java version supports. */
final class PatternProperty {

    private static final Set<String> CATEGORIES = Set.of(
            "L", "LC", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No", "P", "Pc", "Pd",
            "Ps", "Pe", "Pi", "Pf", "Po", "S", "Sm", "Sc", "Sk", "So", "Z", "Zs", "Zl", "Zp", "C", "Cc", "Cf", "Cs",
            "Co", "Cn");
    private static final Map<String, String> LONG_CATEGORIES = Map.ofEntries(
            Map.entry("Letter", "L"),
            Map.entry("Cased_Letter", "LC"),
            Map.entry("Uppercase_Letter", "Lu"),
            Map.entry("Lowercase_Letter", "Ll"),
            Map.entry("Titlecase_Letter", "Lt"),
            Map.entry("Modifier_Letter", "Lm"),
            Map.entry("Other_Letter", "Lo"),
            Map.entry("Mark", "M"),
            Map.entry("Combining_Mark", "M"),
            Map.entry("Nonspacing_Mark", "Mn"),
            Map.entry("Spacing_Mark", "Mc"),
            Map.entry("Enclosing_Mark", "Me"),
            Map.entry("Number", "N"),
            Map.entry("Decimal_Number", "Nd"),
            Map.entry("digit", "Nd"),
            Map.entry("Letter_Number", "Nl"),
            Map.entry("Other_Number", "No"),
            Map.entry("Punctuation", "P"),
            Map.entry("punct", "P"),
            Map.entry("Connector_Punctuation", "Pc"),
            Map.entry("Dash_Punctuation", "Pd"),
            Map.entry("Open_Punctuation", "Ps"),
            Map.entry("Close_Punctuation", "Pe"),
            Map.entry("Initial_Punctuation", "Pi"),
            Map.entry("Final_Punctuation", "Pf"),
            Map.entry("Other_Punctuation", "Po"),
            Map.entry("Symbol", "S"),
            Map.entry("Math_Symbol", "Sm"),
            Map.entry("Currency_Symbol", "Sc"),
            Map.entry("Modifier_Symbol", "Sk"),
            Map.entry("Other_Symbol", "So"),
            Map.entry("Separator", "Z"),
            Map.entry("Space_Separator", "Zs"),
            Map.entry("Line_Separator", "Zl"),
            Map.entry("Paragraph_Separator", "Zp"),
            Map.entry("Other", "C"),
            Map.entry("Control", "Cc"),
            Map.entry("cntrl", "Cc"),
            Map.entry("Format", "Cf"),
            Map.entry("Surrogate", "Cs"),
            Map.entry("Private_Use", "Co"),
            Map.entry("Unassigned", "Cn"));
    private static final Map<String, String> BINARY = Map.ofEntries(
            Map.entry("Alphabetic", "IsAlphabetic"),
            Map.entry("Alpha", "IsAlphabetic"),
            Map.entry("Lowercase", "IsLowercase"),
            Map.entry("Lower", "IsLowercase"),
            Map.entry("Uppercase", "IsUppercase"),
            Map.entry("Upper", "IsUppercase"),
            Map.entry("White_Space", "IsWhite_Space"),
            Map.entry("space", "IsWhite_Space"),
            Map.entry("Ideographic", "IsIdeographic"),
            Map.entry("Ideo", "IsIdeographic"));

    private PatternProperty() {}

    /**
     * Returns the property as text that can be placed between the brackets of a character class.
     *
     * @throws IllegalArgumentException if the property does not exist, or if only some versions of Java support the
     *     property
     */
    static String items(String name, boolean negated) {
        int equals = name.indexOf('=');
        String property = equals < 0 ? "" : name.substring(0, equals);
        String value = name.substring(equals + 1);
        return switch (property) {
            case "" -> unnamed(value, negated);
            case "gc", "General_Category" -> escape(category(value, name), negated);
            case "sc", "Script" -> escape("script=" + script(value), negated);
            default -> throw unknown(name);
        };
    }

    /** Returns the items for a property whose name contains no {@code =}. */
    private static String unnamed(String name, boolean negated) {
        CodePoints set = switch (name) {
            case "Any" -> CodePoints.ALL;
            case "ASCII" -> CodePoints.of(0, 0x7F);
            default -> null;
        };
        if (set != null) {
            return (negated ? set.complement() : set).items();
        }
        if (name.equals("Assigned")) {
            return escape("Cn", !negated);
        }
        String binary = BINARY.get(name);
        return escape(binary != null ? binary : category(name, name), negated);
    }

    private static String category(String value, String name) {
        if (CATEGORIES.contains(value)) {
            return value;
        }
        String category = LONG_CATEGORIES.get(value);
        if (category == null) {
            throw unknown(name);
        }
        return category;
    }

    private static String script(String name) {
        if (!name.matches("[A-Z][A-Za-z_]*")) {
            throw unknown("Script=" + name);
        }
        try {
            return Character.UnicodeScript.forName(name).name();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\\p{Script=" + name + "} is not supported", e);
        }
    }

    private static String escape(String property, boolean negated) {
        return (negated ? "\\P{" : "\\p{") + property + "}";
    }

    private static IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException("\\p{" + name + "} is not supported");
    }
}
