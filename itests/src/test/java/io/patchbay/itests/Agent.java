package io.patchbay.itests;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** A Java agent that does nothing but greet. */
public final class Agent {

    static final String GREETING = "An agent watches.";

    private static final String CLASS = "io/patchbay/itests/Agent.class";

    private Agent() {}

    /** Called by the JVM before the main class. */
    public static void premain(String arguments) {
        System.out.println(GREETING);
    }

    /** Writes its jar into a folder. */
    static Path jar(Path folder) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", Agent.class.getName());
        Path jar = folder.resolve("agent.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                InputStream type = Agent.class.getClassLoader().getResourceAsStream(CLASS)) {
            out.putNextEntry(new ZipEntry(CLASS));
            type.transferTo(out);
        }
        return jar;
    }
}
