package io.patchbay.protocol.call;

import io.patchbay.protocol.catalog.Entry;
import io.patchbay.protocol.catalog.Found;
import io.patchbay.protocol.catalog.PromptEntry;
import io.patchbay.protocol.catalog.ResourceEntry;
import io.patchbay.protocol.catalog.TemplateEntry;
import io.patchbay.protocol.catalog.TemplateMatch;
import io.patchbay.protocol.catalog.ToolEntry;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.json.Texts;
import io.patchbay.protocol.rpc.ResourceUri;
import io.patchbay.protocol.view.View;
import io.patchbay.protocol.view.Views;
import io.patchbay.spi.identity.Grants;
import io.patchbay.spi.policy.CallPolicy;
import io.patchbay.spi.policy.Target;
import io.patchbay.spi.policy.Visibility;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds what a call is about among what its caller sees, and leases it. Hidden answers exactly as what does not exist. */
public final class Access {

    private static final Logger log = LoggerFactory.getLogger(Access.class);

    private final Views views;
    private final CallPolicy policy;
    private final Gap gap;

    public Access(Views views, CallPolicy policy, Gap gap) {
        this.views = views;
        this.policy = policy;
        this.gap = gap;
    }

    public View view(Call call) {
        return view(call.identity().grants());
    }

    public View view(Grants grants) {
        return views.view(grants);
    }

    /** Whether a part of the protocol is there for this caller. */
    public boolean feature(Call call, String name) {
        return feature(call.identity().grants(), name);
    }

    /** The same for callers with these grants. */
    public boolean feature(Grants grants, String name) {
        return visible(grants, Target.feature(name));
    }

    /** Whether callers with these grants see something. */
    public boolean visible(Grants grants, Target target) {
        try {
            return policy.visible(grants, target) instanceof Visibility.Visible;
        } catch (RuntimeException e) {
            log.warn("Policy could not tell who sees {}: it is hidden", target.name(), e);
            return false;
        }
    }

    public ToolEntry tool(Call call, String name) throws ProtocolException {
        call.asksFor(Target.Kind.TOOL, name);
        return leased(
                call,
                view -> view.tool(name),
                Function.identity(),
                () -> ProtocolException.invalidParams("Unknown tool: " + Texts.clipped(name)));
    }

    public PromptEntry prompt(Call call, String name) throws ProtocolException {
        call.asksFor(Target.Kind.PROMPT, name);
        return leased(
                call,
                view -> view.prompt(name),
                Function.identity(),
                () -> ProtocolException.invalidParams("Unknown prompt: " + Texts.clipped(name)));
    }

    /** The resource under a URI; empty when no resource, but perhaps a template, has it. */
    public Optional<ResourceEntry> resource(Call call, ResourceUri uri) throws ProtocolException {
        call.asksFor(Target.Kind.RESOURCE, uri.key());
        if (view(call).resource(uri) instanceof Found.Absent) {
            return Optional.empty();
        }
        return Optional.of(leased(call, view -> view.resource(uri), Function.identity(), () -> notFound(call, uri)));
    }

    public TemplateMatch template(Call call, ResourceUri uri) throws ProtocolException {
        return leased(call, view -> view.template(uri), TemplateMatch::entry, () -> notFound(call, uri));
    }

    /** The template with this text in any spelling, for completion. */
    public TemplateEntry templateOf(Call call, String uriTemplate) throws ProtocolException {
        call.asksFor(Target.Kind.RESOURCE_TEMPLATE, ResourceUri.key(uriTemplate));
        return templateOf(call, uriTemplate, OptionalLong.empty());
    }

    /** The same, to be listed; it is waited for until then, in {@link System#nanoTime()}. */
    public TemplateEntry templateOf(Call call, String uriTemplate, OptionalLong end) throws ProtocolException {
        return leased(
                call,
                view -> view.templateNamed(uriTemplate),
                Function.identity(),
                () -> ProtocolException.invalidParams("Unknown resource template: " + Texts.clipped(uriTemplate)),
                end);
    }

    /** How the connector writes a URI, under which there is a resource or a template that could have it. */
    public Optional<String> readable(Call call, ResourceUri uri) {
        return readable(view(call), uri);
    }

    public static Optional<String> readable(View view, ResourceUri uri) {
        Found<ResourceEntry> found = view.resource(uri);
        if (!(found instanceof Found.Absent)) {
            return found instanceof Found.Visible<ResourceEntry> resource
                    ? Optional.of(resource.value().uri())
                    : Optional.empty();
        }
        return view.template(uri) instanceof Found.Visible<TemplateMatch> template
                ? Optional.of(template.value().uri())
                : Optional.empty();
    }

    private static ProtocolException notFound(Call call, ResourceUri uri) {
        return ProtocolException.resourceNotFound(call.revision(), uri.given());
    }

    private <T> T leased(
            Call call,
            Function<View, Found<T>> look,
            Function<T, ? extends Entry> entry,
            Supplier<ProtocolException> absent)
            throws ProtocolException {
        return leased(call, look, entry, absent, OptionalLong.empty());
    }

    /** @param waitsUntil how long for what is being replaced; empty for as long as calls do */
    private <T> T leased(
            Call call,
            Function<View, Found<T>> look,
            Function<T, ? extends Entry> entry,
            Supplier<ProtocolException> absent,
            OptionalLong waitsUntil)
            throws ProtocolException {
        OptionalLong end = waitsUntil;
        while (true) {
            View view = view(call);
            Found<T> found = look.apply(view);
            if (found instanceof Found.StepUp<T> stepUp) {
                call.answering()
                        .header(
                                "WWW-Authenticate",
                                "Bearer error=\"insufficient_scope\", scope=\"" + String.join(" ", stepUp.scopes())
                                        + "\"");
                throw new ProtocolException(
                        ProtocolException.INVALID_REQUEST, "The token lacks a scope.", Optional.empty(), 403);
            }
            if (!(found instanceof Found.Visible<T> visible)) {
                throw absent.get();
            }
            if (entry.apply(visible.value()).lease().acquire()) {
                return visible.value();
            }
            end = end.isPresent() ? end : gap.end();
            gap.await(call, view.snapshot(), end.getAsLong());
        }
    }
}
