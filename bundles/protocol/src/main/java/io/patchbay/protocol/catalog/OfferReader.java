package io.patchbay.protocol.catalog;

import static java.util.Objects.requireNonNull;

import io.patchbay.api.Connector;
import io.patchbay.api.Prompt;
import io.patchbay.api.PromptDefinition;
import io.patchbay.api.Resource;
import io.patchbay.api.ResourceDefinition;
import io.patchbay.api.ResourceTemplate;
import io.patchbay.api.TemplateDefinition;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolDefinition;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.json.Lines;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the definitions of a service by running connector code. An exception in this code excludes only the current list or
 * definition. An entry with an unchanged handler and an unchanged definition stays the same object and keeps its lease.
 */
final class OfferReader {

    private static final Logger log = LoggerFactory.getLogger(OfferReader.class);

    /** Maximum number of entries of one kind in one connector. */
    private static final int MAX_ENTRIES = 10_000;
    /** Maximum size of all definitions of one service. */
    private static final long MAX_TOTAL_BYTES = 16 * 1024 * 1024;

    private final EntryMaker maker = new EntryMaker();

    /**
     * @param before the previous offer of the same service
     * @param awaited returns whether the offer is still needed; if not, for example while the server stops, operators
     *     can ignore failures
     */
    Offer read(String owner, Registration registration, Optional<Offer> before, BooleanSupplier awaited) {
        Reading reading = new Reading(new Entry.Origin(owner, registration.namespace()), before, awaited);
        Object service = registration.service();
        if (service instanceof Connector connector) {
            reading.list(Kinds.TOOL, connector::tools);
            reading.list(Kinds.RESOURCE, connector::resources);
            reading.list(Kinds.TEMPLATE, connector::resourceTemplates);
            reading.list(Kinds.PROMPT, connector::prompts);
        }
        if (service instanceof Tool tool) {
            reading.one(Kinds.TOOL, tool);
        }
        if (service instanceof Resource resource) {
            reading.one(Kinds.RESOURCE, resource);
        }
        if (service instanceof ResourceTemplate template) {
            reading.one(Kinds.TEMPLATE, template);
        }
        if (service instanceof Prompt prompt) {
            reading.one(Kinds.PROMPT, prompt);
        }
        return new Offer(registration, reading.entries, reading.refused, reading.unread);
    }

    /** The functions that read one kind of entry. */
    private record Kinds<H, D>(
            String word,
            Class<? extends Entry> type,
            Class<D> definitionType,
            Function<H, D> definition,
            Function<D, String> name,
            Making<H, D> making) {

        static final Kinds<Tool, ToolDefinition> TOOL = new Kinds<>(
                "tool",
                ToolEntry.class,
                ToolDefinition.class,
                Tool::definition,
                ToolDefinition::name,
                EntryMaker::tool);
        static final Kinds<Resource, ResourceDefinition> RESOURCE = new Kinds<>(
                "resource",
                ResourceEntry.class,
                ResourceDefinition.class,
                Resource::definition,
                ResourceDefinition::uri,
                EntryMaker::resource);
        static final Kinds<ResourceTemplate, TemplateDefinition> TEMPLATE = new Kinds<>(
                "resource template",
                TemplateEntry.class,
                TemplateDefinition.class,
                ResourceTemplate::definition,
                TemplateDefinition::uriTemplate,
                EntryMaker::template);
        static final Kinds<Prompt, PromptDefinition> PROMPT = new Kinds<>(
                "prompt",
                PromptEntry.class,
                PromptDefinition.class,
                Prompt::definition,
                PromptDefinition::name,
                EntryMaker::prompt);
    }

    private interface Making<H, D> {
        Entry make(EntryMaker maker, Entry.Origin origin, H handler, D definition);
    }

    /** The state of the reader while one service is read. */
    private final class Reading {

        private final Entry.Origin origin;
        private final Optional<Offer> before;
        private final BooleanSupplier awaited;
        private final List<Entry> entries = new ArrayList<>();
        private final List<String> refused = new ArrayList<>();
        private final List<String> unread = new ArrayList<>();
        private final Map<Object, List<Entry>> known = new IdentityHashMap<>();
        private long bytes;

        Reading(Entry.Origin origin, Optional<Offer> before, BooleanSupplier awaited) {
            this.origin = origin;
            this.before = before;
            this.awaited = awaited;
            before.ifPresent(offer -> offer.entries()
                    .forEach(entry -> known.computeIfAbsent(entry.handler(), handler -> new ArrayList<>())
                            .add(entry)));
        }

