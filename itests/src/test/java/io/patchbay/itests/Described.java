package io.patchbay.itests;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The settings of one PID, as the bundle that reads them describes them.
 *
 * @param instances whether there are several, each with a name
 */
record Described(String pid, boolean instances, String description, List<Setting> settings) {

    static Described read(Path file) throws IOException {
        try {
            Element root = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile())
                    .getDocumentElement();
            Element definition = elements(root, "OCD").get(0);
            Element designate = elements(root, "Designate").get(0);
            boolean instances = designate.hasAttribute("factoryPid");
            return new Described(
                    designate.getAttribute(instances ? "factoryPid" : "pid"),
                    instances,
                    sentence(definition.getAttribute("description")),
                    elements(definition, "AD").stream().map(Setting::of).toList());
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(file.toString(), e);
        }
    }

    /** By name, a list as a list. */
    Map<String, Object> defaults() {
        Map<String, Object> defaults = new TreeMap<>();
        settings.forEach(setting -> defaults.put(setting.name, setting.list ? setting.items() : setting.standard));
        return defaults;
    }

    /** What stands in the page about it. */
    String page() {
        return "## " + pid + "\n\n" + description + " In `" + pid + (instances ? "~<name>" : "") + ".cfg.json`.\n\n"
                + "| setting | type | default | |\n|---|---|---|---|\n"
                + settings.stream().map(Setting::row).collect(Collectors.joining());
    }

    private static String sentence(String text) {
        return text.endsWith(".") || text.isEmpty() ? text : text + ".";
    }

    private static List<Element> elements(Element parent, String name) {
        List<Element> elements = new ArrayList<>();
        NodeList nodes = parent.getElementsByTagName(name);
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    /**
     * One setting.
     *
     * @param standard its default; empty when there is none
     * @param type with its range or its options
     */
    record Setting(String name, boolean list, boolean required, String standard, String type, String description) {

        static Setting of(Element element) {
            boolean list = !element.getAttribute("cardinality").isEmpty();
            boolean required = !element.getAttribute("required").equals("false") && !element.hasAttribute("default");
            String type = (list ? "list of " : "") + type(element);
            return new Setting(
                    element.getAttribute("id"),
                    list,
                    required,
                    element.getAttribute("default"),
                    type,
                    sentence(element.getAttribute("description")));
        }

        List<String> items() {
            return standard.isEmpty() ? List.of() : Arrays.asList(standard.split(","));
        }

        String row() {
            String value = required
                    ? "must be set"
                    : standard.isEmpty() ? "" : list ? String.join(", ", items()) : "`" + standard + "`";
            return "| `" + name + "` | " + type + " | " + value + " | " + description.replace("|", "\\|") + " |\n";
        }

        private static String type(Element element) {
            List<Element> options = elements(element, "Option");
            if (!options.isEmpty()) {
                return options.stream()
                        .map(option -> "`" + option.getAttribute("value") + "`")
                        .collect(Collectors.joining(", "));
            }
            String name = switch (element.getAttribute("type")) {
                case "Integer", "Long" -> "whole number";
                case "Double", "Float" -> "number";
                case "Boolean" -> "`true` or `false`";
                case "Password" -> "secret";
                default -> "text";
            };
            return name + range(element.getAttribute("min"), element.getAttribute("max"));
        }

        private static String range(String least, String most) {
            if (!least.isEmpty() && !most.isEmpty()) {
                return ", " + least + " to " + most;
            }
            return !least.isEmpty() ? ", " + least + " or more" : !most.isEmpty() ? ", at most " + most : "";
        }
    }
}
