package io.patchbay.protocol.call;

import io.patchbay.api.Effect;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.catalog.Entry;
import io.patchbay.protocol.catalog.Found;
import io.patchbay.protocol.catalog.PromptEntry;
import io.patchbay.protocol.catalog.TemplateEntry;
import io.patchbay.protocol.catalog.ToolEntry;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.json.Texts;
import io.patchbay.protocol.rpc.ResourceUri;
import io.patchbay.protocol.view.View;
import io.patchbay.spi.policy.Target;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The subject of a request, for example the tool that the client named. {@link Access} later finds the entry of the
 * subject.
 *
 * @param <E> the type of the found entry
 */
public final class Subject<E> {

    private final Target asked;
    private final Lookup<E> lookup;
    private final Function<E, Optional<Entry>> entry;
    private final Function<Revision, ProtocolException> absent;

    private Subject(
            Target asked,
            Lookup<E> lookup,
            Function<E, Optional<Entry>> entry,
            Function<Revision, ProtocolException> absent) {
        this.asked = asked;
        this.lookup = lookup;
        this.entry = entry;
        this.absent = absent;
    }

    /** Looks up the name among the entries that one caller sees. */
    private interface Lookup<E> {
        Found<E> find(View view, Revision revision) throws ProtocolException;
    }

    public static Subject<ToolEntry> tool(String name) {
        return named(Target.Kind.TOOL, name, (view, revision) -> view.tool(name), "Unknown tool: ");
    }

    public static Subject<PromptEntry> prompt(String name) {
        return named(Target.Kind.PROMPT, name, (view, revision) -> view.prompt(name), "Unknown prompt: ");
    }

    /** Returns the subject for the template with this text, in any spelling. */
    public static Subject<TemplateEntry> template(String uriTemplate) {
        Subject<TemplateEntry> found = named(
                Target.Kind.RESOURCE_TEMPLATE,
                uriTemplate,
                (view, revision) -> view.templateNamed(uriTemplate),
                "Unknown resource template: ");
        return new Subject<>(
                asked(Target.Kind.RESOURCE_TEMPLATE, ResourceUri.key(uriTemplate)),
                found.lookup,
                found.entry,
                found.absent);
    }

    /** Returns the subject for the resource with this URI, or for the first template that this URI matches. */
    public static Subject<Readable> resource(ResourceUri uri) {
        return new Subject<>(
                asked(Target.Kind.RESOURCE, uri.key()),
                (view, revision) -> Readable.find(view, uri, revision),
                readable -> Optional.of(readable.entry()),
                revision -> ProtocolException.resourceNotFound(revision, uri.given()));
    }

    /**
     * Returns the subject for a feature of the protocol, such as {@code tools/list}. A feature exists for every caller.
     * The lookup returns the caller's view.
     */
    public static Subject<View> feature(String name) {
        return new Subject<>(
                Target.feature(name),
                (view, revision) -> new Found.Visible<>(view),
                view -> Optional.empty(),
                revision -> ProtocolException.invalidRequest("Unknown feature: " + name));
    }

    /** Returns the same subject with the type {@code Entry}. */
    @SuppressWarnings("unchecked") // the entry is only read, and each of these types is an Entry
    public static Subject<Entry> asEntry(Subject<? extends Entry> subject) {
        return (Subject<Entry>) subject;
    }

    private static <E extends Entry> Subject<E> named(Target.Kind kind, String name, Lookup<E> lookup, String unknown) {
        return new Subject<>(
                asked(kind, name),
                lookup,
                Optional::of,
                revision -> ProtocolException.invalidParams(unknown + Texts.clipped(name)));
    }

    private static Target asked(Target.Kind kind, String name) {
        return new Target(kind, Texts.clipped(name), Effect.READ_ONLY, Set.of());
    }

    /** Returns the requested target for the audit trail, even if the target does not exist. */
    Target asked() {
        return asked;
    }

    Found<E> find(View view, Revision revision) throws ProtocolException {
        return lookup.find(view, revision);
    }

    public Optional<Entry> entry(E found) {
        return entry.apply(found);
    }

    /** Returns the answer for a missing entry, which is also the answer for a hidden entry. */
    ProtocolException notFound(Revision revision) {
        return absent.apply(revision);
    }
}
