package io.patchbay.protocol.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.patchbay.protocol.FakeConnector;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.slf4j.LoggerFactory;

public class PatientReaderTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(OfferReader.class);
    private final ListAppender<ILoggingEvent> appended = new ListAppender<>();
    private final FakeConnector connector = new FakeConnector();
    private final List<Registration> registrations = List.of(new Registration(connector, "n", 0, 1));
    private final PatientReader reader =
            new PatientReader(task -> new Thread(task, "reader").start(), Duration.ofSeconds(10));

    @Before
    public void listen() {
        appended.list = new CopyOnWriteArrayList<>();
        appended.setContext(logger.getLoggerContext());
        appended.start();
        logger.setLevel(Level.DEBUG);
        logger.addAppender(appended);
    }

    @After
    public void listenNoLonger() {
        logger.detachAppender(appended);
        logger.setLevel(null);
    }

    @Test
    public void warnsOfWhatCannotBeRead() {
        connector.tools = () -> {
            throw new NoClassDefFoundError("Gone");
        };

        assertThat(reader.read("x.jar", registrations).get(0).unread()).hasSize(1);

        assertThat(appended.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.WARN);
    }

    /** Like a server that stops while a connector is added: the classes disappear while they are read. */
    @Test
    public void warnsOfNothingThatFailsOnceItWasGivenUp() {
        CountDownLatch asked = new CountDownLatch(1);
        AtomicBoolean givenUp = new AtomicBoolean();
        connector.tools = () -> {
            asked.countDown();
            while (!givenUp.get()) {
                Thread.onSpinWait();
            }
            throw new NoClassDefFoundError("Gone");
        };
        connector.prompts = () -> {
            throw new NoClassDefFoundError("Gone");
        };
        Thread waiting = Thread.currentThread();
        new Thread(() -> {
                    await().until(() -> asked.getCount() == 0);
                    waiting.interrupt();
                })
                .start();

        assertThatThrownBy(() -> reader.read("x.jar", registrations)).isInstanceOf(IllegalStateException.class);
        assertThat(Thread.interrupted()).isTrue();
        givenUp.set(true);

        await().until(() -> appended.list.size() == 2);
        assertThat(appended.list).extracting(ILoggingEvent::getLevel).containsOnly(Level.DEBUG);
    }
}
