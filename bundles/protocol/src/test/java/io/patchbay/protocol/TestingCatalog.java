package io.patchbay.protocol;

import io.patchbay.protocol.catalog.Catalog;
import io.patchbay.protocol.catalog.Entry;
import io.patchbay.protocol.catalog.Names;
import io.patchbay.protocol.catalog.Registration;
import io.patchbay.protocol.catalog.ToolEntry;
import io.patchbay.spi.deploy.Publication;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A catalog without OSGi, with short methods to publish to it. */
public final class TestingCatalog {

    public final Catalog catalog;
    private final AtomicLong ids = new AtomicLong();

    public TestingCatalog(Path names) {
        this(names, Duration.ofMinutes(1));
    }

    public TestingCatalog(Path names, Duration patience) {
        this.catalog = new Catalog(
                new Names(names, owner -> true), new CallThreads(), new Catalog.Timing(patience, Duration.ofMillis(5)));
    }

    public Publication publish(String owner, String namespace, Object... services) {
        return catalog.publish(owner, registrations(namespace, services), Optional.empty());
    }

    public List<Registration> registrations(String namespace, Object... services) {
        List<Registration> registrations = new ArrayList<>();
        for (Object service : services) {
            registrations.add(new Registration(service, namespace, 0, ids.incrementAndGet()));
        }
        return registrations;
    }

    public List<String> tools() {
        return catalog.snapshot().tools().stream().map(Entry::wireName).toList();
    }

    public ToolEntry tool(String wireName) {
        return catalog.snapshot().tool(wireName).orElseThrow();
    }
}
