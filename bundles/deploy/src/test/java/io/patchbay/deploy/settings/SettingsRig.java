package io.patchbay.deploy.settings;

import static org.osgi.service.metatype.AttributeDefinition.INTEGER;
import static org.osgi.service.metatype.AttributeDefinition.STRING;

import io.patchbay.deploy.configadmin.Attribute;
import io.patchbay.deploy.configadmin.Configurations;
import io.patchbay.deploy.configadmin.Delivery;
import io.patchbay.deploy.configadmin.FakeAttribute;
import io.patchbay.deploy.configadmin.FakeConfigurationAdmin;
import io.patchbay.deploy.configadmin.FakeInterpolation;
import io.patchbay.deploy.configadmin.KeptSecrets;
import io.patchbay.deploy.configadmin.Metatypes;
import io.patchbay.deploy.configadmin.Placeholders;
import io.patchbay.deploy.configadmin.Readers;
import io.patchbay.deploy.file.AcceptedVersions;
import io.patchbay.deploy.watch.Settling;
import io.patchbay.spi.health.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A settings folder with its collaborators, without OSGi. It can be restarted with the same files. */
final class SettingsRig implements AutoCloseable {

    /** The values of secrets by name. Tests change and remove them. */
    final Map<String, String> secrets = new HashMap<>(Map.of("known", "hunter2"));

    final Path config;
    final KeptSecrets kept = new KeptSecrets();
    FakeConfigurationAdmin admin = new FakeConfigurationAdmin();
    SettingsFolder folder;
    Readers readers;
    Set<String> unusable = Set.of();
    Set<String> invalid = Set.of();

    private final Path accepted;
    private final Map<String, Metatypes.Described> described = new HashMap<>();
    private boolean complete = true;
    private SettingsProblems problems;

    SettingsRig(Path root) throws IOException {
        this.config = Files.createDirectories(root.resolve("config"));
        this.accepted = root.resolve("data").resolve("accepted");
        describe(
                "io.typed",
                Metatypes.Kind.EITHER,
                "1",
                Map.of(
                        "port", new Attribute(new FakeAttribute("port", INTEGER, 0), false),
                        "name", new Attribute(new FakeAttribute("name", STRING, 0), false)));
        describe(
                "io.strict",
                Metatypes.Kind.SINGLE,
                "1",
                Map.of("must", new Attribute(new FakeAttribute("must", STRING, 0), true)));
        describe(
                "io.many",
                Metatypes.Kind.INSTANCES,
                "1",
                Map.of("x", new Attribute(new FakeAttribute("x", INTEGER, 0), false)));
    }

    /** Describes settings. Takes effect at the next refresh. */
    void describe(String pid, Metatypes.Kind kind, String version, Map<String, Attribute> settings) {
        described.put(pid, new Metatypes.Described(settings, kind, version));
    }

    /** Marks the start as incomplete: some connectors have not started yet. */
    void incomplete() {
        complete = false;
    }

    void refreshReaders() {
        complete = true;
        folder.judgeDescribed(readers.refresh());
    }

    SettingsFolder start() throws IOException {
        problems = new SettingsProblems();
        Delivery delivery = new Delivery(admin);
        admin.listen(delivery);
        readers = new Readers(() -> new Readers.Known(new Metatypes(described), described.keySet(), complete));
        SettingsValidator reader =
                new SettingsValidator(new Placeholders(new FakeInterpolation(secrets)), readers::metatypes);
        folder = new SettingsFolder(
                config,
                new InForce(new Configurations(admin), kept),
                reader,
                readers,
                delivery,
                new LastGood(AcceptedVersions.opened(accepted, 1), reader, problems),
                problems,
                unsound -> {
                    unusable = unsound.unusable();
                    invalid = unsound.invalid();
                });
        folder.load();
        return folder;
    }

    /** Simulates the end of the process: ConfigurationAdmin loses its content. */
    SettingsFolder restart() throws IOException {
        admin.close();
        admin = new FakeConfigurationAdmin();
        return start();
    }

    void put(String name, String text) throws IOException {
        put(name, text.getBytes(StandardCharsets.UTF_8));
    }

    void put(String name, byte[] bytes) throws IOException {
        Files.write(config.resolve(name), bytes);
    }

    /** Writes a file while the server runs, and reports the change. */
    void edit(String name, String text) throws IOException {
        put(name, text);
        tell(name);
    }

    void delete(String name) throws IOException {
        Files.delete(config.resolve(name));
        tell(name);
    }

    void tell(String... names) {
        Set<String> there = new TreeSet<>();
        Set<String> gone = new TreeSet<>();
        for (String name : names) {
            (Files.exists(config.resolve(name), java.nio.file.LinkOption.NOFOLLOW_LINKS) ? there : gone).add(name);
        }
        folder.changed(new Settling.Changes(there, gone));
    }

    List<String> lines() {
        return problems.problems().stream().map(Problem::message).toList();
    }

    Object setting(String pid, String name) {
        return admin.properties(pid).get(name);
    }

    SettingsView view() {
        return new SettingsView(folder, readers, problems);
    }

    @Override
    public void close() {
        admin.close();
    }
}
