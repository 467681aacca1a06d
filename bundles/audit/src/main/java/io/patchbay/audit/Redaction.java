package io.patchbay.audit;

import io.patchbay.spi.audit.SecretText;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps secrets out of the trail: by the name a value stands under, and by what a value looks like. */
final class Redaction {

    static final String REDACTED = SecretText.REDACTED;

    private static final int MOST_REMEMBERED = 4096;
    private static final int LONGEST_REMEMBERED = 64;
    private static final int LONGEST_LOOKED_AT = 512;

    private final List<String> words;
    private final Map<String, Boolean> remembered = new ConcurrentHashMap<>();

    /** @param names words that make a name secret wherever they occur in it */
    Redaction(List<String> names) {
        words = names.stream()
                .map(Redaction::bare)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Whether what stands under this name is secret. */
    boolean hides(String name) {
        if (name.length() > LONGEST_REMEMBERED) {
            return looksSecret(name);
        }
        Boolean known = remembered.get(name);
        if (known != null) {
            return known;
        }
        boolean secret = looksSecret(name);
        if (remembered.size() < MOST_REMEMBERED) {
            remembered.put(name, secret);
        }
        return secret;
    }

    /** The text without what looks like a credential; of a long one the beginning only, enough for what will be kept of it. */
    String clean(String text) {
        String looked = text.length() <= LONGEST_LOOKED_AT ? text : text.substring(0, LONGEST_LOOKED_AT);
        return SecretText.clean(looked);
    }

    /** What a client asked for, without what looks like a credential in it. Names are long and mixed by themselves: that is none. */
    String cleanName(String name) {
        return SecretText.cleanName(name.length() <= LONGEST_LOOKED_AT ? name : name.substring(0, LONGEST_LOOKED_AT));
    }

    private boolean looksSecret(String name) {
        String bare = bare(name.length() <= LONGEST_LOOKED_AT ? name : name.substring(0, LONGEST_LOOKED_AT));
        for (String word : words) {
            if (bare.contains(word)) {
                return true;
            }
        }
        return false;
    }

    /** Letters and digits only, small: {@code API_Key} is {@code apikey}. */
    private static String bare(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        StringBuilder bare = new StringBuilder(plain.length());
        plain.codePoints().filter(Character::isLetterOrDigit).forEach(bare::appendCodePoint);
        return bare.toString();
    }
}
