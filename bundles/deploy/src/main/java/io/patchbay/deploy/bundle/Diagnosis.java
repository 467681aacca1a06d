package io.patchbay.deploy.bundle;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Describes a failure in one line: the innermost cause, and its place in the connector's own code. */
final class Diagnosis {

    private static final List<String> SERVER_PACKAGES = List.of(
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "com.sun.",
            "org.apache.felix.",
            "org.osgi.",
            "io.patchbay.deploy.",
            "io.patchbay.protocol.");

    /** Exceptions that only wrap another exception. */
    private static final List<String> WRAPPERS = List.of(
            "java.lang.reflect.InvocationTargetException",
            "java.lang.ExceptionInInitializerError",
            "org.osgi.framework.BundleException",
            "java.util.concurrent.ExecutionException");

    private static final String CAUSE = "Caused by: ";
    private static final Pattern CLASS_FILE = Pattern.compile("class file version (\\d+)");
    private static final int CLASS_FILE_OF_JAVA_0 = 44;
    private static final int MAX_DEPTH = 20;
    private static final int MAX_LINE_LENGTH = 600;

    private Diagnosis() {}

    public static String line(Throwable failure) {
        Throwable innermost = failure;
        // Causes may form a loop.
        for (int depth = 0; depth < MAX_DEPTH && innermost.getCause() != null; depth++) {
            innermost = innermost.getCause();
        }
        return oneLine(innermost.toString()) + at(frames(innermost.getStackTrace()));
    }

    /** Returns the innermost cause in a printed stack trace and its place in the connector's own code, in one line. */
    public static String line(String printed) {
        List<String> lines =
                Objects.toString(printed, "no reason given").lines().toList();
        int innermost = 0;
        String place = "";
        for (int i = 0; i < lines.size(); i++) {
            if (i == 0 || lines.get(i).startsWith(CAUSE)) {
                innermost = i;
                // A cause is printed without the frames that it shares with the enclosing trace. The cause may share
                // all its frames.
                String own = at(framesOf(section(lines, i)));
                place = own.isEmpty() ? place : own;
            }
        }
        return oneLine(
                        lines.isEmpty()
                                ? "no reason given"
                                : lines.get(innermost).replaceFirst("^" + CAUSE, ""))
                + place;
    }

    /** Returns all causes of a failure, outermost first, each with its place in the connector's own code. */
    public static List<String> chain(Throwable failure) {
        StringWriter printed = new StringWriter();
        failure.printStackTrace(new PrintWriter(printed));
        return chain(printed.toString());
    }

    /** Returns all causes in a printed stack trace, outermost first, each with its place in the connector's own code. */
    public static List<String> chain(String printed) {
        List<String> lines = printed.lines().toList();
        List<String> chain = new ArrayList<>();
        for (int i = 0; i < lines.size() && chain.size() < MAX_DEPTH; i++) {
            boolean cause = lines.get(i).startsWith(CAUSE);
            if (i == 0 || cause) {
                String what = oneLine(cause ? lines.get(i).substring(CAUSE.length()) : lines.get(i));
                chain.add((cause ? "because " : "") + what + at(framesOf(section(lines, i))));
            }
        }
        return chain;
    }

    /**
     * Returns the causes that contain more facts than the line. Omits exceptions that only wrap another exception.
     * Returns an empty list if the line contains all causes.
     */
    public static List<String> causesBeyond(List<String> chain, String line) {
        List<String> more = chain.stream()
                .filter(link -> WRAPPERS.stream().noneMatch(link::contains))
                .toList();
        boolean said =
                more.size() <= 1 && more.stream().allMatch(link -> line.contains(link.replaceFirst("^because ", "")));
        return said ? List.of() : more;
    }

    /** Returns the lines that are printed below a failure or cause, up to the next cause. */
    private static List<String> section(List<String> lines, int start) {
        int next = start + 1;
        while (next < lines.size() && !lines.get(next).startsWith(CAUSE)) {
            next++;
        }
        return lines.subList(start + 1, next);
    }

    /** Explains why a class cannot be loaded. */
    public static String explainUnloadable(String name, Throwable failure) {
        if (failure instanceof UnsupportedClassVersionError) {
            Matcher version = CLASS_FILE.matcher(String.valueOf(failure.getMessage()));
            if (version.find()) {
                int java = Integer.parseInt(version.group(1)) - CLASS_FILE_OF_JAVA_0;
                return name + " is compiled for Java " + java + ", but this server runs on Java "
                        + Runtime.version().feature();
            }
        }
        if (failure instanceof ClassFormatError) {
            return "its class " + name + " cannot be read: " + oneLine(String.valueOf(failure.getMessage()));
        }
        String missing = String.valueOf(failure.getMessage()).replace('/', '.');
        return failure instanceof ClassNotFoundException && missing.startsWith(name)
                ? "its class " + name + " is not in the jar"
                : name + " needs " + oneLine(missing) + ", which is neither in the jar nor imported ("
                        + failure.getClass().getSimpleName() + ")";
    }

    /** Returns the place in the connector's own code that a thread has reached. */
    static String place(Thread thread) {
        return at(frames(thread.getStackTrace()));
    }

    /** Returns the top frames of a thread's stack. */
    static List<String> stack(Thread thread) {
        return frames(thread.getStackTrace()).stream()
                .limit(MAX_DEPTH)
                .map(frame -> "at " + frame)
                .toList();
    }

    private static String at(List<String> frames) {
        Optional<String> own = frames.stream()
                .filter(frame -> !frame.contains("$$Lambda"))
                .map(Diagnosis::withoutLoader)
                .filter(frame -> SERVER_PACKAGES.stream().noneMatch(frame::startsWith))
                .findFirst();
        return own.map(frame -> " at " + frame).orElse("");
    }

    private static List<String> framesOf(List<String> printed) {
        return printed.stream()
                .map(String::strip)
                .filter(text -> text.startsWith("at "))
                .map(text -> text.substring(3))
                .toList();
    }

    private static List<String> frames(StackTraceElement[] stack) {
        return Stream.of(stack).map(StackTraceElement::toString).toList();
    }

    /** Returns a message as one short line. The message itself may be long and have many lines. */
    private static String oneLine(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() > MAX_LINE_LENGTH ? line.substring(0, MAX_LINE_LENGTH) + "…" : line;
    }

    private static String withoutLoader(String frame) {
        return frame.substring(frame.lastIndexOf('/') + 1);
    }
}
