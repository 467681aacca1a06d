package io.patchbay.deploy.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

public class FenceTest {

    private final Fence fence = new Fence(new AllowedPackages());

    @Test
    public void hidesTheServersOwnServicesFromConnectors() {
        assertThat(found("deploy:clock.jar#0", "io.patchbay.spi.deploy.Settings"))
                .isFalse();
        assertThat(found("deploy:clock.jar#0", "org.osgi.service.cm.ConfigurationListener"))
                .isFalse();
        assertThat(found("deploy:clock.jar#0", "org.osgi.framework.hooks.service.FindHook"))
                .isFalse();
    }

    /** Declarative Services looks it up in the component's name; otherwise connectors would get no settings. */
    @Test
    public void letsDeclarativeServicesFindTheSettingsOfConnectors() {
        assertThat(found("deploy:files.jar#0", "org.osgi.service.cm.ConfigurationAdmin"))
                .isTrue();
    }

    @Test
    public void hidesNothingFromTheServer() {
        assertThat(found("file:bundles/http.jar", "io.patchbay.spi.deploy.Settings"))
                .isTrue();
    }

    private boolean found(String location, String type) {
        List<ServiceReference<?>> references = new ArrayList<>();
        references.add(fake(ServiceReference.class, Map.of("getProperty", new String[] {type})));
        Bundle bundle = fake(Bundle.class, Map.of("getLocation", location));

        fence.find(fake(BundleContext.class, Map.of("getBundle", bundle)), type, null, false, references);

        return !references.isEmpty();
    }

    /** Returns a fake that implements only these methods. */
    private static <T> T fake(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                FenceTest.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.get(method.getName())));
    }
}
