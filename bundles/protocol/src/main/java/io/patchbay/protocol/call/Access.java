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

/**
 * Finds and leases the entry of a call among the entries that its caller sees. The answer for a hidden entry is the
 * answer for a missing entry.
 */
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

    /** Returns whether the caller sees a feature of the protocol. */
    public boolean isFeatureVisible(Call call, String name) {
        return isFeatureVisible(call.identity().grants(), name);
    }

    /** Returns whether callers with these grants see a feature of the protocol. */
    public boolean isFeatureVisible(Grants grants, String name) {
        return isVisible(grants, Target.feature(name));
    }

    /** Returns whether callers with these grants see a target. */
    public boolean isVisible(Grants grants, Target target) {
        return views.isVisible(grants, target);
    }

    /** Returns the connector's spelling of a URI; empty if the caller sees no resource and no template for this URI. */
    public Optional<String> visibleUri(Call call, ResourceUri uri) {
        return visibleUri(call.identity().grants(), uri);
    }

    /**
     * Returns the connector's spelling of a URI; empty if callers with these grants see no resource and no template for
     * this URI.
     */
    public Optional<String> visibleUri(Grants grants, ResourceUri uri) {
        return Readable.uriOf(view(grants), uri);
    }

    /**
     * Finds and leases the entry of a call. If the entry is being replaced, waits for at most the call timeout.
     *
     * @throws ProtocolException if the caller does not see the entry, the credential lacks a scope, or the wait takes
     * too long
     */
    <E> Leased<E> lease(Call call, Method<E> method) throws ProtocolException {
        if (method.needed().filter(needed -> !isFeatureVisible(call, needed)).isPresent()) {
            throw ProtocolException.methodNotFound(
                    call.revision(), call.request().method());
        }
        Subject<E> subject = method.subject(call);
        call.progress().asked(subject.asked());
        return lease(call, subject, OptionalLong.empty());
    }

    /**
     * @param waitsUntil the latest end of a wait for an entry that is being replaced, in {@link System#nanoTime()};
     * empty for the call timeout
     */
    public <E> Leased<E> lease(Call call, Subject<E> subject, OptionalLong waitsUntil) throws ProtocolException {
        OptionalLong end = waitsUntil;
        while (true) {
            View view = view(call);
            Found<E> found = subject.find(view, call.revision());
            if (found instanceof Found.StepUp<E> stepUp) {
                throw lacksScopes(call, stepUp);
            }
            if (!(found instanceof Found.Visible<E> visible)) {
                throw subject.notFound(call.revision());
            }
            Optional<Entry> entry = subject.entry(visible.value());
            if (entry.isEmpty() || entry.get().lease().acquire()) {
                return new Leased<>(visible.value(), entry.map(Entry::target).orElse(subject.asked()), entry);
            }
            end = end.isPresent() ? end : gap.deadline();
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
