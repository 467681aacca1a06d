package io.patchbay.protocol;

import java.time.Duration;
import java.util.function.Supplier;

/** {@code server/discover}: names modern revisions only, for a client takes what it reads here for its next request. */
final class Discover implements Method {

    private static final Duration FRESH = Duration.ofMinutes(1);

    private final Capabilities capabilities;
    private final Formats formats;
    private final Supplier<Limits> limits;

    Discover(Capabilities capabilities, Formats formats, Supplier<Limits> limits) {
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
