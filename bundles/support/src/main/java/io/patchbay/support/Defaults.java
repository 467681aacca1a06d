package io.patchbay.support;

import java.lang.reflect.Proxy;

/** The default values of a settings interface. */
public final class Defaults {

    private Defaults() {}

    /**
     * Returns settings in which every member has its default.
     *
     * @param config an annotation type whose members all have a default
     */
    public static <T> T of(Class<T> config) {
        return config.cast(Proxy.newProxyInstance(
                config.getClassLoader(),
                new Class<?>[] {config},
                (proxy, method, arguments) -> method.getDefaultValue()));
    }
}
