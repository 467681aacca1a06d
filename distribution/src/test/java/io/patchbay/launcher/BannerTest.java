package io.patchbay.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.Test;
import org.osgi.framework.BundleContext;

public class BannerTest {

    /** An interrupt would make later file operations on the thread fail. */
    @Test
    public void doesNotInterruptItsThreadIfTheServerStopsBeforeItIsReady() {
        BundleContext stopped = (BundleContext) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {BundleContext.class}, (proxy, method, arguments) -> {
                    throw new IllegalStateException("The framework has been shut down");
                });
        Path folder = Path.of("/nowhere");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Banner banner = new Banner(
                stopped,
                new Layout(folder, folder, folder, folder),
                new FirstKey(folder, folder.resolve("key")),
                new Banner.Screen(new PrintStream(out, true, StandardCharsets.UTF_8), false, "patchbay"));

        assertThat(banner.showWhenReady()).isFalse();

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    }
}
