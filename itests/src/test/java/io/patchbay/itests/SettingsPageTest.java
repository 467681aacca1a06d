package io.patchbay.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.Test;

/** What is written about settings is what the bundles themselves describe. */
public class SettingsPageTest {

    private static final String MADE =
            "<!-- From here on made from the descriptions in the bundles. To renew it: -->\n";
    private static final String RENEW =
            "mvn verify -pl itests -am -Dtest=None -Dit.test=SettingsPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dsettings.renew";

    private final Path repository =
            Path.of(System.getProperty("patchbay.itests")).getParent();
    private final ObjectMapper json =
            JsonMapper.builder().enable(JsonParser.Feature.ALLOW_COMMENTS).build();

    @Test
    public void thePageSaysWhatTheBundlesDescribe() throws IOException {
        Path page = repository.resolve("docs/settings.md");
        String text = Files.readString(page);
        String byHand = text.substring(0, text.indexOf(MADE));
        StringBuilder made = new StringBuilder(byHand)
                .append(MADE)
                .append("<!-- ")
                .append(RENEW)
                .append(" -->\n");
        for (Described described : all()) {
            made.append('\n').append(described.page());
        }
        if (System.getProperty("settings.renew") != null) {
            Files.writeString(page, made);
        }

        assertThat(Files.readString(page))
                .as("docs/settings.md; renew it with: " + RENEW)
                .isEqualTo(made.toString());
    }

    @Test
    public void everyShippedFileListsEverySettingWithItsDefault() throws IOException {
        for (Described described : all()) {
            if (!described.instances()) {
                JsonNode file = json.readTree(repository
                        .resolve("config")
                        .resolve(described.pid() + ".cfg.json")
                        .toFile());

                assertThat(plain(file)).as(described.pid()).isEqualTo(described.defaults());
            }
        }
    }

    @Test
    public void everyShippedInstanceListsEverySetting() throws IOException {
        for (Described described : all()) {
            if (described.instances()) {
                for (Path file : shipped(described.pid() + "~")) {
                    assertThat(plain(json.readTree(file.toFile())).keySet())
                            .as(file.toString())
                            .isEqualTo(described.defaults().keySet());
                }
            }
        }
    }

    @Test
    public void nothingIsShippedThatNobodyReads() throws IOException {
        List<String> pids = all().stream().map(Described::pid).toList();

        assertThat(shipped(""))
                .extracting(file -> file.getFileName().toString().replaceAll("(~.*)?\\.cfg\\.json$", ""))
                .isSubsetOf(pids);
    }

    private List<Path> shipped(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(repository.resolve("config"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
        }
    }

    /** As the descriptions have it: every value a text, a list of texts by itself; a type in a name is left out. */
    private static Map<String, Object> plain(JsonNode file) {
        Map<String, Object> plain = new java.util.TreeMap<>();
        file.properties().forEach(setting -> {
            String name = setting.getKey().replaceAll(":.*", "");
            if (setting.getValue().isArray()) {
                List<String> items = new ArrayList<>();
                setting.getValue().forEach(item -> items.add(item.asText()));
                plain.put(name, items);
            } else {
                plain.put(name, setting.getValue().asText());
            }
        });
        return plain;
    }

    private List<Described> all() throws IOException {
        List<Described> all = new ArrayList<>();
        for (String folder : List.of("bundles", "connectors")) {
            try (Stream<Path> files = Files.find(
                    repository.resolve(folder),
                    6,
                    (file, about) -> file.getParent().endsWith("target/classes/OSGI-INF/metatype")
                            && file.toString().endsWith(".xml"))) {
                for (Path file : files.toList()) {
                    all.add(Described.read(file));
                }
            }
        }
        all.sort(java.util.Comparator.comparing(Described::pid));
        assertThat(all).isNotEmpty();
        return all;
    }
}
