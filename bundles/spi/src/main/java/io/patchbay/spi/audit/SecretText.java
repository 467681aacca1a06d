package io.patchbay.spi.audit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes out of a text what looks like a credential: passwords, tokens and keys. Texts of the trail and of the log go through it. */
public final class SecretText {

    /** What stands in the place of a secret. */
    public static final String REDACTED = "[redacted]";

    private static final int SHORTEST_TOKEN = 16;
    private static final int OPAQUE = 40;

    private static final Pattern PRIVATE_KEY = Pattern.compile("-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\\s\\S]*+");
    private static final Pattern SCHEME =
            Pattern.compile("(?i)\\b(bearer\\s{1,8})[^\\s\"',;]{6,}+|\\b(basic\\s{1,8})[A-Za-z0-9+/=_-]{16,}+");
    /** What refers to a secret in settings, {@code $[secret:NAME]}, is none. */
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

    /** Returns the text without what looks like a credential; takes a time linear in its length. */
    public static String clean(String looked) {
        boolean separated = false;
        boolean scheme = false;
        boolean token = false;
        int run = 0;
        // One cheap pass, so that ordinary text pays for no pattern.
        for (int i = 0; i < looked.length(); i++) {
            char c = looked.charAt(i);
            if (token(c)) {
                token |= ++run >= SHORTEST_TOKEN;
            } else {
                run = 0;
                separated |= c == ':' || c == '=';
                scheme |= c <= ' ' && (ends(looked, i, "bearer") || ends(looked, i, "basic"));
            }
        }
        String clean = scheme ? schemes(looked) : looked;
        clean = separated ? pairs(clean) : clean;
        return token ? tokens(clean) : clean;
    }

    /** The same for names, which are long and mixed by themselves: only what is assigned, or stands in a URL, is taken out. */
    public static String cleanName(String name) {
        return name.indexOf(':') < 0 && name.indexOf('=') < 0 ? name : pairs(name);
    }

    private static boolean ends(String text, int end, String word) {
        return end >= word.length() && text.regionMatches(true, end - word.length(), word, 0, word.length());
    }

    private static String schemes(String text) {
        return SCHEME.matcher(text).replaceAll(found -> Matcher.quoteReplacement(scheme(found.group()) + REDACTED));
    }

    private static String pairs(String text) {
        String clean = ASSIGNED.matcher(text).replaceAll("$1" + REDACTED);
        clean = USER_INFO.matcher(clean).replaceAll("$1" + REDACTED + "@");
        clean = ORACLE.matcher(clean).replaceAll("$1" + REDACTED + "@");
        return OUR_KEY.matcher(clean).replaceAll(REDACTED);
    }

    private static String tokens(String text) {
        return opaque(KNOWN_SHAPE
                .matcher(PRIVATE_KEY.matcher(text).replaceAll(REDACTED))
                .replaceAll(REDACTED));
    }

    private static String scheme(String found) {
        return found.substring(0, 6).strip() + " ";
    }

    /** Takes out long runs of letters of both cases and digits: nobody types those. */
    private static String opaque(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i < text.length() && token(text.charAt(i))) {
                continue;
            }
            String run = text.substring(start, i);
            out.append(mixed(run) ? REDACTED : run);
            if (i < text.length()) {
                out.append(text.charAt(i));
            }
            start = i + 1;
        }
        return out.toString();
    }

    private static boolean token(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-';
    }

    private static boolean mixed(String run) {
        return run.length() >= OPAQUE
                && run.chars().anyMatch(c -> c >= 'a' && c <= 'z')
                && run.chars().anyMatch(c -> c >= 'A' && c <= 'Z')
                && run.chars().anyMatch(c -> c >= '0' && c <= '9');
    }
}
