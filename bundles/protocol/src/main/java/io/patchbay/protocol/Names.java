package io.patchbay.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
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
final class Names {

    private static final Logger log = LoggerFactory.getLogger(Names.class);

    private final Path file;
    private Map<String, String> owners;
    private volatile Optional<String> problem = Optional.empty();

    /** @param present whether an owner may still come; the names of others are free again */
    Names(Path file, Predicate<String> present) {
        this.file = file;
        this.owners = load();
        owners.values().removeIf(present.negate());
    }

    /** A copy: by {@link Entry#target()}'s kind and {@link Entry#key()}, see {@link #name}. */
    Map<String, String> owners() {
        return new TreeMap<>(owners);
    }

    /** What an entry's name is remembered as. */
    static String name(Entry entry) {
        return switch (entry.target().kind()) {
            case TOOL -> "tool ";
            case RESOURCE -> "resource ";
            case RESOURCE_TEMPLATE -> "template ";
            case PROMPT -> "prompt ";
            case FEATURE, ADMIN -> throw new AssertionError(entry);
        } + entry.key();
    }

    /** From now on these. What cannot be written is a {@link #problem()}, and is tried again at the next change. */
    void remember(Map<String, String> next) {
        if (next.equals(owners) && problem.isEmpty()) {
            return;
        }
        owners = new TreeMap<>(next);
        try {
            AtomicFile.write(file, json(owners));
            problem = Optional.empty();
        } catch (IOException e) {
            problem = Optional.of(Lines.of("Who holds which name cannot be kept in " + file.getFileName(), e));
            log.warn("Could not write {}", file, e);
        }
    }

    /** Why a restart would forget. */
    Optional<String> problem() {
        return problem;
    }

    private Map<String, String> load() {
        if (!Files.exists(file)) {
            return new TreeMap<>();
        }
        try {
            return owners(JsonReader.read(Files.readString(file)));
        } catch (IOException | RuntimeException e) {
            Path aside = file.resolveSibling(file.getFileName() + ".unreadable");
            log.warn("{} is unreadable and is kept as {}; names go to whoever comes first", file, aside.getFileName(), e);
            setAside(aside);
            return new TreeMap<>();
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
            problem = Optional.of(Lines.of("Who holds which name cannot be read from " + file.getFileName(), e));
        }
    }
}
