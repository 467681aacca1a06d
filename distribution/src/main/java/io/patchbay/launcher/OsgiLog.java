package io.patchbay.launcher;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.FormatterLogger;
import org.osgi.service.log.LogService;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerConsumer;
import org.slf4j.LoggerFactory;

/**
 * Writes the log messages of OSGi services to the server's log. For example, these messages say why a component does
 * not start.
 */
@SuppressWarnings("deprecation") // Some services still use the deprecated methods.
final class OsgiLog implements LogService {

    private final org.slf4j.Logger unnamed = LoggerFactory.getLogger("osgi");

    @Override
    public Logger getLogger(String name) {
        return getLogger(name, Logger.class);
    }

    @Override
    public Logger getLogger(Class<?> type) {
        return getLogger(type.getName());
    }

    @Override
    public <L extends Logger> L getLogger(Class<?> type, Class<L> loggerType) {
        return getLogger(type.getName(), loggerType);
    }

    @Override
    public <L extends Logger> L getLogger(Bundle bundle, String name, Class<L> loggerType) {
        return getLogger(Logger.ROOT_LOGGER_NAME.equals(name) ? bundle.getSymbolicName() : name, loggerType);
    }

    @Override
    public <L extends Logger> L getLogger(String name, Class<L> loggerType) {
        InvocationHandler handler =
                new LoggerHandler(LoggerFactory.getLogger("osgi." + name), loggerType == FormatterLogger.class);
        return loggerType.cast(
                Proxy.newProxyInstance(OsgiLog.class.getClassLoader(), new Class<?>[] {loggerType}, handler));
    }

    @Override
    public void log(int level, String message) {
        log(level, message, null);
    }

    @Override
    public void log(ServiceReference<?> reference, int level, String message) {
        log(level, message, null);
    }

    @Override
    public void log(ServiceReference<?> reference, int level, String message, Throwable exception) {
        log(level, message, exception);
    }

    @Override
    public void log(int level, String message, Throwable exception) {
        switch (level) {
            case LOG_ERROR -> unnamed.error(message, exception);
            case LOG_WARNING -> unnamed.warn(message, exception);
            case LOG_INFO -> unnamed.info(message, exception);
            default -> unnamed.debug(message, exception);
        }
    }

    /** Implements about thirty logging methods, which differ only in their level. */
    private record LoggerHandler(org.slf4j.Logger log, boolean printf) implements InvocationHandler {

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Exception {
            return switch (method.getName()) {
                case "getName", "toString" -> log.getName();
                case "hashCode" -> System.identityHashCode(proxy);
                case "equals" -> proxy == arguments[0];
                case "isTraceEnabled" -> log.isTraceEnabled();
                case "isDebugEnabled" -> log.isDebugEnabled();
                case "isInfoEnabled" -> log.isInfoEnabled();
                case "isWarnEnabled" -> log.isWarnEnabled();
                case "isErrorEnabled" -> log.isErrorEnabled();
                default -> {
                    writeMessage((Logger) proxy, method.getName(), arguments);
                    yield null;
                }
            };
        }

        private void writeMessage(Logger proxy, String level, Object[] arguments) throws Exception {
            if (arguments[0] instanceof LoggerConsumer<?> consumer) {
                consumer.accept(proxy);
                return;
            }
            String text = String.valueOf(arguments[0]);
            Object[] rest = formatArguments(arguments);
            String message = printf && rest.length > 0 ? String.format(text, rest) : text;
            Object[] parameters = printf ? new Object[0] : rest;
            switch (level) {
                case "error" -> log.error(message, parameters);
                case "warn" -> log.warn(message, parameters);
                case "info", "audit" -> log.info(message, parameters);
                case "debug" -> log.debug(message, parameters);
                default -> log.trace(message, parameters);
            }
        }

        private static Object[] formatArguments(Object[] arguments) {
            if (arguments.length == 2 && arguments[1] instanceof Object[] several) {
                return several;
            }
            Object[] rest = new Object[arguments.length - 1];
            System.arraycopy(arguments, 1, rest, 0, rest.length);
            return rest;
        }
    }
}
