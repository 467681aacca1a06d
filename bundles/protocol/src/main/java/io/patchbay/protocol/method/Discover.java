package io.patchbay.protocol.method;

import io.patchbay.protocol.Limits;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.call.Call;
import io.patchbay.protocol.call.Capabilities;
import io.patchbay.protocol.call.Leased;
import io.patchbay.protocol.call.Method;
import io.patchbay.protocol.call.Prepared;
import io.patchbay.protocol.call.Result;
import io.patchbay.protocol.call.Subject;
import io.patchbay.protocol.view.View;
import io.patchbay.protocol.wire.Caching;
import io.patchbay.protocol.wire.Formats;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The method {@code server/discover}. The answer names only modern revisions, because a client chooses the revision of
 * its next request from the answer.
 */
public final class Discover implements Method<View> {

    private static final Duration FRESH = Duration.ofMinutes(1);

    private final Capabilities capabilities;
    private final Formats formats;
    private final Supplier<Limits> limits;

    public Discover(Capabilities capabilities, Formats formats, Supplier<Limits> limits) {
        this.capabilities = capabilities;
        this.formats = formats;
        this.limits = limits;
    }

    @Override
    public Subject<View> subject(Call call) {
        return Subject.feature("server/discover");
    }

    @Override
    public Prepared prepare(Call call, Leased<View> about) {
        // the answer depends on the caller's scopes, so a shared cache must not keep it
        Caching caching = new Caching(FRESH, false);
        return (arguments, context) ->
                Result.Done.ok(out -> formats.of(call.revision()).cacheable(out, caching, members -> {
                    members.writeArrayFieldStart("supportedVersions");
                    for (Revision revision : Revision.values()) {
                        if (revision.modern()) {
                            members.writeString(revision.toString());
                        }
                    }
                    members.writeEndArray();
                    capabilities.write(call, members);
                    String instructions = limits.get().instructions();
                    if (!instructions.isEmpty()) {
                        members.writeStringField("instructions", instructions);
                    }
                }));
    }
}
