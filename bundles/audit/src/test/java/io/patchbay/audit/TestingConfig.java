package io.patchbay.audit;

import java.lang.reflect.Proxy;
import java.util.Map;

/** The default settings with changes. */
final class TestingConfig {

    private TestingConfig() {}

    static FileTrail.Config with(Map<String, Object> changed) {
        return (FileTrail.Config) Proxy.newProxyInstance(
                TestingConfig.class.getClassLoader(),
                new Class<?>[] {FileTrail.Config.class},
                (proxy, method, arguments) -> changed.getOrDefault(method.getName(), method.getDefaultValue()));
    }
}
