package io.patchbay.audit;

import io.patchbay.spi.audit.SecretText;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps secrets out of the trail. Secrets are recognised by the name of a value and by the form of a value. */
final class Redaction {

    static final String REDACTED = SecretText.REDACTED;

    private static final int MAX_REMEMBERED_NAMES = 4096;
    private static final int MAX_REMEMBERED_LENGTH = 64;
    private static final int MAX_SCANNED_LENGTH = 512;

    private final List<String> words;
    private final Map<String, Boolean> remembered = new ConcurrentHashMap<>();

    /** @param names words; a name that contains one of these words is secret */
    Redaction(List<String> names) {
        words = names.stream()
                .map(Redaction::normalize)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Returns whether the value with this name is secret. */
    boolean isSecretName(String name) {
        if (name.length() > MAX_REMEMBERED_LENGTH) {
            return looksSecret(name);
        }
        Boolean known = remembered.get(name);
        if (known != null) {
            return known;
        }
        boolean secret = looksSecret(name);
        if (remembered.size() < MAX_REMEMBERED_NAMES) {
            remembered.put(name, secret);
        }
        return secret;
    }

    /** Returns the text with credentials redacted. A long text is cut to the beginning that the trail needs. */
    String clean(String text) {
        String scanned = text.length() <= MAX_SCANNED_LENGTH ? text : text.substring(0, MAX_SCANNED_LENGTH);
        return SecretText.clean(scanned);
    }

    /** Returns the name that a client requested, with credentials redacted. See {@link SecretText#cleanName}. */
    String cleanName(String name) {
        return SecretText.cleanName(name.length() <= MAX_SCANNED_LENGTH ? name : name.substring(0, MAX_SCANNED_LENGTH));
    }

    private boolean looksSecret(String name) {
        String normalized =
                normalize(name.length() <= MAX_SCANNED_LENGTH ? name : name.substring(0, MAX_SCANNED_LENGTH));
        for (String word : words) {
            if (normalized.contains(word)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the letters and digits of a name in lower case, for example {@code apikey} for {@code API_Key}. */
    private static String normalize(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        StringBuilder bare = new StringBuilder(plain.length());
        plain.codePoints().filter(Character::isLetterOrDigit).forEach(bare::appendCodePoint);
        return bare.toString();
    }
}
