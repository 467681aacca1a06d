package io.patchbay.audit;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keeps secrets out of the trail: by the name a value stands under, and by what a value looks like. */
final class Redaction {

    static final String REDACTED = "[redacted]";

    private static final int MOST_REMEMBERED = 4096;
    private static final int LONGEST_REMEMBERED = 64;
    private static final int LONGEST_LOOKED_AT = 512;
    private static final int SHORTEST_TOKEN = 16;
    private static final int OPAQUE = 40;

    private static final Pattern PRIVATE_KEY = Pattern.compile("-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\\s\\S]*+");
    private static final Pattern SCHEME =
            Pattern.compile("(?i)\\b(bearer\\s{1,8})[^\\s\"',;]{6,}+|\\b(basic\\s{1,8})[A-Za-z0-9+/=_-]{16,}+");
    private static final Pattern ASSIGNED = Pattern.compile(
            "(?i)((?:pass(?:word|wd|phrase)|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|authorization|credential|cookie)"
                    + "[\\w.-]*+[\"']?\\s{0,8}[:=]\\s{0,8}[\"']?)[^\\s\"'&,;]{3,}+");
    private static final Pattern USER_INFO = Pattern.compile("(://[^\\s/@:]{0,64}:)[^\\s/@]{1,256}+@");
    private static final Pattern KNOWN_SHAPE = Pattern.compile("(?:sk|pk|rk)[-_][A-Za-z0-9_-]{16,}+|gh[pousr]_[A-Za-z0-9]{20,}+"
            + "|github_pat_\\w{20,}+|glpat-[\\w-]{16,}+|xox[abeprs]-[\\w-]{10,}+|AKIA[0-9A-Z]{16}|AIza[\\w-]{30,}+"
            + "|eyJ[\\w-]{8,}+\\.[\\w-]{8,}+(?:\\.[\\w-]*+)?");
    private static final Pattern OUR_KEY = Pattern.compile("\\b[A-Za-z0-9_-]{1,64}:[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])");

    private final List<String> words;
    private final Map<String, Boolean> remembered = new ConcurrentHashMap<>();

    /** @param names words that make a name secret wherever they occur in it */
    Redaction(List<String> names) {
        words = names.stream().map(Redaction::bare).filter(word -> !word.isEmpty()).toList();
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

    /** What a client asked for, without what looks like a credential in it. Names are long and mixed by themselves: that is none. */
    String cleanName(String name) {
        if (name.indexOf(':') < 0 && name.indexOf('=') < 0) {
            return name;
        }
        return pairs(name.length() <= LONGEST_LOOKED_AT ? name : name.substring(0, LONGEST_LOOKED_AT));
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

    private static boolean ends(String text, int end, String word) {
        return end >= word.length() && text.regionMatches(true, end - word.length(), word, 0, word.length());
    }

    private static String schemes(String text) {
        return SCHEME.matcher(text).replaceAll(found -> Matcher.quoteReplacement(scheme(found.group()) + REDACTED));
    }

    private static String pairs(String text) {
        String clean = ASSIGNED.matcher(text).replaceAll("$1" + REDACTED);
        clean = USER_INFO.matcher(clean).replaceAll("$1" + REDACTED + "@");
        return OUR_KEY.matcher(clean).replaceAll(REDACTED);
    }

    private static String tokens(String text) {
        return opaque(KNOWN_SHAPE.matcher(PRIVATE_KEY.matcher(text).replaceAll(REDACTED)).replaceAll(REDACTED));
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
