package io.patchbay.protocol;

import io.patchbay.spi.identity.Authenticator;
import io.patchbay.spi.identity.Identity;
import io.patchbay.spi.identity.Presented;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Confirms every credential until a test changes that. */
public final class TestAuthenticator implements Authenticator {

    private volatile Predicate<Identity.Known> holds = identity -> true;
    private volatile Function<Identity.Known, Optional<Identity.Known>> current =
            identity -> holds.test(identity) ? Optional.of(identity) : Optional.empty();

    public void holds(Predicate<Identity.Known> answer) {
        holds = answer;
    }

    /** Sets what credentials grant from now on. */
    public void current(Function<Identity.Known, Optional<Identity.Known>> answer) {
        current = answer;
        holds = identity -> answer.apply(identity).filter(identity::equals).isPresent();
    }

    @Override
    public Identity authenticate(Presented presented) {
        throw new AssertionError("whoever sends an exchange is known here");
    }

    @Override
    public boolean holds(Identity.Known identity) {
        return holds.test(identity);
    }

    @Override
    public Optional<Identity.Known> current(Identity.Known identity) {
        return current.apply(identity);
    }
}
