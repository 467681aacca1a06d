package io.patchbay.deploy.settings;

import io.patchbay.api.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonConfig;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParsingException;
import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.felix.cm.json.io.ConfigurationReader;
import org.apache.felix.cm.json.io.Configurations;
import org.eclipse.parsson.JsonProviderImpl;

/** Reads and writes the text of settings files: OSGi's configuration JSON, with comments, in UTF-8. */
final class SettingsText {

    static final int LARGEST = 1 << 20;

    private static final int MUCH = 40;
    private static final Pattern UNEXPECTED =
            Pattern.compile("Invalid token=(\\w+)\\W.*Expected tokens are: \\[([^\\]]*)\\]");
    private static final Pattern CHARACTER = Pattern.compile("^Unexpected char (-?\\d+)");
    private static final Map<String, String> TOKENS = Map.of(
            "CURLYOPEN",
            "'{'",
            "CURLYCLOSE",
            "'}'",
            "SQUAREOPEN",
            "'['",
            "SQUARECLOSE",
            "']'",
            "COLON",
            "':'",
            "COMMA",
            "','",
            "EOF",
            "the end of the file");
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final JsonProvider provider = new JsonProviderImpl();
    private final JsonReaderFactory readers;

    SettingsText() {
        this.readers = provider.createReaderFactory(Map.of(JsonConfig.KEY_STRATEGY, JsonConfig.KeyStrategy.NONE));
    }

    /** @throws SettingsException for what is not a configuration, with line and column where they are known */
    Content read(byte[] bytes) throws SettingsException {
        if (bytes.length > LARGEST) {
            throw new SettingsException("larger than 1 MiB");
        }
        Map<String, Long> lines = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        return new Content(typed(object(Comments.blank(decode(bytes)), lines)), lines);
    }

    /** The text of a file with these settings, readable and typed so that reading it gives the same. */
    public static String write(String comment, Map<String, Object> properties) {
        String members = properties.entrySet().stream()
                .map(e -> "  " + Json.of(e.getKey()).text() + ": "
                        + Json.of(plain(e.getValue())).text())
                .collect(Collectors.joining(",\n"));
        return "// " + comment.replaceAll("\\p{Cntrl}+", " ").strip() + "\n{\n" + members + "\n}\n";
    }

