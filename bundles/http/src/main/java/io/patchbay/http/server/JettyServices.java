package io.patchbay.http.server;

import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.Callable;
import org.eclipse.jetty.alpn.java.server.JDK9ServerALPNProcessor;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.http2.hpack.HpackFieldPreEncoder;

/**
 * A class loader for the services that Jetty finds with {@code ServiceLoader}. In OSGi, Jetty consists of several bundles, which
 * the context class loader of a thread does not see.
 */
public final class JettyServices extends ClassLoader {

    private static final List<Class<?>> PROVIDERS =
            List.of(PreEncodedHttpField.class, HpackFieldPreEncoder.class, JDK9ServerALPNProcessor.class);

    public JettyServices() {
        super(JettyServices.class.getClassLoader());
    }

    /** Calls the given work. During the call, this class loader is the context class loader of the thread. */
    public <T> T call(Callable<T> work) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(this);
        try {
            return work.call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        for (Class<?> provider : PROVIDERS) {
            try {
                return provider.getClassLoader().loadClass(name);
            } catch (ClassNotFoundException e) {
                continue;
            }
        }
        throw new ClassNotFoundException(name);
    }

    @Override
    protected Enumeration<URL> findResources(String name) throws IOException {
        List<URL> found = new ArrayList<>();
        for (Class<?> provider : PROVIDERS) {
            for (URL url : Collections.list(provider.getClassLoader().getResources(name))) {
                if (found.stream().noneMatch(known -> known.toString().equals(url.toString()))) {
                    found.add(url);
                }
            }
        }
        return Collections.enumeration(found);
    }
}
