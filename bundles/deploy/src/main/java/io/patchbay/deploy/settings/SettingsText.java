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

/** Reads and writes the text of settings files. The format is OSGi's configuration JSON with comments, in UTF-8. */
final class SettingsText {

    static final int MAX_BYTES = 1 << 20;

    private static final int MAX_EXPECTED_LENGTH = 40;
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

    /**
     * @throws SettingsException if the text is not a configuration; the message contains the line and column if they
     *     are known
     */
    Content read(byte[] bytes) throws SettingsException {
        if (bytes.length > MAX_BYTES) {
            throw new SettingsException("the file is larger than 1 MiB");
        }
        Map<String, Long> lines = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        return new Content(toProperties(object(Comments.blank(decode(bytes)), lines)), lines);
    }

    /** Returns the text of a file with these settings. If the text is read again, the values and their types are the same. */
    public static String write(String comment, Map<String, Object> properties) {
        String members = properties.entrySet().stream()
                .map(e -> "  " + Json.of(e.getKey()).text() + ": "
                        + Json.of(toJsonValue(e.getValue())).text())
                .collect(Collectors.joining(",\n"));
        return "// " + comment.replaceAll("\\p{Cntrl}+", " ").strip() + "\n{\n" + members + "\n}\n";
    }

    /**
     * Decodes UTF-8, and converts each line end to a single \n. Other code uses \n to find the end of a comment and to
     * count lines.
     */
    private static String decode(byte[] bytes) throws SettingsException {
        Optional<String> other = Encoding.describeOtherThanUtf8(bytes);
        if (other.isPresent()) {
            throw new SettingsException("the file is not UTF-8: " + other.get() + ". Save the file as UTF-8");
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        text = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? " " + text.substring(1) : text;
        return text.indexOf('\r') < 0 ? text : text.replace("\r\n", " \n").replace('\r', '\n');
    }

    private JsonObject object(String text, Map<String, Long> lines) throws SettingsException {
        if (text.isBlank()) {
            throw new SettingsException("the file is empty; a file without settings contains {}");
        }
        try (JsonParser parser = provider.createParser(new StringReader(text));
                JsonReader reader = readers.createReader(new StringReader(text))) {
            // The reader does not accept duplicate names, and the parser does not accept text after the object.
            if (parser.next() != JsonParser.Event.START_OBJECT) {
                throw new SettingsException("the file is not a JSON object");
            }
            for (int depth = 1; depth > 0; ) {
                JsonParser.Event event = parser.next();
                if (depth == 1 && event == JsonParser.Event.KEY_NAME) {
                    checkName(parser.getString(), parser.getLocation().getLineNumber(), lines);
                }
                depth = depth(depth, event);
            }
            checkEnd(parser);
            JsonObject object = reader.readObject();
            checkValues(object, lines);
            return object;
        } catch (JsonParsingException e) {
            TextPosition place = new TextPosition(
                    e.getLocation().getLineNumber(), e.getLocation().getColumnNumber());
            throw new SettingsException(place + ": " + describe(e), e);
        } catch (RuntimeException e) {
            // The parser also throws other exceptions, for example for deep nesting or a duplicate name.
            throw new SettingsException(describe(e), e);
        }
    }

    /** Rejects text after the object. The parser itself would only report that the end is missing. */
    private static void checkEnd(JsonParser parser) throws SettingsException {
        try {
            if (!parser.hasNext()) {
                return;
            }
        } catch (JsonParsingException e) {
            TextPosition place = new TextPosition(
                    e.getLocation().getLineNumber(), e.getLocation().getColumnNumber());
            throw new SettingsException(
                    place + ": text follows the end of the settings; a file contains one { … } and nothing after it",
                    e);
        }
        throw new SettingsException(
                "text follows the end of the settings; a file contains one { … } and nothing after it");
    }

    /** Rejects values that OSGi would ignore or convert: null, lists of mixed types, and values of another type than the named type. */
    private static void checkValues(JsonObject object, Map<String, Long> lines) throws SettingsException {
        for (Map.Entry<String, JsonValue> entry : object.entrySet()) {
            String key = entry.getKey();
            String name = key.indexOf(':') > 0 ? key.substring(0, key.indexOf(':')) : key;
            String place = "line " + lines.get(name) + ": \"" + name + "\" ";
            if (entry.getValue() == JsonValue.NULL) {
                throw new SettingsException(place + "is null: set a value, or remove the setting to use its default");
            }
            if (entry.getValue() instanceof JsonArray items) {
                if (items.contains(JsonValue.NULL)) {
                    throw new SettingsException(place + "contains null: remove that item");
                }
                if (items.stream().map(SettingsText::valueType).distinct().count() > 1) {
                    throw new SettingsException(
                            place
                                    + "contains values of different types: write either all values or no value as text in quotes");
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

    private static JsonValue.ValueType valueType(JsonValue value) {
        return value.getValueType() == JsonValue.ValueType.FALSE ? JsonValue.ValueType.TRUE : value.getValueType();
    }

    /** Rejects duplicate names. OSGi ignores case, and a type after a colon is not part of the name. */
    private static void checkName(String key, long line, Map<String, Long> lines) throws SettingsException {
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

    /** Returns the parser's message, without the parts that contain positions and tokens in the parser's own format. */
    private static String describe(RuntimeException e) {
        String message = String.valueOf(e.getMessage()).replaceAll("\\s*(?:at |on )?\\(line no=[^)]*\\)", "");
        Matcher character = CHARACTER.matcher(message);
        if (character.find()) {
            int found = Integer.parseInt(character.group(1));
            return found < 0
                    ? "the file ends too early"
                    : "unexpected "
                            + (Character.isISOControl(found)
                                    ? "control character"
                                    : "'" + Character.toString(found) + "'");
        }
        Matcher token = UNEXPECTED.matcher(message);
        if (!token.find()) {
            return message;
        }
        String found = TOKENS.getOrDefault(token.group(1), "a " + token.group(1).toLowerCase(Locale.ROOT));
        String expected = Arrays.stream(token.group(2).split(", "))
                .map(name -> TOKENS.getOrDefault(name, "a " + name.toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining(" or "));
        return (token.group(1).equals("EOF") ? "the file ends too early" : "unexpected " + found) + "; expected "
                + (expected.length() > MAX_EXPECTED_LENGTH ? "a value" : expected);
    }

    private static Hashtable<String, Object> toProperties(JsonObject object) throws SettingsException {
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

    /** Converts a value to a type that JSON can represent: numbers, strings, booleans and lists of these. */
    private static Object toJsonValue(Object value) {
        if (value instanceof Collection<?> items) {
            return items.stream().map(SettingsText::toJsonValue).collect(Collectors.toList());
        }
        if (value.getClass().isArray()) {
            List<Object> items = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                items.add(toJsonValue(Array.get(value, i)));
            }
            return items;
        }
        return value instanceof Character || value instanceof Enum<?> ? value.toString() : value;
    }

    /**
     * The content of a settings file.
     *
     * @param lines the line number of each setting
     */
    record Content(Hashtable<String, Object> properties, Map<String, Long> lines) {}
}
