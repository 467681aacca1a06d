package io.patchbay.cli.develop;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/** What a new connector is called, and what follows from that. */
public record ConnectorName(String name, String packageName) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final int MAX_LENGTH = 32;

    /** @throws IllegalArgumentException with what is wrong */
    public ConnectorName {
        if (!NAME.matcher(name).matches() || name.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "A connector's name has small letters, digits and single hyphens between them, begins with a"
                            + " letter and has at most " + MAX_LENGTH
                            + " characters, for example weather or issue-tracker.");
        }
        if (!SourceVersion.isName(packageName) || !packageName.equals(packageName.toLowerCase(java.util.Locale.ROOT))) {
            throw new IllegalArgumentException("Java has no package " + packageName
                    + ". Name another with --package, in small letters, for example com.example.tools.");
        }
    }

    /** With its package below {@code org.example}, when none is given. */
    public static ConnectorName of(String name, Optional<String> packageName) {
        return new ConnectorName(name, packageName.orElseGet(() -> "org.example." + name.replace("-", "")));
    }

    String className() {
        return Arrays.stream(name.split("-"))
                        .map(word -> word.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + word.substring(1))
                        .collect(Collectors.joining())
                + "Connector";
    }

    String path() {
        return packageName.replace('.', '/');
    }

    /** What a Maven group is called: the package without its last part, where it has several. */
    String group() {
        int dot = packageName.lastIndexOf('.');
        return dot < 0 ? packageName : packageName.substring(0, dot);
    }
}
