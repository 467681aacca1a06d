package io.patchbay.connectors.files.edit;

import io.patchbay.api.Codes;
import io.patchbay.connectors.files.text.Digest;
import io.patchbay.connectors.files.tree.FilePath;
import io.patchbay.connectors.files.tree.FileProblems;
import io.patchbay.typed.ToolFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** The bytes that a file is to have. */
public record Payload(byte[] bytes) implements Writer.Source {

    /** @throws ToolFailure when not exactly one of the two is given, or it is not what it should be, or too large */
    public static Payload of(Optional<String> text, Optional<String> base64, FilePath path, int most) {
        if (text.isPresent() == base64.isPresent()) {
            throw new ToolFailure("Give the content either as 'text' or as 'base64'.", Codes.INVALID_ARGUMENTS);
        }
        Payload payload =
                new Payload(text.isPresent() ? encoded(text.get(), StandardCharsets.UTF_8) : decoded(base64.get()));
        payload.within(path, most);
        return payload;
    }

    /** @throws ToolFailure when it holds half of a surrogate pair, which would become something else */
    public static byte[] encoded(String text, Charset charset) {
        try {
            ByteBuffer bytes = charset.newEncoder().encode(CharBuffer.wrap(text));
            return Arrays.copyOf(bytes.array(), bytes.limit());
        } catch (CharacterCodingException e) {
            throw new ToolFailure(
                    "The text holds half a character (a lone surrogate), which no file can hold.", "invalid_text");
        }
    }

    public void within(FilePath path, int most) {
        if (bytes.length > most) {
            throw FileProblems.tooLargeToWrite(path, bytes.length, most);
        }
    }

    public String digest() {
        return Digest.of(bytes);
    }

    @Override
    public void into(SeekableByteChannel file) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            file.write(rest);
        }
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new ToolFailure("'base64' is not valid base64.", Codes.INVALID_ARGUMENTS);
        }
    }
}
