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
 * Builds one answer to {@code resources/list}. The page contains the registered resources first, then the resources that connectors
 * list below their templates, one template after the other. While {@link #question()} returns a question, the caller asks the
 * template's connector and calls {@link #addAnswer} or {@link #skipTemplate}. After the last question {@link #page()} returns the
 * answer. Not thread-safe.
 */
public final class ResourceListing {

    static final String METHOD = "resources/list";

    private static final Logger log = LoggerFactory.getLogger(ResourceListing.class);

    /** The maximum number of connector answers for one page. The client fetches further resources with the next page. */
    private static final int MAX_QUESTIONS = 100;

    private static final int MAX_ITEMS_PER_ANSWER = 10_000;
    private static final int MAX_CURSOR_LENGTH = 4_096;

    private final List<TemplateEntry> templates;
    private final PageRequest request;
    private final Sealer sealer;
    private final List<byte[]> listed = new ArrayList<>();
    private byte[] first = JsonArrays.of(List.of());
    private int room;
    private Optional<Question> question = Optional.empty();
    private Optional<ResourceCursor> next = Optional.empty();
    private int questions;

    /** Creates a listing that starts with the first page. */
    ResourceListing(
            Pages<ResourceEntry> registered, List<TemplateEntry> templates, PageRequest request, Sealer sealer) {
        this(templates, request, sealer, registered.size());
        start(registered.first(request.revision()));
    }

    /** Creates a listing that continues after the previous page. */
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

    /** Returns the next question to a connector; empty if the page is complete. */
    public Optional<Question> question() {
        return question;
    }

    /** Adds the answer of the template's connector. Omits invalid resources. */
    public void addAnswer(Page<ResourceDefinition> page) {
        Question asked = question.orElseThrow();
        if (page.items().size() > MAX_ITEMS_PER_ANSWER
                || page.next()
                        .filter(cursor -> cursor.length() > MAX_CURSOR_LENGTH)
                        .isPresent()) {
            log.warn(
                    "{} listed more than {} resources at once or a cursor of more than {} characters; its resources are omitted",
                    asked.template(),
                    MAX_ITEMS_PER_ANSWER,
                    MAX_CURSOR_LENGTH);
            skipTemplate();
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

    /** Continues with the next template, because the connector did not answer. */
    public void skipTemplate() {
        askAfter(question.orElseThrow().template().place());
    }

    /** Returns whether the page has at least one resource. */
    public boolean hasItems() {
        return !listed.isEmpty() || first.length > JsonArrays.of(List.of()).length;
    }

    /**
     * Completes the page with the resources that it has now. The client fetches the other resources with the next page.
     */
    public void stop() {
        question.ifPresent(open -> next = Optional.of(open.cursorOf()));
        question = Optional.empty();
    }

    /** Returns the complete page. */
    public ListPage page() {
        if (question.isPresent()) {
            throw new IllegalStateException("The page is not complete. No answer was added for " + question);
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
        firstAfter(place).ifPresent(template -> ask(new Question(template, Optional.empty(), "")));
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
        if (room == 0 || questions >= MAX_QUESTIONS) {
            stop();
        } else {
            questions++;
        }
    }

    /**
     * Ends the page in the middle of a connector's answer. The next page asks the connector again and omits the resources of this
     * page.
     */
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

    /**
     * Removes the resources that were already sent. If the connector no longer lists the last sent resource, keeps all resources,
     * so that the client misses no resource.
     */
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

    private Optional<TemplateEntry> firstAfter(String place) {
        return templates.stream()
                .filter(template -> template.place().compareTo(place) > 0)
                .findFirst();
    }

    /**
     * Returns encoded resources by URI, in the connector's order. If two resources have the same URI, omits the second resource.
     */
    private Map<String, byte[]> encoded(List<ResourceDefinition> definitions, TemplateEntry template) {
        WireFormat format = WireFormat.of(request.revision());
        Map<String, byte[]> encoded = new LinkedHashMap<>();
        for (ResourceDefinition definition : definitions) {
            try {
                WireNames.uri(definition.uri());
                encoded.putIfAbsent(definition.uri(), format.resource(definition));
            } catch (RuntimeException e) {
                log.debug("{} listed an invalid resource", template, e);
            }
        }
        return encoded;
    }

    /**
     * A question to a template's connector.
     *
     * @param cursor the cursor for {@link io.patchbay.api.ResourceTemplate#list}
     * @param after the URI of the last resource that the client already has from this answer; empty if the client has
     *     no resource of this answer
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
