package io.patchbay.protocol.call;

import io.patchbay.api.Arguments;
import io.patchbay.spi.policy.Target;
import java.util.Optional;

/** Admits calls without a path, for tests of later steps. */
public final class Admissions {

    private Admissions() {}

    public static Admitted admitted(Call call) {
        return new Admitted(
                call,
                FeatureMethod.answering("x", out -> {}),
                new Leased<>("x", Target.feature("x"), Optional.empty()),
                (arguments, context) -> Result.Done.ok(out -> {}),
                Checked.valid(Arguments.none()));
    }
}
