package io.patchbay.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Every block of code in a page is valid: its commands, options and settings exist, its JSON parses, its Java compiles. */
public class SnippetsTest {

    private static final Pattern NOT_RUN = Pattern.compile("not run: \\S.*");
    private static final Set<String> SHELL = Set.of("bash", "sh", "console");
    private static final Pattern COMMAND = Pattern.compile("\\s*(\\$ )?(\\S*/)?patchbay( .*)?");

    /** Pages of the past: their commands and their Java need not be those of this version. */
    private static final Path DECISIONS = Document.REPOSITORY.resolve("docs/decisions");

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private PatchbayCommands commands;
    private SettingsSnippets settings;
    private JavaSnippets java;

    @Before
    public void prepare() throws IOException {
        commands = new PatchbayCommands();
        settings = new SettingsSnippets();
        java = new JavaSnippets(temporary.newFolder("classes").toPath());
    }

    @Test
    public void allBlocksAreValid() throws IOException {
        List<String> faults = new ArrayList<>();
        int checked = 0;
        for (Document document : Document.all()) {
            if (isChecked(document)) {
                checked += document.blocks().size();
                faults.addAll(faults(document));
            }
        }

        assertThat(faults).isEmpty();
        assertThat(checked).isGreaterThan(30);
    }

    @Test
    public void findsWrongCommands() throws IOException {
        assertThat(faults("""
                ```bash
                patchbay status                        # valid
                ./patchbay call clock_current_time --arg zone=UTC && /opt/patchbay/bin/patchbay logs -f
                patchbay stauts
                patchbay key create --nmae "build agent"
                patchbay key
                patchbay key revoke
                echo one | sudo -u patchbay A=b /opt/patchbay/bin/patchbay audit tail \\
                    --lines ten
                claude mcp add --transport http patchbay http://127.0.0.1:8080/mcp
                ./patchbay deploy
                benchmarks/missing.sh
                ```
                ```console
                $ patchbay config show
                patchbay no command, but output
                ```
                """))
                .containsExactly(
                        "4: Unmatched argument at index 0: 'stauts'",
                        "5: Unknown options: '--nmae', 'build agent'",
                        "6: A command is missing: patchbay key",
                        "7: Missing required parameter: '<id>'",
                        "8: Invalid value for option '--lines': 'ten' is not an int",
                        "11: Unknown command of ./patchbay: deploy",
                        "12: benchmarks/missing.sh does not exist",
                        "15: Missing required parameter: '<pid>'");
    }

    @Test
    public void findsBrokenShell() throws IOException {
        assertThat(faults("""
                ```sh
                echo "one
                ```
                """)).singleElement().asString().startsWith("1: ").contains("unexpected EOF");
    }

    @Test
    public void findsWrongSettings() throws IOException {
        assertThat(faults("""
                ```json
                // config/io.patchbay.http.cfg.json
                {"port": 8080, "prot": 1, /* of the connector */ "maxStreams:Integer": 2}
                ```
                ```jsonc
                // config/io.patchbay.htpp.cfg.json
                {"port": 8080}
                ```
                ```json
                {"port": 8080, "host": "127.0.0.1"}
                ```
                ```json
                // config/org.example.rooms.cfg.json
                {"anything": true}
                ```
                ```json
                {"one": 1 "two": 2}
                ```
                ```json
                {"one": 1, "one": 2}
                ```
                """).stream().map(fault -> fault.replaceAll("\\n.*", "")))
                .containsExactly(
                        "1: io.patchbay.http has no setting prot",
                        "5: No part of the server reads io.patchbay.htpp",
                        "9: These are settings of io.patchbay.http: begin with // config/io.patchbay.http.cfg.json",
                        "16: The JSON does not parse: Unexpected character ('\"' (code 34)): was expecting comma to"
                                + " separate Object entries",
                        "19: The JSON does not parse: Duplicate field 'one'");
    }

    @Test
    public void findsJavaThatDoesNotCompile() throws IOException {
        List<String> faults = faults("""
                ```java
                final class Fine implements Tool {
                    @Override
                    public ToolDefinition definition() {
                        return ToolDefinition.readOnly("fine", "Does nothing.", Schema.of("{}"));
                    }
                    @Override
                    public ToolResult call(Arguments arguments, CallContext context) {
                        return ToolResult.text("done");
                    }
                }
                ```
                ```java
                final class Wrong {
                    ToolResult call() { return ToolResult.words("done"); }
                }
                ```
                ```java
                int call() { return 1; }
                ```
                <!-- CurrentTime -->
                ```java
                public final class CurrentTime implements Tool {
                    // …
                        String zone = arguments.optionalString("zone")
                            .orElse("UTC");
                ```
                <!-- CurrentTime -->
                ```java
                String zone = arguments.optionalString("zone").orElse("CET");
                ```
                <!-- NoSuchClass -->
                ```java
                String zone;
                ```
                """);

        assertThat(faults).hasSize(4);
        assertThat(faults.get(0))
                .startsWith("13: Does not compile, line 2 of the block: ")
                .contains("words");
        assertThat(faults.get(1)).startsWith("18: No class: ");
        assertThat(faults.get(2)).startsWith("29: Not in CurrentTime.java, in this order: String zone");
        assertThat(faults.get(3)).isEqualTo("33: 0 source files are called NoSuchClass.java");
    }

