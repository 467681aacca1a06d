package io.patchbay.http;

import java.lang.reflect.Proxy;

/** Settings as they are when nobody sets anything. */
final class Defaults {

    private Defaults() {}

    static <T> T of(Class<T> config) {
        return config.cast(Proxy.newProxyInstance(
                config.getClassLoader(),
                new Class<?>[] {config},
                (proxy, method, arguments) -> method.getDefaultValue()));
    }
}
