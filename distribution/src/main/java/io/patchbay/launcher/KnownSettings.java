package io.patchbay.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The settings that the bundles of an installation read, from the descriptions in their jars. */
final class KnownSettings {

    private static final String OWN_PREFIX = "io.patchbay.";

    private final Map<String, Set<String>> names = new HashMap<>();

    /** @throws IOException if a jar cannot be read */
    KnownSettings(List<Path> folders) throws IOException {
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "*.jar")) {
                    for (Path jar : jars) {
                        read(jar);
                    }
                }
            }
        }
    }

    /**
     * Returns one line for each setting in a file that no bundle reads. Returns no line for files of other vendors'
     * connectors.
     */
    List<String> unknown(Path file) throws IOException {
        String name = file.getFileName().toString();
        String pid = name.substring(0, name.length() - ".cfg.json".length()).split("~", 2)[0];
        if (!pid.startsWith(OWN_PREFIX)) {
            return List.of();
        }
        if (!names.containsKey(pid)) {
            return List.of(name + ": no component of this version reads this file");
        }
        Set<String> unknown = new TreeSet<>(MemberNames.of(Files.readString(file)));
        unknown.removeAll(names.get(pid));
        return unknown.stream()
                .map(setting -> name + ": \"" + setting + "\" is not a setting of this version")
                .toList();
    }

    private void read(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(ZipEntry.class::cast)::iterator) {
                if (entry.getName().startsWith("OSGI-INF/metatype/")
                        && entry.getName().endsWith(".xml")) {
                    try (InputStream text = zip.getInputStream(entry)) {
                        addSettings(DocumentBuilderFactory.newInstance()
                                .newDocumentBuilder()
                                .parse(text));
                    } catch (ParserConfigurationException | SAXException e) {
                        throw new IOException(
                                "The file " + jar + " contains a settings description that cannot be read", e);
                    }
                }
            }
        } catch (ZipException e) {
            // Not a jar: it describes no settings, and its deployment reports the problem.
            return;
        }
    }

    private void addSettings(Document description) {
        Set<String> settings = new HashSet<>();
        NodeList attributes = description.getElementsByTagName("AD");
        for (int i = 0; i < attributes.getLength(); i++) {
            settings.add(((Element) attributes.item(i)).getAttribute("id"));
        }
        NodeList designates = description.getElementsByTagName("Designate");
        for (int i = 0; i < designates.getLength(); i++) {
            Element designate = (Element) designates.item(i);
            String pid = designate.getAttribute(designate.hasAttribute("factoryPid") ? "factoryPid" : "pid");
            names.computeIfAbsent(pid, each -> new HashSet<>()).addAll(settings);
        }
    }
}
