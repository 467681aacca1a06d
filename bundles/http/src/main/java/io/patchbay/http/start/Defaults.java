package io.patchbay.http.start;

import java.lang.reflect.Proxy;

/** Settings as they are when nobody sets anything. */
public final class Defaults {

    private Defaults() {}

    static <T> T of(Class<T> config) {
        return config.cast(Proxy.newProxyInstance(
                config.getClassLoader(),
                new Class<?>[] {config},
                (proxy, method, arguments) -> method.getDefaultValue()));
    }
}
