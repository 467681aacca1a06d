package io.patchbay.identity;

import io.patchbay.spi.deploy.Arrival;
import io.patchbay.spi.deploy.Publication;
import io.patchbay.spi.deploy.Publisher;
import io.patchbay.spi.policy.Target;
import java.util.List;
import java.util.Set;

/** A catalog in which entries with these targets are published. */
record TestingPublisher(Set<Target> targets) implements Publisher {

    @Override
    public Publication publish(Arrival arrival) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Publication retire(String owner) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Publication withdraw(String owner) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Publication pause(String owner) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> names(String owner) {
        return List.of();
    }

    @Override
    public List<String> refused(String owner) {
        return List.of();
    }
}
