package io.patchbay.protocol.method;

import io.patchbay.protocol.Limits;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.call.Call;
import io.patchbay.protocol.call.Capabilities;
import io.patchbay.protocol.call.Method;
import io.patchbay.protocol.call.Plain;
import io.patchbay.protocol.call.Prepared;
import io.patchbay.protocol.wire.Caching;
import io.patchbay.protocol.wire.Formats;
import java.time.Duration;
import java.util.function.Supplier;

/** {@code server/discover}: names modern revisions only, for a client takes what it reads here for its next request. */
public final class Discover implements Method {

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
    public Prepared prepare(Call call) {
        // what a caller sees depends on its scopes: nobody may share it
        Caching caching = new Caching(FRESH, false);
        return Plain.answer(
                "server/discover",
                out -> formats.of(call.revision()).cacheable(out, caching, members -> {
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
