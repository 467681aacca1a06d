package io.patchbay.protocol.call;

import io.patchbay.protocol.catalog.Entry;
import io.patchbay.protocol.catalog.Found;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.rpc.ResourceUri;
import io.patchbay.protocol.view.View;
import io.patchbay.protocol.view.Views;
import io.patchbay.spi.identity.Grants;
import io.patchbay.spi.policy.Target;
import java.util.Optional;
import java.util.OptionalLong;

/** Finds what a call is about among what its caller sees, and leases it. Hidden answers exactly as what does not exist. */
public final class Access {

    private final Views views;
    private final Gap gap;

    public Access(Views views, Gap gap) {
        this.views = views;
        this.gap = gap;
    }

    public View view(Call call) {
        return view(call.identity().grants());
    }

    public View view(Grants grants) {
        return views.view(grants);
    }

    /** Returns whether the caller sees a part of the protocol. */
    public boolean feature(Call call, String name) {
        return feature(call.identity().grants(), name);
    }

    /** Returns whether callers with these grants see a part of the protocol. */
    public boolean feature(Grants grants, String name) {
        return visible(grants, Target.feature(name));
    }

    /** Returns whether callers with these grants see a target. */
    public boolean visible(Grants grants, Target target) {
        return views.isVisible(grants, target);
    }

    /** Returns how the connector writes a URI, if the caller sees a resource or a template that has it. */
    public Optional<String> readable(Call call, ResourceUri uri) {
        return readable(call.identity().grants(), uri);
    }

    /** Returns how the connector writes a URI, if callers with these grants see a resource or a template that has it. */
    public Optional<String> readable(Grants grants, ResourceUri uri) {
        return Readable.uriOf(view(grants), uri);
    }

    /**
     * Finds and leases what a call is about. Waits while it is being replaced, as long as a call may take.
     *
     * @throws ProtocolException if the caller sees nothing of that name, the credential lacks a scope, or it takes too long
     */
    <E> Leased<E> lease(Call call, Method<E> method) throws ProtocolException {
        if (method.needed().filter(needed -> !feature(call, needed)).isPresent()) {
            throw ProtocolException.methodNotFound(
                    call.revision(), call.request().method());
        }
        Subject<E> subject = method.subject(call);
        call.progress().asks(subject.asked());
        return lease(call, subject, OptionalLong.empty());
    }

    /** @param waitsUntil how long it waits for what is being replaced, in {@link System#nanoTime()}; empty for as long as calls do */
    public <E> Leased<E> lease(Call call, Subject<E> subject, OptionalLong waitsUntil) throws ProtocolException {
        OptionalLong end = waitsUntil;
        while (true) {
            View view = view(call);
            Found<E> found = subject.find(view, call.revision());
            if (found instanceof Found.StepUp<E> stepUp) {
                throw lacksScopes(call, stepUp);
            }
            if (!(found instanceof Found.Visible<E> visible)) {
                throw subject.absent(call.revision());
            }
            Optional<Entry> entry = subject.entry(visible.value());
            if (entry.isEmpty() || entry.get().lease().acquire()) {
                return new Leased<>(visible.value(), entry.map(Entry::target).orElse(subject.asked()), entry);
            }
            end = end.isPresent() ? end : gap.end();
            gap.await(call, view.snapshot(), end.getAsLong());
        }
    }

    private static ProtocolException lacksScopes(Call call, Found.StepUp<?> stepUp) {
        String scopes = String.join(" ", stepUp.scopes());
        call.answering().header("WWW-Authenticate", "Bearer error=\"insufficient_scope\", scope=\"" + scopes + "\"");
        return new ProtocolException(
                ProtocolException.INVALID_REQUEST, "The token lacks a scope.", Optional.empty(), 403);
    }
}
