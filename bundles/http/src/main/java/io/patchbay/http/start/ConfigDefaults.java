package io.patchbay.http.start;

import java.lang.reflect.Proxy;

/** The default values of a settings interface. */
final class ConfigDefaults {

    private ConfigDefaults() {}

    /** Returns settings in which every member has its default. */
    static <T> T of(Class<T> config) {
        return config.cast(Proxy.newProxyInstance(
                config.getClassLoader(),
                new Class<?>[] {config},
                (proxy, method, arguments) -> method.getDefaultValue()));
    }
}
