package io.patchbay.cli.develop;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;

/** Keeps the classes that a compiler makes in memory, by the name they have in a jar. */
final class MemoryClasses extends ForwardingJavaFileManager<JavaFileManager> {

    private final Map<String, ByteArrayOutputStream> made = new TreeMap<>();

    MemoryClasses(JavaFileManager files) {
        super(files);
    }

    Map<String, byte[]> all() {
        return made.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, one -> one.getValue().toByteArray(), (one, other) -> one, TreeMap::new));
    }

    @Override
    public JavaFileObject getJavaFileForOutput(Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
        String name = className.replace('.', '/') + kind.extension;
        return new SimpleJavaFileObject(URI.create("memory:///" + name.replace("$", "%24")), kind) {
            @Override
            public OutputStream openOutputStream() {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                made.put(name, bytes);
                return bytes;
            }
        };
    }
}
