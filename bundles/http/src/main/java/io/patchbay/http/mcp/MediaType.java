package io.patchbay.http.mcp;

/** Reads a {@code Content-Type} header. */
final class MediaType {

    private static final String JSON = "application/json";

    private MediaType() {}

    /** Returns whether a media type is JSON and has no charset other than UTF-8. Ignores all other parameters. */
    static boolean isJson(String type) {
        if (type == null || !type.regionMatches(true, 0, JSON, 0, JSON.length())) {
            return false;
        }
        int at = JSON.length();
        boolean valid = true;
        while (valid && at < type.length()) {
            int semicolon = skipBlanks(type, at);
            if (semicolon == type.length()) {
                return true;
            }
            int end = type.indexOf(';', semicolon + 1);
            int stop = end < 0 ? type.length() : end;
            valid = type.charAt(semicolon) == ';'
                    && isAllowedParameter(type.substring(semicolon + 1, stop).strip());
            at = stop;
        }
        return valid;
    }

    private static boolean isAllowedParameter(String parameter) {
        if (!parameter.regionMatches(true, 0, "charset", 0, 7)) {
            return true;
        }
        int equals = parameter.indexOf('=');
        String charset = equals < 0 ? "" : parameter.substring(equals + 1).strip();
        return charset.equalsIgnoreCase("utf-8") || charset.equalsIgnoreCase("\"utf-8\"");
    }

    private static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }
}