        <H, D> void list(Kinds<H, D> kind, Supplier<List<H>> list) {
            List<H> handlers;
            try {
                handlers = bounded(list.get());
            } catch (Throwable e) {
                keepLastGood(kind, e);
                return;
            }
            if (handlers.size() > MAX_ENTRIES) {
                refused.add(Lines.of(
                        "Only the first " + MAX_ENTRIES + " " + kind.word() + "s of " + origin.owner() + " are used"));
            }
            int taken = 0;
            for (H handler : handlers.subList(0, Math.min(MAX_ENTRIES, handlers.size()))) {
                if (bytes > MAX_TOTAL_BYTES) {
                    refused.add(Lines.of("Only the first " + taken + " " + kind.word() + "s of " + origin.owner()
                            + " are used: all definitions together have more than " + MAX_TOTAL_BYTES + " bytes"));
                    return;
                }
                one(kind, handler);
                taken++;
            }
        }

        /**
         * Copies at most a limited number of elements of a list, because a connector's own {@link List} implementation
         * may be endless.
         */
        private static <H> List<H> bounded(List<H> list) {
            List<H> some = new ArrayList<>();
            for (H handler : list) {
                if (some.size() > MAX_ENTRIES) {
                    break;
                }
                some.add(handler);
            }
            return some;
        }

        private void keepLastGood(Kinds<?, ?> kind, Throwable e) {
            before.ifPresent(offer ->
                    offer.entries().stream().filter(kind.type()::isInstance).forEach(entries::add));
            addUnread(
                    Lines.of("The " + kind.word() + "s of " + origin.owner() + " could not be read", e)
                            + (before.isPresent() ? "; the last good list stays in use" : ""),
                    e);
        }

        <H, D> void one(Kinds<H, D> kind, H handler) {
            D definition;
            try {
                requireNonNull(handler, "the list contains null");
                definition = requireNonNull(kind.definition().apply(handler), "definition() returned null");
            } catch (Throwable e) {
                addUnread(
                        Lines.of(
                                        "A " + kind.word() + " of " + origin.owner()
                                                + " is refused: reading its definition failed",
                                        e)
                                + keepLastGood(kind, handler, Optional.empty()),
                        e);
                return;
            }
            try {
                Entry entry = knownEntry(kind, handler, definition)
                        .orElseGet(() -> kind.making().make(maker, origin, handler, definition));
                bytes += entry.encoded(Revision.LATEST).length;
                entries.add(entry);
            } catch (IllegalArgumentException e) {
                refused.add(Lines.of(subject(kind, definition) + " is refused: " + e.getMessage())
                        + keepLastGood(kind, handler, Optional.of(definition)));
            } catch (Throwable e) {
                addUnread(
                        Lines.of(subject(kind, definition) + " is refused: the entry could not be read", e)
                                + keepLastGood(kind, handler, Optional.of(definition)),
                        e);
            }
        }

        /**
         * Keeps the last valid entry in place of a refused entry. Finds the last valid entry by its handler, otherwise
         * by its name.
         *
         * @return the text to append to the message for operators; empty if there is no last valid entry
         */
        private <H, D> String keepLastGood(Kinds<H, D> kind, H handler, Optional<D> definition) {
            Optional<Entry> last = known.getOrDefault(handler, List.of()).stream()
                    .filter(kind.type()::isInstance)
                    .findFirst();
            if (last.isEmpty()) {
                last = before.stream()
                        .flatMap(offer -> offer.entries().stream())
                        .filter(kind.type()::isInstance)
                        .filter(entry -> definition
                                .map(kind.name())
                                .equals(Optional.of(
                                        kind.name().apply(kind.definitionType().cast(entry.definition())))))
                        .findFirst();
            }
            last.filter(entry -> !entries.contains(entry)).ifPresent(entries::add);
            return last.isPresent() ? "; the last good definition stays in use" : "";
        }

        private <H, D> String subject(Kinds<H, D> kind, D definition) {
            return "The " + kind.word() + " \"" + Lines.shortened(kind.name().apply(definition)) + "\" of "
                    + origin.owner();
        }

        private void addUnread(String line, Throwable e) {
            unread.add(line);
            if (awaited.getAsBoolean()) {
                log.warn(line, e);
            } else {
                log.debug(line, e);
            }
        }

        private Optional<Entry> knownEntry(Kinds<?, ?> kind, Object handler, Object definition) {
            return known.getOrDefault(handler, List.of()).stream()
                    .filter(entry -> kind.type().isInstance(entry)
                            && entry.namespace().equals(origin.namespace())
                            && entry.definition().equals(definition))
                    .findFirst();
        }
    }
}
