package io.patchbay.protocol;

import io.patchbay.api.CallContext;
import io.patchbay.spi.policy.Target;

/** A prepared call of the server's own, about a part of the protocol. */
record Plain(Target target, Work work) implements Prepared {

    /** @param feature for the trail, for example {@code tools/list} */
    static Plain of(String feature, Work work) {
        return new Plain(Target.feature(feature), work);
    }

    /** Answers at once. */
    static Plain answer(String feature, BodyWriter body) {
        return of(feature, context -> Result.Done.ok(body));
    }

    @Override
    public Result run(CallContext context) throws Exception {
        return work.run(context);
    }

    /** What it does. */
    interface Work {
        Result run(CallContext context) throws Exception;
    }
}
