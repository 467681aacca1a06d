package io.patchbay.cli.client;

import io.patchbay.cli.json.PlainJson;
import io.patchbay.cli.terminal.Terminal;
import io.patchbay.support.SafeText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shows the questions of a server to the person at the terminal, and reads the answers. The class makes the server's
 * text safe for the terminal.
 */
final class Dialogue {

    private final Terminal terminal;
    private final BufferedReader lines;

    Dialogue(Terminal terminal) {
        this.terminal = terminal;
        this.lines = new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8));
    }

    /** Returns the answer to {@code elicitation/create}. The end of the input (Ctrl-D) cancels the question. */
    Map<String, Object> answer(Map<String, Object> asked) {
        terminal.err().println();
        terminal.err()
                .println(terminal.warning("The server asks: ")
                        + SafeText.lines(PlainJson.string(asked, "message").orElse("")));
        try {
            return "url".equals(asked.get("mode"))
                    ? confirmPage(asked)
                    : fillForm(PlainJson.member(asked, "requestedSchema"));
        } catch (InputEndedException e) {
            terminal.err().println();
            return Map.of("action", "cancel");
        }
    }

    private Map<String, Object> confirmPage(Map<String, Object> asked) {
        terminal.err().println("  Open this page if you trust it:");
        terminal.err()
                .println("  " + SafeText.oneLine(PlainJson.string(asked, "url").orElse("")));
        return Map.of(
                "action", confirms("Did you open the page, and may the call continue? [y/N] ") ? "accept" : "decline");
    }

    private Map<String, Object> fillForm(Map<String, Object> schema) {
        Map<String, Object> properties = PlainJson.member(schema, "properties");
        List<?> required = schema.get("required") instanceof List<?> names ? names : List.of();
        terminal.err()
                .println(terminal.faint(
                        "  (Enter accepts the value in brackets, or skips an optional field. Ctrl-D cancels.)"));
        Map<String, Object> content = new LinkedHashMap<>();
        properties.forEach((name, property) -> {
            FormField field =
                    new FormField(name, PlainJson.object(property).orElseGet(Map::of), required.contains(name));
            ask(field).ifPresent(value -> content.put(name, value));
        });
        if (!confirms("Send these answers? [y/N] ")) {
            return Map.of("action", "decline");
        }
        Map<String, Object> accepted = new LinkedHashMap<>();
        accepted.put("action", "accept");
        accepted.put("content", content);
        return accepted;
    }

    private Optional<Object> ask(FormField field) {
        field.explanation().forEach(line -> terminal.err().println("  " + terminal.faint(SafeText.oneLine(line))));
        while (true) {
            String typed = readLine("  " + SafeText.oneLine(field.question()) + ": ");
            try {
                return field.parse(typed);
            } catch (IllegalArgumentException e) {
                terminal.err().println("  " + terminal.bad("✗ ") + SafeText.oneLine(e.getMessage()));
            }
        }
    }

    private boolean confirms(String question) {
        return List.of("y", "yes").contains(readLine("  " + question).toLowerCase(java.util.Locale.ROOT));
    }

    private String readLine(String question) {
        terminal.err().print(question);
        terminal.err().flush();
        try {
            String line = lines.readLine();
            if (line == null) {
                throw new InputEndedException();
            }
            return line.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Thrown when the input has ended. */
    private static final class InputEndedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
