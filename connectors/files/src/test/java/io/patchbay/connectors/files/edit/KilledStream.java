package io.patchbay.connectors.files.edit;

import io.patchbay.connectors.files.Place;
import io.patchbay.connectors.files.tool.Desk;
import io.patchbay.connectors.files.tree.HandleFolder;
import io.patchbay.connectors.files.tree.TemporaryNames;
import io.patchbay.connectors.files.tree.Tree;
import io.patchbay.testing.TestingCallContext;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;

/** The folders of a process that is killed after so many changes: from then on it changes nothing any more. */
record KilledStream(SecureDirectoryStream<Path> stream, int[] left) implements InvocationHandler {

    private static final Set<String> CHANGES = Set.of("move", "deleteFile", "deleteDirectory");

    /** Whether the process was killed before the call ended. */
    static boolean killed(Place place, TemporaryNames run, int steps, String tool, Map<String, ?> arguments) {
        int[] left = {steps};
        Tree tree = new Tree(place.writable(), root -> new HandleFolder(wrapped(Files.newDirectoryStream(root), left)));
        try {
            new Desk(tree, run).result(tool, arguments, new TestingCallContext());
        } catch (Killed e) {
            return true;
        }
        return left[0] < 0;
    }

    @SuppressWarnings("unchecked")
    private static SecureDirectoryStream<Path> wrapped(Object stream, int[] left) {
        return (SecureDirectoryStream<Path>) Proxy.newProxyInstance(
                KilledStream.class.getClassLoader(),
                new Class<?>[] {SecureDirectoryStream.class},
                new KilledStream((SecureDirectoryStream<Path>) stream, left));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] given) throws Throwable {
        boolean creates = method.getName().equals("newByteChannel")
                && ((Set<?>) given[1]).contains(StandardOpenOption.CREATE_NEW);
        if ((creates || CHANGES.contains(method.getName())) && --left[0] < 0) {
            throw new Killed();
        }
        Object[] arguments = given == null ? new Object[0] : given.clone();
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i] != null && Proxy.isProxyClass(arguments[i].getClass())) {
                arguments[i] = ((KilledStream) Proxy.getInvocationHandler(arguments[i])).stream;
            }
        }
        try {
            Object result = method.invoke(stream, arguments);
            return result instanceof SecureDirectoryStream<?> ? wrapped(result, left) : result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }
}
