package io.patchbay.connectors.files.tree;

import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Unicode forms of names. A letter can have several forms: "ü" is one character, or a "u" and a combining mark. File systems keep
 * the bytes, while people and models see no difference. Reads therefore also find a file by another form of its path.
 */
public final class UnicodeForm {

    private UnicodeForm() {}

    /** Returns the text in its composed form (NFC). */
    public static String composed(String text) {
        return Normalizer.isNormalized(text, Normalizer.Form.NFC)
                ? text
                : Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    public static boolean isSame(String one, String other) {
        return one.equals(other) || composed(one).equals(composed(other));
    }

    /**
     * Returns the names in a folder that have the same composed form as this name. The result may contain this name.
     */
    public static List<String> sameNames(Folder folder, String name) throws IOException {
        String composed = composed(name);
        List<String> names = new ArrayList<>();
        folder.forEachName(each -> {
            if (composed(each).equals(composed)) {
                names.add(each);
            }
        });
        return names;
    }
}
