package io.patchbay.protocol.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.protocol.json.AtomicFile;
import io.patchbay.protocol.json.JsonReader;
import io.patchbay.protocol.json.Lines;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Remembers, over restarts, which owner holds which name: a file that is replaced atomically. Not for several threads at once. */
public final class Names {

    private static final Logger log = LoggerFactory.getLogger(Names.class);

    private final Path file;
    private final Predicate<String> present;
    private Map<String, String> owners = new TreeMap<>();
    /** What of the file is still unread, since the disk failed. */
    private boolean unread;
    /** Whether the file says less than is known, and whether it is left so for now. */
    private boolean unwritten;

    private boolean held;

    private volatile Optional<String> problem = Optional.empty();

    /** @param present whether an owner may still come; the names of others are free again */
    public Names(Path file, Predicate<String> present) {
        this.file = file;
        this.present = present;
        load();
    }

    /** A copy: by {@link Entry#target()}'s kind and {@link Entry#key()}, see {@link #name}. */
    Map<String, String> owners() {
        return new TreeMap<>(owners);
    }

    /** What an entry's name is remembered as. */
    public static String name(Entry entry) {
        return switch (entry.target().kind()) {
                    case TOOL -> "tool ";
                    case RESOURCE -> "resource ";
                    case RESOURCE_TEMPLATE -> "template ";
                    case PROMPT -> "prompt ";
                    case FEATURE, ADMIN -> throw new AssertionError(entry);
                }
                + entry.key();
    }

    /** From now on these. What cannot be written, or could not be read, is a {@link #problem()} until it is remembered again. */
    void remember(Map<String, String> next) {
        if (next.equals(owners) && !unwritten && problem.isEmpty()) {
            return;
        }
        owners = new TreeMap<>(next);
        unwritten = true;
        if (unread) {
            load();
        }
        if (!unread && !held) {
            write();
        }
    }

    /** Writes nothing until {@link #release}. */
    void hold() {
        held = true;
    }

    /** Writes again, from the next {@link #remember} on. */
    void release() {
        held = false;
    }

    private void write() {
        try {
            AtomicFile.write(file, json(owners));
            unwritten = false;
            problem.ifPresent(line -> log.info("No longer: {}", line));
            problem = Optional.empty();
        } catch (IOException e) {
            failed("Cannot save the owners of names in " + file.getFileName(), e);
        }
    }

    private void failed(String what, IOException e) {
        String line = Lines.of(what, e) + "; the server retries automatically";
        if (problem.isEmpty()) {
            log.warn("{}", line);
        }
        log.debug("{}", line, e);
        problem = Optional.of(line);
    }

    /** Why a restart would forget. */
    Optional<String> problem() {
        return problem;
    }

    /** Adds what the file says to what is known already. */
    private void load() {
        unread = false;
        if (Files.notExists(file)) {
            return;
        }
        try {
            Map<String, String> kept = owners(JsonReader.read(Files.readString(file)));
            kept.values().removeIf(present.negate());
            kept.forEach(owners::putIfAbsent);
        } catch (CharacterCodingException | RuntimeException e) {
            Path aside = file.resolveSibling(file.getFileName() + ".unreadable");
            log.warn(
                    "{} is unreadable and was kept as {}; each name goes to the first connector that registers it",
                    file,
                    aside.getFileName(),
                    e);
            setAside(aside);
        } catch (IOException e) {
            unread = true;
            failed("Cannot read the owners of names from " + file.getFileName(), e);
        }
    }

    private static Map<String, String> owners(JsonNode root) {
        if (!root.isObject()) {
            throw new IllegalArgumentException("not a JSON object");
        }
        Map<String, String> owners = new TreeMap<>();
        root.properties().forEach(member -> {
            if (!member.getValue().isTextual()) {
                throw new IllegalArgumentException("not an owner: " + member.getKey());
            }
            owners.put(member.getKey(), member.getValue().textValue());
        });
        return owners;
    }

    private static byte[] json(Map<String, String> owners) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        owners.forEach(root::put);
        return root.toPrettyString().getBytes(StandardCharsets.UTF_8);
    }

    private void setAside(Path aside) {
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            problem = Optional.of(Lines.of("Cannot read the owners of names from " + file.getFileName(), e));
        }
    }
}
