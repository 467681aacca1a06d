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

/** The new content of a file. */
public record Payload(byte[] bytes) implements Writer.Source {

    /**
     * @throws ToolFailure if text and base64 are both present or both missing, or if the content is invalid or too
     *     large
     */
    public static Payload of(Optional<String> text, Optional<String> base64, FilePath path, int maxBytes) {
        if (text.isPresent() == base64.isPresent()) {
            throw new ToolFailure(
                    "Nothing was written: pass the content either as 'text' or as 'base64'.", Codes.INVALID_ARGUMENTS);
        }
        Payload payload =
                new Payload(text.isPresent() ? encode(text.get(), StandardCharsets.UTF_8) : decode(base64.get()));
        payload.requireSize(path, maxBytes);
        return payload;
    }

    /** @throws ToolFailure if the text contains a lone surrogate, which would become another character */
    public static byte[] encode(String text, Charset charset) {
        try {
            ByteBuffer bytes = charset.newEncoder().encode(CharBuffer.wrap(text));
            return Arrays.copyOf(bytes.array(), bytes.limit());
        } catch (CharacterCodingException e) {
            throw new ToolFailure(
                    "Nothing was written: the text contains half a character (a lone surrogate). Pass complete characters.",
                    "invalid_text");
        }
    }

    /** @throws FileProblem if the content is larger than the limit */
    public void requireSize(FilePath path, int maxBytes) {
        if (bytes.length > maxBytes) {
            throw FileProblems.tooLargeToWrite(path, bytes.length, maxBytes);
        }
    }

    public String digest() {
        return Digest.of(bytes);
    }

    @Override
    public void writeTo(SeekableByteChannel file) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            file.write(rest);
        }
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new ToolFailure(
                    "Nothing was written: 'base64' is not valid base64. Encode the content again.",
                    Codes.INVALID_ARGUMENTS);
        }
    }
}
