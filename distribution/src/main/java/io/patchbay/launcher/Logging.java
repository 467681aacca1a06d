package io.patchbay.launcher;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/**
 * Sets up the logs, with a short form on the console and a full form in a rotated file. The class uses code instead of
 * an XML file, because reading XML takes a tenth of the start time.
 */
final class Logging {

    private static final String CONSOLE = "%d{HH:mm:ss} %-5level %-22logger{0} %msg%n%ex{0}";
    private static final String COLOURED = "%d{HH:mm:ss} %highlight(%-5level) %cyan(%-22logger{0}) %msg%n%ex{0}";
    private static final String FILE = "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z', UTC} %-5level [%thread] %logger %msg%n%ex";

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

    /** The form of the log on the console. */
    enum Console {
        NONE,
        PLAIN,
        COLOURED
    }

    /** @param level the level of Patchbay's own loggers; libraries log only warnings and errors */
    void start(Path log, Console where, Level level) {
        context.reset();
        ch.qos.logback.classic.Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        context.getLogger("io.patchbay").setLevel(level);
        // These loggers warn about malformed requests, and any client can send any number of malformed requests.
        for (String parser : new String[] {"org.eclipse.jetty.http", "org.eclipse.jetty.util.HostPort"}) {
            context.getLogger(parser).setLevel(Level.ERROR);
        }
        // The deploy bundle reports unresolved placeholders, with the name of the file.
        context.getLogger("org.apache.felix.configadmin.plugin.interpolation").setLevel(Level.OFF);
        // The server itself reports invalid schemas, with the name of the connector.
        context.getLogger("com.networknt").setLevel(Level.OFF);
        if (where != Console.NONE) {
            root.addAppender(console(where == Console.COLOURED));
        }
        root.addAppender(file(log));
    }

    /** Stops logging the framework's warnings. Bundles that stop while they start cause many warnings. */
    void ignoreFramework() {
        context.getLogger("osgi").setLevel(Level.OFF);
    }

    /** Writes buffered messages and closes the logs. */
    void stop() {
        context.stop();
    }

    private Appender<ILoggingEvent> console(boolean coloured) {
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setName("console");
        console.setEncoder(encoder(coloured ? COLOURED : CONSOLE));
        console.start();
        return console;
    }

    private Appender<ILoggingEvent> file(Path log) {
        RollingFileAppender<ILoggingEvent> file = new LogFile<>();
        file.setContext(context);
        file.setName("file");
        file.setFile(log.toString());
        file.setEncoder(encoder(FILE));
        SizeAndTimeBasedRollingPolicy<ILoggingEvent> policy = new SizeAndTimeBasedRollingPolicy<>();
        policy.setContext(context);
        policy.setParent(file);
        policy.setFileNamePattern(log + ".%d{yyyy-MM-dd}.%i.gz");
        policy.setMaxFileSize(FileSize.valueOf("20MB"));
        policy.setTotalSizeCap(FileSize.valueOf("200MB"));
        policy.setMaxHistory(30);
        policy.start();
        file.setRollingPolicy(policy);
        file.setTriggeringPolicy(policy);
        file.start();
        return file;
    }

    private LayoutWrappingEncoder<ILoggingEvent> encoder(String pattern) {
        LogLayout layout = new LogLayout(pattern);
        layout.setContext(context);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(layout);
        encoder.start();
        return encoder;
    }
}