    @Test
    public void everyBlockHasALanguageAndAnUncheckedOneAReason() throws IOException {
        assertThat(faults("""
                ```
                patchbay status
                ```
                ```text
                ./patchbay status
                ```
                ```nginx
                server {}
                ```
                <!-- not run: needs nginx -->
                ```nginx
                server {}
                ```
                <!-- not run -->
                ```nginx
                server {}
                ```
                <!-- not run: -->
                ```bash
                patchbay stauts
                ```
                <!-- not run: shows a mistake -->
                ```bash
                patchbay stauts
                ```
                """))
                .containsExactly(
                        "1: The block has no language",
                        "4: A command: use the language bash or console",
                        "7: Blocks of nginx are not checked: give a reason in the line before, <!-- not run: reason -->",
                        "15: The mark has no reason: <!-- not run: reason -->",
                        "19: The mark has no reason: <!-- not run: reason -->");
    }

    @Test
    public void decisionsMayShowCommandsOfThePast() throws IOException {
        Path page = DECISIONS.resolve("page.md");
        Document past = new Document(
                page,
                List.of(),
                Set.of(),
                List.of(
                        new Document.Block("bash", "", List.of("patchbay stauts"), 1),
                        new Document.Block("json", "", List.of("{"), 3),
                        new Document.Block("", "", List.of("x"), 5)));

        assertThat(faults(past)).hasSize(2);
    }

    @Test
    public void readsEverySettingOfThePage() {
        assertThat(settings.settings()).hasSizeGreaterThan(8);
        assertThat(settings.settings().get("io.patchbay.policy")).containsExactly("allowWrites", "allowDestructive");
    }

    @Test
    public void theScriptOfACheckoutKnowsEveryCommand() {
        assertThat(commands.scriptCommands()).containsAll(PatchbayCommands.commands());
    }

    private List<String> faults(String text) throws IOException {
        Path page = temporary.newFile("page.md").toPath();
        Files.writeString(page, text);
        return faults(Document.of(page)).stream()
                .map(line -> line.replaceAll("^.*page.md:", ""))
                .toList();
    }

    private List<String> faults(Document document) throws IOException {
        List<String> faults = new ArrayList<>();
        for (Document.Block block : document.blocks()) {
            for (Fault fault : faults(block, document.file().startsWith(DECISIONS))) {
                faults.add(document.at(fault.line()) + ": " + fault.text());
            }
        }
        return faults;
    }

    private List<Fault> faults(Document.Block block, boolean past) throws IOException {
        String language = block.language();
        if (language.isEmpty()) {
            return List.of(new Fault(block.line(), "The block has no language"));
        }
        if (block.comment().startsWith("not run")) {
            return NOT_RUN.matcher(block.comment()).matches()
                    ? List.of()
                    : List.of(new Fault(block.line(), "The mark has no reason: <!-- not run: reason -->"));
        }
        if (language.equals("json") || language.equals("jsonc")) {
            return at(block, settings.faults(block));
        }
        if (past) {
            return List.of();
        }
        if (SHELL.contains(language)) {
            return shellFaults(block);
        }
        if (language.equals("java")) {
            return at(block, java.faults(block));
        }
        if (language.equals("text")) {
            return block.lines().stream().anyMatch(line -> COMMAND.matcher(line).matches())
                    ? List.of(new Fault(block.line(), "A command: use the language bash or console"))
                    : List.of();
        }
        return List.of(new Fault(
                block.line(),
                "Blocks of " + language
                        + " are not checked: give a reason in the line before, <!-- not run: reason -->"));
    }

    private List<Fault> shellFaults(Document.Block block) throws IOException {
        String text = block.language().equals("console")
                ? block.lines().stream()
                        .map(line -> line.startsWith("$ ") ? line.substring(2) : "")
                        .collect(Collectors.joining("\n"))
                : block.text();
        String errors = Shell.syntaxErrors(text);
        if (!errors.isEmpty()) {
            return List.of(new Fault(block.line(), errors));
        }
        List<Fault> faults = new ArrayList<>();
        for (Shell.Command command : Shell.commands(text)) {
            Optional<String> fault = commands.fault(command);
            fault.ifPresent(found -> faults.add(new Fault(block.line() + 1 + command.line(), found)));
        }
        return faults;
    }

    private static List<Fault> at(Document.Block block, List<String> faults) {
        return faults.stream().map(fault -> new Fault(block.line(), fault)).toList();
    }

    private static boolean isChecked(Document document) {
        Path page = Document.REPOSITORY.relativize(document.file());
        Matcher name = Pattern.compile(
                        "README\\.md|CONTRIBUTING\\.md|CHANGELOG\\.md|docs/.*|benchmarks/README\\.md|distribution/src/main/readme/.*")
                .matcher(page.toString());
        return name.matches();
    }

    /** What is wrong, and the line of the page that it is in. */
    private record Fault(int line, String text) {}
}
