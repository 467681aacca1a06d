package io.patchbay.protocol.call;

import io.patchbay.api.CallContext;
import io.patchbay.protocol.json.BodyWriter;
import io.patchbay.spi.policy.Target;

/** A prepared call of the server's own, about a part of the protocol. */
public record Plain(Target target, Work work) implements Prepared {

    /** @param feature for the trail, for example {@code tools/list} */
    public static Plain of(String feature, Work work) {
        return new Plain(Target.feature(feature), work);
    }

    /** Answers at once. */
    public static Plain answer(String feature, BodyWriter body) {
        return of(feature, context -> Result.Done.ok(body));
    }

    @Override
    public Result run(CallContext context) throws Exception {
        return work.run(context);
    }

    /** What it does. */
    public interface Work {
        Result run(CallContext context) throws Exception;
    }
}
