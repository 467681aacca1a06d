package io.patchbay.launcher;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.slf4j.LoggerFactory;

/**
 * Sets the handling of signals. Uses reflection, because the JDK's class for signals is not part of the platform API.
 * If the class is missing, the JVM's own handling stays in effect.
 */
final class Signals {

    private Signals() {}

    /** Runs the work on a new thread at each signal of this kind, for example {@code TERM}. */
    static void on(String signal, Runnable work) {
        try {
            Class<?> type = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object handler = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(),
                    new Class<?>[] {handlerType},
                    (proxy, method, arguments) -> handle(proxy, method, arguments, work));
            type.getMethod("handle", type, handlerType)
                    .invoke(null, type.getConstructor(String.class).newInstance(signal), handler);
        } catch (ReflectiveOperationException e) {
            // This also happens if the parent process ignores the signal, as nohup does with HUP. The signal then never
            // arrives.
            LoggerFactory.getLogger(Signals.class).debug("SIG{} keeps the JVM's own handling", signal, e);
        }
    }

    private static Object handle(Object proxy, Method method, Object[] arguments, Runnable work) {
        if (method.getDeclaringClass() == Object.class) {
            return switch (method.getName()) {
                case "equals" -> proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> "handler";
            };
        }
        Thread thread = new Thread(work, "signal");
        thread.setDaemon(true);
        thread.start();
        return null;
    }
}
