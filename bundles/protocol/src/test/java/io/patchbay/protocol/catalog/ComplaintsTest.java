package io.patchbay.protocol.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.patchbay.api.CatalogChanges;
import io.patchbay.protocol.FakeConnector;
import io.patchbay.protocol.FakeTool;
import io.patchbay.protocol.TestingCatalog;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.slf4j.LoggerFactory;

/** The problems that connectors report, as operators see them. */
public class ComplaintsTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final Logger logger = (Logger) LoggerFactory.getLogger(Complaints.class);
    private final ListAppender<ILoggingEvent> appended = new ListAppender<>();
    private final FakeConnector connector = new FakeConnector(FakeTool.named("one"));
    private TestingCatalog testing;
    private CatalogChanges changes;

    @Before
    public void publish() {
        appended.list = new CopyOnWriteArrayList<>();
        appended.setContext(logger.getLoggerContext());
        appended.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(appended);
        testing = new TestingCatalog(folder.getRoot().toPath().resolve("names.json"));
        testing.publish("x.jar", "n", connector);
        changes = connector.opened.join();
    }

    @After
    public void listenNoLonger() {
        logger.detachAppender(appended);
        logger.setLevel(null);
    }

    @Test
    public void operatorsSeeWhatIsWrongUntilItEnds() {
        changes.problems(List.of("the disk is missing", "the key has expired"));
        assertThat(testing.catalog.problems())
                .containsExactly("x.jar: the disk is missing", "x.jar: the key has expired");
        await().until(() -> logged(Level.WARN).size() == 2);

        changes.problems(List.of("the key has expired"));
        assertThat(testing.catalog.problems()).containsExactly("x.jar: the key has expired");
        await().until(() -> logged(Level.INFO).equals(List.of("Ended: x.jar: the disk is missing")));

        changes.problems(List.of());
        assertThat(testing.catalog.problems()).isEmpty();
        await().until(() -> logged(Level.INFO).size() == 2);
        assertThat(logged(Level.WARN)).containsExactly("x.jar: the disk is missing", "x.jar: the key has expired");
    }

    @Test
    public void whatAConnectorSaysIsOneLineAndNoMoreThanFits() {
        changes.problems(List.of("one\n2026-01-01 ERROR forged \u001b[2J"));
        assertThat(testing.catalog.problems()).containsExactly("x.jar: one\\n2026-01-01 ERROR forged \\u001b[2J");

        changes.problems(
                IntStream.range(0, 500).mapToObj(i -> i + "x".repeat(10_000)).toList());
        assertThat(testing.catalog.problems()).hasSize(20).allMatch(line -> line.length() <= 400);
    }

    @Test
    public void problemsGoWithTheirConnector() {
        changes.problems(List.of("gone soon"));

        testing.catalog.retire("x.jar");
        assertThat(testing.catalog.problems()).isEmpty();
        changes.problems(List.of("said too late"));
        assertThat(testing.catalog.problems()).isEmpty();
    }

    /** Ignores late lines of other tests. */
    private List<String> logged(Level level) {
        return appended.list.stream()
                .filter(event -> event.getLevel() == level)
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.contains("the disk is missing") || line.contains("the key has expired"))
                .toList();
    }
}
