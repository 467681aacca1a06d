package io.patchbay.cli.develop;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/** The name of a new connector, and the names that are derived from this name. */
public record ConnectorName(String name, String packageName) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final int MAX_LENGTH = 32;

    /** @throws IllegalArgumentException if the name or the package is invalid; the message says why */
    public ConnectorName {
        if (!NAME.matcher(name).matches() || name.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "The name of a connector consists of lower-case letters, digits and single hyphens, begins with a letter, and has"
                            + " at most " + MAX_LENGTH + " characters, for example weather or issue-tracker.");
        }
        if (!SourceVersion.isName(packageName) || !packageName.equals(packageName.toLowerCase(java.util.Locale.ROOT))) {
            throw new IllegalArgumentException("The name " + packageName
                    + " is not a valid Java package in lower case. Name another package with --package, for example"
                    + " com.example.tools.");
        }
    }

    /** Returns the name of a connector. If no package is given, the package is below {@code org.example}. */
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

    /** Returns the Maven group. If the package has several parts, the group is the package without its last part. */
    String group() {
        int dot = packageName.lastIndexOf('.');
        return dot < 0 ? packageName : packageName.substring(0, dot);
    }
}
