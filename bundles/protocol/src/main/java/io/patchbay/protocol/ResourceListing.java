package io.patchbay.protocol;

import static java.util.Objects.requireNonNull;

import io.patchbay.api.Page;
import io.patchbay.api.ResourceDefinition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One answer to {@code resources/list} in the making: first the registered resources, then, template by template, what
 * connectors list below their templates. While {@link #asks()} names a template, its connector is asked and {@link #answered}
 * or {@link #failed} is called; then {@link #page()} is the answer. For one thread.
 */
final class ResourceListing {

    static final String METHOD = "resources/list";

    private static final Logger log = LoggerFactory.getLogger(ResourceListing.class);

    /** So many empty answers in a row, and the client is asked to come again. */
    private static final int MOST_QUESTIONS = 100;

    private static final int MOST_ITEMS = 10_000;
    private static final int LONGEST_CURSOR = 4_096;

    private final List<TemplateEntry> templates;
    private final PageRequest request;
    private final Sealer sealer;
    private byte[] items = JsonArrays.of(List.of());
    private Optional<Question> question = Optional.empty();
    private Optional<ResourceCursor> next = Optional.empty();
    private int questions;

    /** From the beginning. */
    ResourceListing(Pages<ResourceEntry> registered, List<TemplateEntry> templates, PageRequest request, Sealer sealer) {
        this(templates, request, sealer);
        start(registered.first(request.revision()), registered.list().isEmpty());
    }

    /** From where the page before ended. */
    ResourceListing(
            Pages<ResourceEntry> registered, List<TemplateEntry> templates, PageRequest request, Sealer sealer, ResourceCursor from) {
        this(templates, request, sealer);
        if (from instanceof ResourceCursor.Registered cursor) {
            Pages.Cut cut = registered.after(cursor.after(), request.revision());
            start(cut, cut.items().length == items.length);
        } else if (from instanceof ResourceCursor.Templates cursor) {
            askAfter(cursor.after());
        } else if (from instanceof ResourceCursor.Within cursor) {
            askWithin(cursor);
        } else {
            throw new AssertionError(from);
        }
    }

    private ResourceListing(List<TemplateEntry> templates, PageRequest request, Sealer sealer) {
        this.templates = templates.stream()
                .filter(TemplateEntry::lists)
                .sorted(Comparator.comparing(Entry::place))
                .toList();
        this.request = request;
        this.sealer = sealer;
    }

    /** Whom to ask now; empty when the page is ready. */
    Optional<Question> asks() {
        return question;
    }

    /** What the template's connector answered. Entries that are no good are left out. */
    void answered(Page<ResourceDefinition> page) {
        Question asked = question.orElseThrow();
        if (page.items().size() > MOST_ITEMS || page.next().filter(cursor -> cursor.length() > LONGEST_CURSOR).isPresent()) {
            log.warn("{} listed more resources at once, or a longer cursor, than is good; they are left out", asked.template());
            failed();
            return;
        }
        List<byte[]> encoded = encoded(page.items(), asked.template());
        Optional<ResourceCursor> rest =
                page.next().map(cursor -> new ResourceCursor.Within(asked.template().place(), cursor));
        if (!encoded.isEmpty() || questions >= MOST_QUESTIONS) {
            items = JsonArrays.of(encoded);
            question = Optional.empty();
            next = rest.or(() -> after(asked.template().place()).map(more -> new ResourceCursor.Templates(asked.template().place())));
        } else if (page.next().isPresent()) {
            ask(asked.template(), page.next());
        } else {
            askAfter(asked.template().place());
        }
    }

    /** The connector did not answer: the others are listed all the same. */
    void failed() {
        askAfter(question.orElseThrow().template().place());
    }

    /** The answer. */
    ListPage page() {
        if (question.isPresent()) {
            throw new IllegalStateException("Not asked yet: " + question);
        }
        return new ListPage(items, next.map(cursor -> request.seal(sealer, METHOD, cursor.text())));
    }

    private void start(Pages.Cut registered, boolean empty) {
        items = registered.items();
        if (registered.last().isPresent()) {
            next = registered.last().map(ResourceCursor.Registered::new);
        } else if (empty) {
            askAfter("");
        } else {
            next = after("").map(first -> new ResourceCursor.Templates(""));
        }
    }

    private void askAfter(String place) {
        question = Optional.empty();
        after(place).ifPresent(template -> ask(template, Optional.empty()));
    }

    private void askWithin(ResourceCursor.Within cursor) {
        Optional<TemplateEntry> same =
                templates.stream().filter(template -> template.place().equals(cursor.place())).findFirst();
        if (same.isPresent()) {
            ask(same.get(), Optional.of(cursor.cursor()));
        } else {
            askAfter(cursor.place());
        }
    }

    private void ask(TemplateEntry template, Optional<String> cursor) {
        questions++;
        question = Optional.of(new Question(template, cursor));
    }

    private Optional<TemplateEntry> after(String place) {
        return templates.stream().filter(template -> template.place().compareTo(place) > 0).findFirst();
    }

    private List<byte[]> encoded(List<ResourceDefinition> definitions, TemplateEntry template) {
        WireFormat format = WireFormat.of(request.revision());
        List<byte[]> encoded = new ArrayList<>(definitions.size());
        for (ResourceDefinition definition : definitions) {
            try {
                WireNames.uri(definition.uri());
                encoded.add(format.resource(definition));
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
     */
    record Question(TemplateEntry template, Optional<String> cursor) {
        Question {
            requireNonNull(template, "template");
            requireNonNull(cursor, "cursor");
        }
    }
}
