package io.patchbay.protocol.seal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.protocol.json.JsonReader;
import io.patchbay.support.DurableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of the {@link Sealer}, oldest first. The last key seals data, and every key opens the data that it has sealed. The keys
 * are in a file that the server creates once: {@code {"keys":[{"id":"8 hex digits","key":"base64url of 32 bytes"}]}}. To rotate the
 * keys, add a new key at the end.
 */
record SealKeys(Map<Integer, SecretKey> byId, int current) {

    private static final int KEY_BYTES = 32;

    SealKeys {
        byId = Map.copyOf(byId);
        if (!byId.containsKey(current)) {
            throw new IllegalArgumentException("The current key is missing");
        }
    }

    /**
     * Reads the file, or creates the file if it does not exist. Never replaces a malformed file, because all data sealed with its
     * keys would be lost.
     */
    static SealKeys open(Path file, SecureRandom random) {
        try {
            if (!Files.exists(file)) {
                DurableFile.write(file, fresh(random));
            }
            return parse(file, read(file));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Could not read the sealing keys from " + file + "; restore the file or remove it", e);
        }
    }

    private static JsonNode read(Path file) throws IOException {
        String text = Files.readString(file);
        try {
            return JsonReader.read(text);
        } catch (IllegalArgumentException e) {
            throw new IOException("not JSON"); // a parser's message may quote the key
        }
    }

    private static byte[] fresh(SecureRandom random) throws IOException {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.putArray("keys")
                .addObject()
                .put("id", HexFormat.of().toHexDigits(random.nextInt()))
                .put("key", Base64.getUrlEncoder().withoutPadding().encodeToString(key));
        return root.toPrettyString().getBytes(StandardCharsets.UTF_8);
    }

    private static SealKeys parse(Path file, JsonNode root) {
        Map<Integer, SecretKey> byId = new LinkedHashMap<>();
        int current = 0;
        if (!(root.path("keys") instanceof ArrayNode keys) || keys.isEmpty()) {
            throw malformed(file, "it contains no keys");
        }
        for (JsonNode node : keys) {
            current = id(file, node.path("id").asText());
            if (byId.put(current, key(file, node.path("key").asText())) != null) {
                throw malformed(file, "two keys have the same id");
            }
        }
        return new SealKeys(byId, current);
    }

    private static int id(Path file, String id) {
        if (!id.matches("[0-9a-f]{8}")) {
            throw malformed(file, "an id is not 8 lowercase hex digits");
        }
        return HexFormat.fromHexDigits(id);
    }

    private static SecretKey key(Path file, String text) {
        try {
            byte[] key = Base64.getUrlDecoder().decode(text);
            if (key.length == KEY_BYTES) {
                return new SecretKeySpec(key, "AES");
            }
        } catch (IllegalArgumentException e) {
            // the reason would quote the key
        }
        throw malformed(file, "a key is not 32 bytes in base64url");
    }

    private static IllegalStateException malformed(Path file, String why) {
        return new IllegalStateException(
                "The sealing keys in " + file + " are malformed: " + why + "; restore the file or remove it");
    }

    @Override
    public String toString() {
        return "SealKeys[" + byId.size() + "]";
    }
}
