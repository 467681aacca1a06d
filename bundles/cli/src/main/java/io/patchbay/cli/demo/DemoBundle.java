package io.patchbay.cli.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Creates versions of the demonstration's connector. The versions have the same code and different version numbers. */
record DemoBundle(Path jar) {

    private static final String NUMBER = "/version.txt";

    byte[] version(String number) throws IOException {
        return version(number, "");
    }

    /** Returns a version that cannot be deployed, because the bundle imports a package that no server has. */
    byte[] broken(String number) throws IOException {
        return version(number, ",com.example.missing");
    }

    private byte[] version(String number, String imports) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (InputStream file = Files.newInputStream(jar);
                JarInputStream from = new JarInputStream(file)) {
            Manifest manifest = new Manifest(from.getManifest());
            manifest.getMainAttributes().putValue("Bundle-Version", number + ".0.0");
            manifest.getMainAttributes()
                    .putValue("Import-Package", manifest.getMainAttributes().getValue("Import-Package") + imports);
            try (JarOutputStream to = new JarOutputStream(bytes, manifest)) {
                for (JarEntry entry = from.getNextJarEntry(); entry != null; entry = from.getNextJarEntry()) {
                    to.putNextEntry(new JarEntry(entry.getName()));
                    to.write(
                            entry.getName().endsWith(NUMBER)
                                    ? number.getBytes(StandardCharsets.UTF_8)
                                    : from.readAllBytes());
                }
            }
        }
        return bytes.toByteArray();
    }
}
