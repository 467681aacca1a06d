package io.patchbay.connectors.files.tree;

import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Letters can be written in several ways: "ü" is one character, or a "u" with a mark. File systems keep the bytes, and people and models
 * see no difference; so readers are led to the only file whose path is the same but for that.
 */
public final class UnicodeForm {

    private UnicodeForm() {}

    /** The text in its composed form. */
    public static String composed(String text) {
        return Normalizer.isNormalized(text, Normalizer.Form.NFC)
                ? text
                : Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    public static boolean same(String one, String other) {
        return one.equals(other) || composed(one).equals(composed(other));
    }

    /** The names in a folder that are the same as this one, itself included. */
    public static List<String> alike(Folder folder, String name) throws IOException {
        String composed = composed(name);
        List<String> names = new ArrayList<>();
        folder.names(each -> {
            if (composed(each).equals(composed)) {
                names.add(each);
            }
        });
        return names;
    }
}
