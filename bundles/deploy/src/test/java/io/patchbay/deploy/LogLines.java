package io.patchbay.deploy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.rules.ExternalResource;
import org.slf4j.LoggerFactory;

/** The log lines of level INFO and above, which administrators read. */
public final class LogLines extends ExternalResource {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLevel().isGreaterOrEqual(Level.INFO)) {
                lines.add(event.getLevel() + " " + event.getFormattedMessage());
            }
        }
    };

    @Override
    protected void before() {
        appender.start();
        logger().addAppender(appender);
    }

    @Override
    protected void after() {
        logger().detachAppender(appender);
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger("io.patchbay.deploy");
    }
}
