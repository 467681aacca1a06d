package io.patchbay.protocol;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Starts a fresh thread for every piece of work, so that a connector's ThreadLocal or late interrupt never reaches another call:
 * a virtual thread from JDK 24 on, a platform thread before. (Between 21 and 23 a virtual thread that blocks in
 * {@code synchronized} holds its carrier, JEP 491, and nothing in the JDK tells when the carriers run out.)
 */
public final class CallThreads implements Executor {

    private static final MethodHandle START_VIRTUAL = startVirtual();
    private static final MethodHandle IS_VIRTUAL = isVirtual();

    private final AtomicLong count = new AtomicLong();

    /** Whether this JDK's threads are virtual here. */
    public static boolean virtual() {
        return START_VIRTUAL != null;
    }

    /** Whether this thread is one of those. */
    public static boolean onVirtual() {
        if (IS_VIRTUAL == null) {
            return false;
        }
        try {
            return (boolean) IS_VIRTUAL.invokeExact(Thread.currentThread());
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** Platform threads on every JDK, for connectors' code outside of calls: where it loops, it holds up no virtual thread. */
    public static Executor platform() {
        AtomicLong count = new AtomicLong();
        return work -> start(work, "connector-" + count.incrementAndGet());
    }

    @Override
    public void execute(Runnable work) {
        if (START_VIRTUAL == null) {
            start(work, "call-" + count.incrementAndGet());
            return;
        }
        try {
            Thread unused = (Thread) START_VIRTUAL.invokeExact(work);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static void start(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static MethodHandle startVirtual() {
        return sinceVirtual(lookup -> lookup.findStatic(
                Thread.class, "startVirtualThread", MethodType.methodType(Thread.class, Runnable.class)));
    }

    private static MethodHandle isVirtual() {
        return sinceVirtual(
                lookup -> lookup.findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class)));
    }

    private static MethodHandle sinceVirtual(Finder finder) {
        if (Runtime.version().feature() < 24) {
            return null;
        }
        try {
            return finder.in(MethodHandles.publicLookup());
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private interface Finder {
        MethodHandle in(MethodHandles.Lookup lookup) throws ReflectiveOperationException;
    }
}
