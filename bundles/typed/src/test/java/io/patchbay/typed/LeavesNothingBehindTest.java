package io.patchbay.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.api.Arguments;
import io.patchbay.api.InvalidArgumentException;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;

/** The classes of a removed connector must be garbage collected: this bundle must not keep a reference to its class loader. */
public class LeavesNothingBehindTest {

    enum Colour {
        RED,
        BLUE
    }

    record Input(String text, Optional<Colour> colour, List<Input> nested) {
        Input {
            if (text.isEmpty()) {
                throw new IllegalArgumentException("no text");
            }
        }
    }

    record Output(String text, Colour colour) {}

    /** The use of this bundle by a connector. */
    public static final class User implements Runnable {

        @Override
        public void run() {
            try {
                TypedTool<Input> tool = TypedTool.of(
                        ToolDefinition.readOnly("a", "b"),
                        Input.class,
                        Output.class,
                        (input, context) -> new Output(input.text(), Colour.RED));
                for (int i = 0; i < 100; i++) {
                    Map<String, Object> nested = Map.of("text", i % 2 == 0 ? "" : "n", "nested", List.of());
                    Arguments arguments =
                            Arguments.of(Map.of("text", "t", "colour", "blue", "nested", List.of(nested)));
                    if (i % 2 == 0) {
                        assertThatThrownBy(() -> tool.call(arguments, null))
                                .isInstanceOf(InvalidArgumentException.class);
                    } else {
                        assertThat(tool.call(arguments, null)).isInstanceOf(ToolResult.Complete.class);
                    }
                }
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    public void keepsNoReferenceToAConnectorsClasses() throws Exception {
        WeakReference<ClassLoader> gone = use(new ConnectorLoader(getClass()));

        for (int i = 0; i < 200 && gone.get() != null; i++) {
            System.gc();
            byte[] pressure = new byte[1 << 20];
            assertThat(pressure).isNotEmpty();
        }

        assertThat(gone.get()).isNull();
    }

    private static WeakReference<ClassLoader> use(ClassLoader loader) throws ReflectiveOperationException {
        Class<?> user = loader.loadClass(User.class.getName());
        assertThat(user.getClassLoader()).isSameAs(loader);
        ((Runnable) user.getConstructor().newInstance()).run();
        return new WeakReference<>(loader);
    }

    /** Defines this test's classes again and delegates other classes to its parent, like the class loader of a bundle. */
    private static final class ConnectorLoader extends ClassLoader {

        private final String own;

        ConnectorLoader(Class<?> own) {
            super(own.getClassLoader());
            this.own = own.getName();
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                if (!name.startsWith(own)) {
                    return super.loadClass(name, resolve);
                }
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? define(name) : loaded;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
