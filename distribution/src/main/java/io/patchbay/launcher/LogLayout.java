package io.patchbay.launcher;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.pattern.LoggerConverter;
import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.pattern.ThreadConverter;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lays out lines of the log so that each event is one line and its stack, whatever a message, an exception or a name holds. */
final class LogLayout extends PatternLayout {

    LogLayout(String pattern) {
        getInstanceConverterMap().put("msg", Message::new);
        getInstanceConverterMap().put("logger", Name::new);
        getInstanceConverterMap().put("thread", ThreadName::new);
        getInstanceConverterMap().put("ex", Stack::new);
        setPattern(pattern);
    }

    private static final class Message extends MessageConverter {
        @Override
        public String convert(ILoggingEvent event) {
            return LogText.of(String.valueOf(super.convert(event)));
        }
    }

    private static final class Name extends LoggerConverter {
        @Override
        public String convert(ILoggingEvent event) {
            return LogText.harmless(super.convert(event));
        }
    }

    private static final class ThreadName extends ThreadConverter {
        @Override
        public String convert(ILoggingEvent event) {
            return LogText.harmless(String.valueOf(super.convert(event)));
        }
    }

    /** Messages of exceptions may hold anything, names of classes and files nearly anything. */
    private static final class Stack extends ThrowableProxyConverter {
        @Override
        protected String throwableProxyToString(IThrowableProxy thrown) {
            return super.throwableProxyToString(new Clean(thrown))
                    .lines()
                    .map(line -> LogText.harmless(line) + System.lineSeparator())
                    .collect(Collectors.joining());
        }
    }

    /** An exception whose messages are clean, with all that belongs to it. */
    private record Clean(IThrowableProxy thrown) implements IThrowableProxy {

        @Override
        public String getMessage() {
            return thrown.getMessage() == null ? null : LogText.of(thrown.getMessage());
        }

        @Override
        public String getOverridingMessage() {
            return thrown.getOverridingMessage() == null ? null : LogText.of(thrown.getOverridingMessage());
        }

        @Override
        public String getClassName() {
            return LogText.harmless(thrown.getClassName());
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
            return thrown.getCause() == null ? null : new Clean(thrown.getCause());
        }

        @Override
        public IThrowableProxy[] getSuppressed() {
            return thrown.getSuppressed() == null
                    ? null
                    : Stream.of(thrown.getSuppressed()).map(Clean::new).toArray(IThrowableProxy[]::new);
        }

        @Override
        public boolean isCyclic() {
            return thrown.isCyclic();
        }
    }
}
