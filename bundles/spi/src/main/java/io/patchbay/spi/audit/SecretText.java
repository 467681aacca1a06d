package io.patchbay.spi.audit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Redacts passwords, tokens and keys in texts for the audit trail and the log. */
public final class SecretText {

    /** The replacement for a secret. */
    public static final String REDACTED = "[redacted]";

    private static final int MIN_TOKEN_LENGTH = 16;
    private static final int MIN_OPAQUE_LENGTH = 40;

    private static final Pattern PRIVATE_KEY = Pattern.compile("-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\\s\\S]*+");
    private static final Pattern SCHEME =
            Pattern.compile("(?i)\\b(bearer\\s{1,8})[^\\s\"',;]{6,}+|\\b(basic\\s{1,8})[A-Za-z0-9+/=_-]{16,}+");
    /** Matches secrets that follow a name, but not the references to secrets in settings ({@code $[secret:NAME]}). */
    private static final Pattern ASSIGNED = Pattern.compile(
            "(?i)(?<!\\$\\[)((?:pass(?:word|wd|phrase)|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|authorization|credential|cookie)"
                    + "[\\w.-]*+[\"']?\\s{0,8}[:=]\\s{0,8}[\"']?)[^\\s\"'&,;]{3,}+");

    private static final Pattern USER_INFO = Pattern.compile("(://[^\\s/@:]{0,64}:)[^\\s/@]{1,256}+@");
    private static final Pattern ORACLE =
            Pattern.compile("(jdbc:oracle:[a-z0-9]{1,16}:[^\\s/@]{1,64}/)[^\\s@]{1,256}+@");
    private static final Pattern KNOWN_SHAPE =
            Pattern.compile("(?:sk|pk|rk)[-_][A-Za-z0-9_-]{16,}+|gh[pousr]_[A-Za-z0-9]{20,}+"
                    + "|github_pat_\\w{20,}+|glpat-[\\w-]{16,}+|xox[abeprs]-[\\w-]{10,}+|AKIA[0-9A-Z]{16}|AIza[\\w-]{30,}+"
                    + "|eyJ[\\w-]{8,}+\\.[\\w-]{8,}+(?:\\.[\\w-]*+)?");
    private static final Pattern OUR_KEY = Pattern.compile("\\b[A-Za-z0-9_-]{1,64}:[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])");

    private SecretText() {}

    /**
     * Returns the text without the parts that look like credentials. The method needs time that is linear in the length
     * of the text.
     */
    public static String clean(String text) {
        boolean separated = false;
        boolean scheme = false;
        boolean token = false;
        int run = 0;
        // For ordinary text, this cheap pass makes the slower patterns unnecessary.
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isTokenCharacter(c)) {
                token |= ++run >= MIN_TOKEN_LENGTH;
            } else {
                run = 0;
                separated |= c == ':' || c == '=';
                scheme |= c <= ' ' && (endsWith(text, i, "bearer") || endsWith(text, i, "basic"));
            }
        }
        String clean = scheme ? redactSchemes(text) : text;
        clean = separated ? redactPairs(clean) : clean;
        return token ? redactTokens(clean) : clean;
    }

    /**
     * Returns the name without the secrets that follow a {@code :} or {@code =} or are part of a URL. Unlike {@link #clean}, this
     * method does not redact long sequences of letters and digits, which are common in names.
     */
    public static String cleanName(String name) {
        return name.indexOf(':') < 0 && name.indexOf('=') < 0 ? name : redactPairs(name);
    }

    private static boolean endsWith(String text, int end, String word) {
        return end >= word.length() && text.regionMatches(true, end - word.length(), word, 0, word.length());
    }

    private static String redactSchemes(String text) {
        return SCHEME.matcher(text).replaceAll(found -> Matcher.quoteReplacement(scheme(found.group()) + REDACTED));
    }

    private static String redactPairs(String text) {
        String clean = ASSIGNED.matcher(text).replaceAll("$1" + REDACTED);
        clean = USER_INFO.matcher(clean).replaceAll("$1" + REDACTED + "@");
        clean = ORACLE.matcher(clean).replaceAll("$1" + REDACTED + "@");
        return OUR_KEY.matcher(clean).replaceAll(REDACTED);
    }

    private static String redactTokens(String text) {
        return redactOpaque(KNOWN_SHAPE
                .matcher(PRIVATE_KEY.matcher(text).replaceAll(REDACTED))
                .replaceAll(REDACTED));
    }

    private static String scheme(String found) {
        return found.substring(0, 6).strip() + " ";
    }

    /** Redacts long sequences that mix upper-case letters, lower-case letters and digits. */
    private static String redactOpaque(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i < text.length() && isTokenCharacter(text.charAt(i))) {
                continue;
            }
            String run = text.substring(start, i);
            out.append(isOpaque(run) ? REDACTED : run);
            if (i < text.length()) {
                out.append(text.charAt(i));
            }
            start = i + 1;
        }
        return out.toString();
    }

    private static boolean isTokenCharacter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-';
    }

    private static boolean isOpaque(String run) {
        return run.length() >= MIN_OPAQUE_LENGTH
                && run.chars().anyMatch(c -> c >= 'a' && c <= 'z')
                && run.chars().anyMatch(c -> c >= 'A' && c <= 'Z')
                && run.chars().anyMatch(c -> c >= '0' && c <= '9');
    }
}
