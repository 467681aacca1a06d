package io.patchbay.cli.client;

import io.patchbay.cli.json.PlainJson;
import io.patchbay.cli.terminal.CommandException;
import io.patchbay.cli.terminal.IoReason;
import io.patchbay.cli.terminal.Terminal;
import io.patchbay.support.SafeText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Shows or saves the contents of a result. The result comes from a tool, a resource or a prompt. */
public final class ResultContents {

    /** One content of a result: text, or bytes with a media type. The label is printed before the text. */
    private record ContentPart(String label, Optional<String> text, byte[] bytes, String kind) {

        static ContentPart text(String label, String text) {
            return new ContentPart(label, Optional.of(text), text.getBytes(StandardCharsets.UTF_8), "text/plain");
        }

        static ContentPart bytes(String label, String base64, String kind) {
            try {
                return new ContentPart(
                        label, Optional.empty(), Base64.getDecoder().decode(base64), kind);
            } catch (IllegalArgumentException e) {
                throw new CommandException(
                        CommandException.FAILED, "The server sent binary content that is not valid Base64.");
            }
        }

        String suffix() {
            return switch (kind.toLowerCase(Locale.ROOT)) {
                case "image/png" -> ".png";
                case "image/jpeg" -> ".jpg";
                case "image/gif" -> ".gif";
                case "image/webp" -> ".webp";
                case "audio/wav" -> ".wav";
                case "audio/mpeg" -> ".mp3";
                case "application/pdf" -> ".pdf";
                case "application/json" -> ".json";
                default -> text.isPresent() ? ".txt" : ".bin";
            };
        }
    }

    private final List<ContentPart> pieces = new ArrayList<>();

    private ResultContents() {}

    public static ResultContents ofTool(Map<String, Object> result) {
        ResultContents contents = new ResultContents();
        PlainJson.members(result, "content").forEach(block -> contents.add("", block));
        if (contents.pieces.isEmpty() && result.containsKey("structuredContent")) {
            contents.pieces.add(ContentPart.text("", PlainJson.write(result.get("structuredContent"))));
        }
        return contents;
    }

    public static ResultContents ofResource(Map<String, Object> result) {
        ResultContents contents = new ResultContents();
        PlainJson.members(result, "contents").forEach(one -> contents.addResource("", one));
        return contents;
    }

    public static ResultContents ofPrompt(Map<String, Object> result) {
        ResultContents contents = new ResultContents();
        PlainJson.members(result, "messages")
                .forEach(message -> contents.add(
                        PlainJson.string(message, "role").orElse("?") + ": ", PlainJson.member(message, "content")));
        return contents;
    }

    /** Writes the content to the file or folder {@code output}. Prints the content if {@code output} is empty. */
    public void show(Optional<Path> output, Terminal terminal) {
        if (output.isPresent()) {
            save(output.get(), terminal);
            return;
        }
        for (ContentPart piece : pieces) {
            String text = piece.text()
                    .orElseGet(
                            () -> "[" + piece.kind() + ", " + piece.bytes().length + " bytes; save it with --output]");
            terminal.out().println(terminal.printable(piece.label() + text));
        }
    }

    /**
     * Writes one content to a file, or each content to its own file in a folder. The command chooses the names of the
     * files. The server has no influence on the names.
     */
    public void save(Path output, Terminal terminal) {
        try {
            if (Files.isDirectory(output)) {
                for (int i = 0; i < pieces.size(); i++) {
                    write(pieces.get(i), output.resolve((i + 1) + pieces.get(i).suffix()), terminal);
                }
            } else if (pieces.size() == 1) {
                write(pieces.get(0), output, terminal);
            } else {
                throw new CommandException(
                        CommandException.FAILED,
                        "The result has " + pieces.size()
                                + " contents. Name an existing folder with --output. Each content becomes a file in"
                                + " this folder.");
            }
        } catch (IOException e) {
            throw new CommandException(
                    CommandException.FAILED,
                    "The server answered, but the contents were not saved to " + output + ": " + IoReason.of(e)
                            + ". Name another file or folder with --output.");
        }
    }

    private static void write(ContentPart piece, Path file, Terminal terminal) throws IOException {
        Files.write(file, piece.bytes());
        terminal.err()
                .println(terminal.faint(
                        file + "  " + SafeText.oneLine(piece.kind()) + ", " + piece.bytes().length + " bytes"));
    }

    private void add(String label, Map<String, Object> block) {
        String kind = PlainJson.string(block, "mimeType").orElse("application/octet-stream");
        switch (PlainJson.string(block, "type").orElse("")) {
            case "text" ->
                pieces.add(
                        ContentPart.text(label, PlainJson.string(block, "text").orElse("")));
            case "image", "audio" ->
                pieces.add(
                        ContentPart.bytes(label, PlainJson.string(block, "data").orElse(""), kind));
            case "resource" -> addResource(label, PlainJson.member(block, "resource"));
            case "resource_link" ->
                pieces.add(ContentPart.text(
                        label,
                        "→ " + block.get("uri")
                                + PlainJson.string(block, "name")
                                        .map(name -> "  " + name)
                                        .orElse("")));
            default -> pieces.add(ContentPart.text(label, PlainJson.write(block)));
        }
    }

    private void addResource(String label, Map<String, Object> contents) {
        String kind = PlainJson.string(contents, "mimeType").orElse("application/octet-stream");
        pieces.add(PlainJson.string(contents, "blob")
                .map(blob -> ContentPart.bytes(label, blob, kind))
                .orElseGet(() -> ContentPart.text(
                        label, PlainJson.string(contents, "text").orElse(""))));
    }
}
