package io.patchbay.protocol;

import io.patchbay.spi.identity.Authenticator;
import io.patchbay.spi.identity.Identity;
import io.patchbay.spi.identity.Presented;
import java.util.function.Predicate;

/** Holds everybody until it is told otherwise. */
final class TestAuthenticator implements Authenticator {

    private volatile Predicate<Identity.Known> holds = identity -> true;

    void holds(Predicate<Identity.Known> answer) {
        holds = answer;
    }

    @Override
    public Identity authenticate(Presented presented) {
        throw new AssertionError("whoever sends an exchange is known here");
    }

    @Override
    public boolean holds(Identity.Known identity) {
        return holds.test(identity);
    }
}
