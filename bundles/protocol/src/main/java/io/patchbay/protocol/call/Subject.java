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
 * What a request is about, as its client named it. Nothing was looked up yet: {@link Access} does that.
 *
 * @param <E> what is found under that name
 */
public final class Subject<E> {

    private final Target asked;
    private final Look<E> look;
    private final Function<E, Optional<Entry>> entry;
    private final Function<Revision, ProtocolException> absent;

    private Subject(
            Target asked,
            Look<E> look,
            Function<E, Optional<Entry>> entry,
            Function<Revision, ProtocolException> absent) {
        this.asked = asked;
        this.look = look;
        this.entry = entry;
        this.absent = absent;
    }

    /** Finds what has the name among what one caller sees. */
    private interface Look<E> {
        Found<E> in(View view, Revision revision) throws ProtocolException;
    }

    public static Subject<ToolEntry> tool(String name) {
        return named(Target.Kind.TOOL, name, (view, revision) -> view.tool(name), "Unknown tool: ");
    }

    public static Subject<PromptEntry> prompt(String name) {
        return named(Target.Kind.PROMPT, name, (view, revision) -> view.prompt(name), "Unknown prompt: ");
    }

    /** The template with this text, in any spelling. */
    public static Subject<TemplateEntry> template(String uriTemplate) {
        Subject<TemplateEntry> found = named(
                Target.Kind.RESOURCE_TEMPLATE,
                uriTemplate,
                (view, revision) -> view.templateNamed(uriTemplate),
                "Unknown resource template: ");
        return new Subject<>(
                asked(Target.Kind.RESOURCE_TEMPLATE, ResourceUri.key(uriTemplate)),
                found.look,
                found.entry,
                found.absent);
    }

    /** The resource under a URI, or the first template that the URI belongs to. */
    public static Subject<Readable> resource(ResourceUri uri) {
        return new Subject<>(
                asked(Target.Kind.RESOURCE, uri.key()),
                (view, revision) -> Readable.find(view, uri, revision),
                readable -> Optional.of(readable.entry()),
                revision -> ProtocolException.resourceNotFound(revision, uri.given()));
    }

    /** A part of the protocol itself, such as {@code tools/list}: there for every caller. What is found is what the caller sees. */
    public static Subject<View> feature(String name) {
        return new Subject<>(
                Target.feature(name),
                (view, revision) -> new Found.Visible<>(view),
                view -> Optional.empty(),
                revision -> ProtocolException.invalidRequest("Unknown feature: " + name));
    }

    /** The same subject, as any entry. */
    @SuppressWarnings("unchecked") // what is found is only read, and each of these types is an Entry
    public static Subject<Entry> entry(Subject<? extends Entry> subject) {
        return (Subject<Entry>) subject;
    }

    private static <E extends Entry> Subject<E> named(Target.Kind kind, String name, Look<E> look, String unknown) {
        return new Subject<>(
                asked(kind, name),
                look,
                Optional::of,
                revision -> ProtocolException.invalidParams(unknown + Texts.clipped(name)));
    }

    private static Target asked(Target.Kind kind, String name) {
        return new Target(kind, Texts.clipped(name), Effect.READ_ONLY, Set.of());
    }

    /** Returns what the client asked for, found or not, for the audit trail. */
    Target asked() {
        return asked;
    }

    Found<E> find(View view, Revision revision) throws ProtocolException {
        return look.in(view, revision);
    }

    public Optional<Entry> entry(E found) {
        return entry.apply(found);
    }

    /** Returns the answer for what is hidden and for what does not exist: they are the same. */
    ProtocolException absent(Revision revision) {
        return absent.apply(revision);
    }
}
