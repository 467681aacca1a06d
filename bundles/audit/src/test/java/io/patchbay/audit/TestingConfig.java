package io.patchbay.audit;

import java.lang.reflect.Proxy;
import java.util.Map;

/** Settings as shipped, but for some. */
final class TestingConfig {

    private TestingConfig() {}

    static FileTrail.Config with(Map<String, Object> changed) {
        return (FileTrail.Config) Proxy.newProxyInstance(
                TestingConfig.class.getClassLoader(),
                new Class<?>[] {FileTrail.Config.class},
                (proxy, method, arguments) -> changed.getOrDefault(method.getName(), method.getDefaultValue()));
    }
}
