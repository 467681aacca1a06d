package io.patchbay.protocol.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.protocol.FakeTool;
import io.patchbay.protocol.TestingCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Readers while the catalog changes. */
public class CatalogRaceTest {

    private static final int READERS = 1_000;
    private static final int CHANGES = 50;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong calls = new AtomicLong();

    @Test
    public void noCallFailsForANameThatStaysHoweverOftenItsConnectorIsReplaced() throws Exception {
        TestingCatalog testing = new TestingCatalog(folder.getRoot().toPath().resolve("names.json"));
        testing.publish("x.jar", "n", FakeTool.named("stays"), FakeTool.named("0"));
        List<Thread> readers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            Thread reader = new Thread(null, () -> readUntilOver(testing.catalog::snapshot), "reader-" + i, 128 * 1024);
            reader.start();
            readers.add(reader);
        }

        List<Entry> replaced = new ArrayList<>();
        for (int i = 1; i <= CHANGES; i++) {
            replaced.add(testing.tool("n_stays"));
            testing.publish("x.jar", "n", FakeTool.named("stays"), FakeTool.named("" + i));
        }
        over.set(true);
        for (Thread reader : readers) {
            reader.join();
        }

        assertThat(failures).isEmpty();
        assertThat(calls.get()).isPositive();
        assertThat(replaced)
                .allSatisfy(entry ->
                        assertThat(entry.lease().retire().toCompletableFuture()).isCompleted());
    }

    /** Looks up and leases an entry as a call does, and looks again if the entry is retired. */
    private void readUntilOver(Supplier<CatalogSnapshot> catalog) {
        while (!over.get()) {
            CatalogSnapshot snapshot = catalog.get();
            ToolEntry entry = snapshot.tool("n_stays").orElse(null);
            if (entry == null) {
                failures.add("missing in version " + snapshot.version());
                return;
            }
            if (entry.lease().acquire()) {
                calls.incrementAndGet();
                entry.lease().release();
            } else if (catalog.get() == snapshot) {
                failures.add("retired, and still in version " + snapshot.version());
                return;
            }
            Thread.yield();
        }
    }
}
