package io.patchbay.protocol;

import io.patchbay.support.DaemonThread;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs each piece of work on a new thread. ThreadLocals and interrupts of one call therefore never reach another call.
 * The threads are virtual on JDK 24 and later, and platform threads on older JDKs. On JDK 21 to 23 a virtual thread
 * that blocks in {@code synchronized} pins its carrier (JEP 491). Those JDKs do not report when no carrier is free.
 */
public final class CallThreads implements Executor {

    private static final MethodHandle START_VIRTUAL = startVirtual();
    private static final MethodHandle IS_VIRTUAL = isVirtual();

    private final AtomicLong count = new AtomicLong();

    /** Returns whether this class starts virtual threads on this JDK. */
    public static boolean virtual() {
        return START_VIRTUAL != null;
    }

    /** Returns whether the current thread is a virtual thread started by this class. */
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

    /**
     * Returns an executor that starts platform threads on every JDK. Connector code that belongs to no call runs on
     * platform threads. An endless loop in this code therefore blocks no virtual threads.
     */
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
        Thread thread = DaemonThread.of(work, name);
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
