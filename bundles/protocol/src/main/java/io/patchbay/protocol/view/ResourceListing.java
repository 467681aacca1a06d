package io.patchbay.protocol.view;

import static java.util.Objects.requireNonNull;

import io.patchbay.api.Page;
import io.patchbay.api.ResourceDefinition;
import io.patchbay.protocol.catalog.Entry;
import io.patchbay.protocol.catalog.ResourceEntry;
import io.patchbay.protocol.catalog.TemplateEntry;
import io.patchbay.protocol.catalog.WireNames;
import io.patchbay.protocol.json.JsonArrays;
import io.patchbay.protocol.seal.Sealer;
import io.patchbay.protocol.wire.WireFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One answer to {@code resources/list} in the making: first the registered resources, then, template by template, what
 * connectors list below their templates, until the page is full. While {@link #asks()} names a template, its connector is asked
 * and {@link #answered} or {@link #failed} is called; then {@link #page()} is the answer. For one thread.
 */
public final class ResourceListing {

    static final String METHOD = "resources/list";

    private static final Logger log = LoggerFactory.getLogger(ResourceListing.class);

    /** After so many answers the page is sent as it is, and the client is asked to come again. */
    private static final int MOST_QUESTIONS = 100;

    private static final int MOST_ITEMS = 10_000;
    private static final int LONGEST_CURSOR = 4_096;

    private final List<TemplateEntry> templates;
    private final PageRequest request;
    private final Sealer sealer;
    private final List<byte[]> listed = new ArrayList<>();
    private byte[] first = JsonArrays.of(List.of());
    private int room;
    private Optional<Question> question = Optional.empty();
    private Optional<ResourceCursor> next = Optional.empty();
    private int questions;

    /** From the beginning. */
    ResourceListing(
            Pages<ResourceEntry> registered, List<TemplateEntry> templates, PageRequest request, Sealer sealer) {
        this(templates, request, sealer, registered.size());
        start(registered.first(request.revision()));
    }

    /** From where the page before ended. */
    ResourceListing(
            Pages<ResourceEntry> registered,
            List<TemplateEntry> templates,
            PageRequest request,
            Sealer sealer,
            ResourceCursor from) {
        this(templates, request, sealer, registered.size());
        if (from instanceof ResourceCursor.Registered cursor) {
            start(registered.after(cursor.after(), request.revision()));
        } else if (from instanceof ResourceCursor.Within cursor) {
            askWithin(cursor);
        } else {
            throw new AssertionError(from);
        }
    }

    private ResourceListing(List<TemplateEntry> templates, PageRequest request, Sealer sealer, int room) {
        this.templates = templates.stream()
                .filter(TemplateEntry::lists)
                .sorted(Comparator.comparing(Entry::place))
                .toList();
        this.request = request;
        this.sealer = sealer;
        this.room = room;
    }

    /** Whom to ask now; empty when the page is ready. */
    public Optional<Question> asks() {
        return question;
    }

    /** What the template's connector answered. Entries that are no good are left out. */
    public void answered(Page<ResourceDefinition> page) {
        Question asked = question.orElseThrow();
        if (page.items().size() > MOST_ITEMS
                || page.next()
                        .filter(cursor -> cursor.length() > LONGEST_CURSOR)
                        .isPresent()) {
            log.warn(
                    "{} listed more resources at once, or a longer cursor, than is good; they are left out",
                    asked.template());
            failed();
            return;
        }
        Map<String, byte[]> encoded = encoded(page.items(), asked.template());
        skip(encoded, asked.after());
        if (encoded.size() > room) {
            stopWithin(asked, encoded);
            return;
        }
        listed.addAll(encoded.values());
        room -= encoded.size();
        if (page.next().isPresent()) {
            ask(new Question(asked.template(), page.next(), ""));
        } else {
            askAfter(asked.template().place());
        }
    }

    /** The connector did not answer: the others are listed all the same. */
    public void failed() {
        askAfter(question.orElseThrow().template().place());
    }

    /** Whether there is anything to send. */
    public boolean begun() {
        return !listed.isEmpty() || first.length > JsonArrays.of(List.of()).length;
    }

    /** Sends what there is; the client is asked to come again for the rest. */
    public void stop() {
        question.ifPresent(open -> next = Optional.of(open.cursorOf()));
        question = Optional.empty();
    }

    /** The answer. */
    public ListPage page() {
        if (question.isPresent()) {
            throw new IllegalStateException("Not asked yet: " + question);
        }
        return new ListPage(
                JsonArrays.of(first, listed), next.map(cursor -> request.seal(sealer, METHOD, cursor.text())));
    }

    private void start(Pages.Cut registered) {
        first = registered.items();
        room -= registered.count();
        if (registered.last().isPresent()) {
            next = registered.last().map(ResourceCursor.Registered::new);
        } else {
            askAfter("");
        }
    }

    private void askAfter(String place) {
        question = Optional.empty();
        after(place).ifPresent(template -> ask(new Question(template, Optional.empty(), "")));
    }

    private void askWithin(ResourceCursor.Within cursor) {
        Optional<TemplateEntry> same = templates.stream()
                .filter(template -> template.place().equals(cursor.place()))
                .findFirst();
        if (same.isPresent()) {
            ask(new Question(same.get(), cursor.cursor(), cursor.after()));
        } else {
            askAfter(cursor.place());
        }
    }

    private void ask(Question wanted) {
        question = Optional.of(wanted);
        if (room == 0 || questions >= MOST_QUESTIONS) {
            stop();
        } else {
            questions++;
        }
    }

    /** The page is full in the middle of what a connector answered: the next page asks again, and leaves out what is sent now. */
    private void stopWithin(Question asked, Map<String, byte[]> encoded) {
        String last = "";
        for (Map.Entry<String, byte[]> one : encoded.entrySet()) {
            if (room == 0) {
                break;
            }
            listed.add(one.getValue());
            last = one.getKey();
            room--;
        }
        question = Optional.of(new Question(asked.template(), asked.cursor(), last));
        stop();
    }

    /** Where the last one that was sent is no longer listed, all are sent again: none is ever left out. */
    private static void skip(Map<String, byte[]> encoded, String after) {
        if (encoded.containsKey(after)) {
            Iterator<String> uris = encoded.keySet().iterator();
            boolean sent = true;
            while (sent) {
                sent = !uris.next().equals(after);
                uris.remove();
            }
        }
    }

    private Optional<TemplateEntry> after(String place) {
        return templates.stream()
                .filter(template -> template.place().compareTo(place) > 0)
                .findFirst();
    }

    /** By URI, in the connector's order; the second of two with one URI is left out. */
    private Map<String, byte[]> encoded(List<ResourceDefinition> definitions, TemplateEntry template) {
        WireFormat format = WireFormat.of(request.revision());
        Map<String, byte[]> encoded = new LinkedHashMap<>();
        for (ResourceDefinition definition : definitions) {
            try {
                WireNames.uri(definition.uri());
                encoded.putIfAbsent(definition.uri(), format.resource(definition));
            } catch (RuntimeException e) {
                log.debug("{} listed a resource that is no good", template, e);
            }
        }
        return encoded;
    }

    /**
     * What to ask a template's connector.
     *
     * @param cursor for {@link io.patchbay.api.ResourceTemplate#list}
     * @param after the URI of the last resource of its answer that the client has; empty when it has none
     */
    public record Question(TemplateEntry template, Optional<String> cursor, String after) {
        public Question {
            requireNonNull(template, "template");
            requireNonNull(cursor, "cursor");
            requireNonNull(after, "after");
        }

        private ResourceCursor cursorOf() {
            return new ResourceCursor.Within(template.place(), cursor, after);
        }
    }
}
