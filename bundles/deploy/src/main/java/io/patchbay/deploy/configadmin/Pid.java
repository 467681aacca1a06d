package io.patchbay.deploy.configadmin;

import static java.util.Objects.requireNonNull;

import io.patchbay.support.SafeText;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of one configuration and of its file.
 *
 * @param factory the PID of the configuration; if there is an instance, the PID of the instance's factory
 * @param instance the name of the instance, if the configuration belongs to a factory
 */
public record Pid(String factory, Optional<String> instance) {

    public static final String SUFFIX = ".cfg.json";

    private static final int MAX_LENGTH = 200;
    private static final Pattern TEXT =
            Pattern.compile("([A-Za-z0-9_][A-Za-z0-9._-]*)(?:~([A-Za-z0-9_-][A-Za-z0-9._~-]*))?");

    public Pid {
        requireNonNull(factory, "factory");
        requireNonNull(instance, "instance");
    }

    /** @throws IllegalArgumentException if the text is not a PID that is safe in a file name */
    public static Pid of(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches() || text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "This is not a PID, which contains only letters, digits, '.', '_' and '-', and '~' before the name of an instance: "
                            + SafeText.name(text));
        }
        return new Pid(matcher.group(1), Optional.ofNullable(matcher.group(2)));
    }

    public static Pid ofFile(String fileName) {
        return of(fileName.substring(0, fileName.length() - SUFFIX.length()));
    }

    public String text() {
        return factory + instance.map(name -> "~" + name).orElse("");
    }

    public String fileName() {
        return text() + SUFFIX;
    }
}