    /** Line ends become those of Unix one for one: comments end there, and lines are counted by them. */
    private static String decode(byte[] bytes) throws SettingsException {
        Optional<String> other = Encoding.otherThanUtf8(bytes);
        if (other.isPresent()) {
            throw new SettingsException("not UTF-8: " + other.get() + ". Save the file as UTF-8");
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        text = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? " " + text.substring(1) : text;
        return text.indexOf('\r') < 0 ? text : text.replace("\r\n", " \n").replace('\r', '\n');
    }

    private JsonObject object(String text, Map<String, Long> lines) throws SettingsException {
        if (text.isBlank()) {
            throw new SettingsException("empty; a file without settings holds {}");
        }
        try (JsonParser parser = provider.createParser(new StringReader(text));
                JsonReader reader = readers.createReader(new StringReader(text))) {
            // The parser alone would overlook a name given twice, the reader what follows the object.
            if (parser.next() != JsonParser.Event.START_OBJECT) {
                throw new SettingsException("not a JSON object");
            }
            for (int depth = 1; depth > 0; ) {
                JsonParser.Event event = parser.next();
                if (depth == 1 && event == JsonParser.Event.KEY_NAME) {
                    name(parser.getString(), parser.getLocation().getLineNumber(), lines);
                }
                depth = depth(depth, event);
            }
            more(parser);
            JsonObject object = reader.readObject();
            values(object, lines);
            return object;
        } catch (JsonParsingException e) {
            TextPosition place = new TextPosition(
                    e.getLocation().getLineNumber(), e.getLocation().getColumnNumber());
            throw new SettingsException(place + ": " + what(e), e);
        } catch (RuntimeException e) {
            // What else the parser throws, it throws because of the text: for nesting too deep, or for a name given
            // twice.
            throw new SettingsException(what(e), e);
        }
    }

    /** The parser says of what follows the object only that it is not the end. */
    private static void more(JsonParser parser) throws SettingsException {
        try {
            if (!parser.hasNext()) {
                return;
            }
        } catch (JsonParsingException e) {
            TextPosition place = new TextPosition(
                    e.getLocation().getLineNumber(), e.getLocation().getColumnNumber());
            throw new SettingsException(
                    place + ": something follows the end of the settings; a file holds one { … } and nothing after it",
                    e);
        }
        throw new SettingsException(
                "something follows the end of the settings; a file holds one { … } and nothing after it");
    }

    /** What OSGi would pass over or bend: settings without a value, and lists of several kinds of values. */
    private static void values(JsonObject object, Map<String, Long> lines) throws SettingsException {
        for (Map.Entry<String, JsonValue> entry : object.entrySet()) {
            String key = entry.getKey();
            String name = key.indexOf(':') > 0 ? key.substring(0, key.indexOf(':')) : key;
            String place = "line " + lines.get(name) + ": \"" + name + "\" ";
            if (entry.getValue() == JsonValue.NULL) {
                throw new SettingsException(place + "is null: give it a value, or leave it out to get its default");
            }
            if (entry.getValue() instanceof JsonArray items) {
                if (items.contains(JsonValue.NULL)) {
                    throw new SettingsException(place + "holds null: leave that item out");
                }
                if (items.stream().map(SettingsText::kind).distinct().count() > 1) {
                    throw new SettingsException(
                            place + "holds values of several kinds: write all of them as text in quotes, or none");
                }
            }
            if (name.length() < key.length()) {
                Optional<String> fault =
                        NamedType.of(key.substring(name.length() + 1)).fault(entry.getValue());
                if (fault.isPresent()) {
                    throw new SettingsException(place + fault.get());
                }
            }
        }
    }

    private static JsonValue.ValueType kind(JsonValue value) {
        return value.getValueType() == JsonValue.ValueType.FALSE ? JsonValue.ValueType.TRUE : value.getValueType();
    }

    /** OSGi takes names that differ in case alone for one, and a type after a colon is no part of them. */
    private static void name(String key, long line, Map<String, Long> lines) throws SettingsException {
        String name = key.indexOf(':') > 0 ? key.substring(0, key.indexOf(':')) : key;
        Long before = lines.putIfAbsent(name, line);
        if (before != null) {
            throw new SettingsException("line " + line + ": \"" + name + "\" is a duplicate of line " + before);
        }
    }

    private static int depth(int before, JsonParser.Event event) {
        return switch (event) {
            case START_OBJECT, START_ARRAY -> before + 1;
            case END_OBJECT, END_ARRAY -> before - 1;
            default -> before;
        };
    }

    /** The parser's words without its own way of saying where and what. */
    private static String what(RuntimeException e) {
        String said = String.valueOf(e.getMessage()).replaceAll("\\s*(?:at |on )?\\(line no=[^)]*\\)", "");
        Matcher character = CHARACTER.matcher(said);
        if (character.find()) {
            int found = Integer.parseInt(character.group(1));
            return found < 0
                    ? "it ends too early"
                    : "unexpected "
                            + (Character.isISOControl(found)
                                    ? "control character"
                                    : "'" + Character.toString(found) + "'");
        }
        Matcher token = UNEXPECTED.matcher(said);
        if (!token.find()) {
            return said;
        }
        String found = TOKENS.getOrDefault(token.group(1), "a " + token.group(1).toLowerCase(Locale.ROOT));
        String expected = Arrays.stream(token.group(2).split(", "))
                .map(name -> TOKENS.getOrDefault(name, "a " + name.toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining(" or "));
        return (token.group(1).equals("EOF") ? "the file ends too early" : "unexpected " + found) + "; expected "
                + (expected.length() > MUCH ? "a value" : expected);
    }

    private static Hashtable<String, Object> typed(JsonObject object) throws SettingsException {
        List<String> ignored = new ArrayList<>();
        ConfigurationReader reader = Configurations.buildReader()
                .withConfiguratorPropertyHandler((pid, key, value) -> ignored.add(key))
                .build(object);
        try {
            Hashtable<String, Object> properties = reader.readConfiguration();
            return Objects.requireNonNull(properties, "properties");
        } catch (IOException e) {
            throw new SettingsException(e.getMessage().replaceFirst("^PID \\S+ : ", ""), e);
        }
    }

    /** What JSON can say: whole numbers, fractions, strings, booleans and lists of them. */
    private static Object plain(Object value) {
        if (value instanceof Collection<?> items) {
            return items.stream().map(SettingsText::plain).collect(Collectors.toList());
        }
        if (value.getClass().isArray()) {
            List<Object> items = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                items.add(plain(Array.get(value, i)));
            }
            return items;
        }
        return value instanceof Character || value instanceof Enum<?> ? value.toString() : value;
    }

    /**
     * What a file says.
     *
     * @param lines where each setting stands
     */
    record Content(Hashtable<String, Object> properties, Map<String, Long> lines) {}
}
