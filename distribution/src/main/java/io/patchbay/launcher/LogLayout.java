package io.patchbay.launcher;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.pattern.LoggerConverter;
import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.pattern.ThreadConverter;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import io.patchbay.spi.audit.SecretText;
import io.patchbay.support.SafeText;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Formats each log event as one line, followed by the stack trace. The result is safe to print, even if messages,
 * exceptions or names contain unsafe characters.
 */
final class LogLayout extends PatternLayout {

    LogLayout(String pattern) {
        getInstanceConverterMap().put("msg", CleanMessage::new);
        getInstanceConverterMap().put("logger", CleanLoggerName::new);
        getInstanceConverterMap().put("thread", CleanThreadName::new);
        getInstanceConverterMap().put("ex", CleanStackTrace::new);
        setPattern(pattern);
    }

    /** Returns the text on one line and without secrets, because callers and connectors control much of the text. */
    private static String clean(String text) {
        return SafeText.line(SecretText.clean(text));
    }

    private static final class CleanMessage extends MessageConverter {
        @Override
        public String convert(ILoggingEvent event) {
            return clean(String.valueOf(super.convert(event)));
        }
    }

    private static final class CleanLoggerName extends LoggerConverter {
        @Override
        public String convert(ILoggingEvent event) {
            return SafeText.line(super.convert(event));
        }
    }

    private static final class CleanThreadName extends ThreadConverter {
        @Override
        public String convert(ILoggingEvent event) {
            return SafeText.line(String.valueOf(super.convert(event)));
        }
    }

    /**
     * Makes stack traces safe. Messages of exceptions may contain any characters, and names of classes and files may
     * contain almost any character.
     */
    private static final class CleanStackTrace extends ThrowableProxyConverter {
        @Override
        protected String throwableProxyToString(IThrowableProxy thrown) {
            return super.throwableProxyToString(new CleanException(thrown))
                    .lines()
                    .map(line -> SafeText.line(line) + System.lineSeparator())
                    .collect(Collectors.joining());
        }
    }

    /** An exception whose message is safe to print. Its causes and suppressed exceptions have safe messages too. */
    private record CleanException(IThrowableProxy thrown) implements IThrowableProxy {

        @Override
        public String getMessage() {
            return thrown.getMessage() == null ? null : clean(thrown.getMessage());
        }

        @Override
        public String getOverridingMessage() {
            return thrown.getOverridingMessage() == null ? null : clean(thrown.getOverridingMessage());
        }

        @Override
        public String getClassName() {
            return SafeText.line(thrown.getClassName());
        }

        @Override
        public StackTraceElementProxy[] getStackTraceElementProxyArray() {
            return thrown.getStackTraceElementProxyArray();
        }

        @Override
        public int getCommonFrames() {
            return thrown.getCommonFrames();
        }

        @Override
        public IThrowableProxy getCause() {
            return thrown.getCause() == null ? null : new CleanException(thrown.getCause());
        }

        @Override
        public IThrowableProxy[] getSuppressed() {
            return thrown.getSuppressed() == null
                    ? null
                    : Stream.of(thrown.getSuppressed()).map(CleanException::new).toArray(IThrowableProxy[]::new);
        }

        @Override
        public boolean isCyclic() {
            return thrown.isCyclic();
        }
    }
}
