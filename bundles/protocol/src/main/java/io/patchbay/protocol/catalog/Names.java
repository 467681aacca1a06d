package io.patchbay.protocol.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.protocol.json.JsonReader;
import io.patchbay.protocol.json.Lines;
import io.patchbay.support.DurableFile;
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

/** Saves the owner of each name in a file, so that names survive restarts. The file is replaced atomically. Not thread-safe. */
public final class Names {

    private static final Logger log = LoggerFactory.getLogger(Names.class);

    private final Path file;
    private final Predicate<String> present;
    private Map<String, String> owners = new TreeMap<>();
    /** True if the file could not be read because the disk failed. */
    private boolean unread;
    /** True if the file is out of date. */
    private boolean unwritten;

    private boolean savingPaused;

    private volatile Optional<String> problem = Optional.empty();

    /** @param present returns whether an owner may still be deployed; the names of all other owners are freed */
    public Names(Path file, Predicate<String> present) {
        this.file = file;
        this.present = present;
        load();
    }

    /** Returns a copy of the owners by name, see {@link #name}. */
    Map<String, String> owners() {
        return new TreeMap<>(owners);
    }

    /** Returns the saved form of an entry's name: the kind and the key. */
    public static String name(Entry entry) {
        return switch (entry.target().kind()) {
                    case TOOL -> "tool ";
                    case RESOURCE -> "resource ";
                    case RESOURCE_TEMPLATE -> "template ";
                    case PROMPT -> "prompt ";
                    case FEATURE, ADMIN, ROUTE -> throw new AssertionError(entry);
                }
                + entry.key();
    }

    /**
     * Replaces the owners and saves the new owners. While the file cannot be written or read, {@link #problem()} returns the
     * reason.
     */
    void remember(Map<String, String> next) {
        if (next.equals(owners) && !unwritten && problem.isEmpty()) {
            return;
        }
        owners = new TreeMap<>(next);
        unwritten = true;
        if (unread) {
            load();
        }
        if (!unread && !savingPaused) {
            write();
        }
    }

    /** Stops writing until {@link #resumeSaving} is called. */
    void pauseSaving() {
        savingPaused = true;
    }

    /** Allows writing again. The next {@link #remember} writes the owners. */
    void resumeSaving() {
        savingPaused = false;
    }

    private void write() {
        try {
            DurableFile.write(file, json(owners));
            unwritten = false;
            problem.ifPresent(line -> log.info("No longer: {}", line));
            problem = Optional.empty();
        } catch (IOException e) {
            reportProblem("Cannot save the owners of names in " + file.getFileName(), e);
        }
    }

    private void reportProblem(String what, IOException e) {
        String line = Lines.of(what, e) + "; the server retries automatically";
        if (problem.isEmpty()) {
            log.warn("{}", line);
        }
        log.debug("{}", line, e);
        problem = Optional.of(line);
    }

    /** Returns the reason why a restart would lose the owners of names; empty if the owners are saved. */
    Optional<String> problem() {
        return problem;
    }

    /** Adds the owners from the file to the owners that are already known. */
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
                    "{} is unreadable and was kept as {}. The first connector that registers a name gets this name.",
                    file,
                    aside.getFileName(),
                    e);
            setAside(aside);
        } catch (IOException e) {
            unread = true;
            reportProblem("Cannot read the owners of names from " + file.getFileName(), e);
        }
    }

    private static Map<String, String> owners(JsonNode root) {
        if (!root.isObject()) {
            throw new IllegalArgumentException("the file is not a JSON object");
        }
        Map<String, String> owners = new TreeMap<>();
        root.properties().forEach(member -> {
            if (!member.getValue().isTextual()) {
                throw new IllegalArgumentException("the file contains no owner for the name " + member.getKey());
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
