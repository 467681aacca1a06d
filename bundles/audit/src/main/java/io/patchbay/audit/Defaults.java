package io.patchbay.audit;

import java.lang.reflect.Proxy;

/** Creates settings with their default values. */
final class Defaults {

    private Defaults() {}

    static <T> T of(Class<T> config) {
        return config.cast(Proxy.newProxyInstance(
                config.getClassLoader(),
                new Class<?>[] {config},
                (proxy, method, arguments) -> method.getDefaultValue()));
    }
}
