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

/**
 * Keeps compiled classes in memory. The key of each class is its file name in a jar. Records whether annotation
 * processors generated files, but does not keep these files.
 */
final class MemoryClasses extends ForwardingJavaFileManager<JavaFileManager> {

    private final Map<String, ByteArrayOutputStream> classes = new TreeMap<>();
    private boolean generated;

    MemoryClasses(JavaFileManager files) {
        super(files);
    }

    Map<String, byte[]> all() {
        return classes.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, one -> one.getValue().toByteArray(), (one, other) -> one, TreeMap::new));
    }

    /** Returns whether an annotation processor generated sources or other files. */
    boolean hasGeneratedFiles() {
        return generated;
    }

    @Override
    public FileObject getFileForOutput(Location location, String packageName, String relativeName, FileObject sibling) {
        generated = true;
        return object(
                packageName.replace('.', '/') + "/" + relativeName,
                JavaFileObject.Kind.OTHER,
                new ByteArrayOutputStream());
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
            Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
        String name = className.replace('.', '/') + kind.extension;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (kind == JavaFileObject.Kind.CLASS) {
            classes.put(name, bytes);
        } else {
            generated = true;
        }
        return object(name, kind, bytes);
    }

    private static JavaFileObject object(String name, JavaFileObject.Kind kind, OutputStream bytes) {
        return new SimpleJavaFileObject(URI.create("memory:///" + name.replace("$", "%24")), kind) {
            @Override
            public OutputStream openOutputStream() {
                return bytes;
            }
        };
    }
}
