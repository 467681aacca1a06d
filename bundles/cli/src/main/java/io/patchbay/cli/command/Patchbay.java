package io.patchbay.cli.command;

import io.patchbay.cli.client.Primitives;
import io.patchbay.cli.terminal.CommandException;
import io.patchbay.cli.terminal.Harmless;
import io.patchbay.cli.terminal.Reason;
import io.patchbay.cli.terminal.Terminal;
import io.patchbay.cli.terminal.Versions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;

/** The top-level command, with all others as its subcommands. */
@Command(
        name = "patchbay",
        description =
                "An MCP application server: connectors plugged into a running server, agents behind one governed endpoint.",
        versionProvider = Patchbay.Version.class,
        synopsisSubcommandLabel = "<command>",
        footer = {
            "",
            "The folders for settings, connectors and data are named by --config, --deploy and --data; otherwise by the environment"
                    + " variables PATCHBAY_CONFIG, PATCHBAY_DEPLOY and PATCHBAY_DATA; otherwise they are in the folder PATCHBAY_HOME"
                    + " (~/.local/share/patchbay).",
            "Exit codes: 0 success; 1 failure; 2 wrong usage; 3 the server is not running; 4 the server is not ready; 5 a tool returned"
                    + " an error; 6 the key was not accepted; 130 interrupted."
        })
public final class Patchbay implements Runnable {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = CommandLine.ScopeType.INHERIT,
            description = "Show this help.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    private boolean version;

    private final Terminal terminal;

    private Patchbay(Terminal terminal) {
        this.terminal = terminal;
    }

    public static CommandLine commandLine(Terminal terminal) {
        CommandLine key = group("key", "Create, list and revoke API keys.")
                .addSubcommand(new KeyCommands.Create(terminal))
                .addSubcommand(new KeyCommands.ListAll(terminal))
                .addSubcommand(new KeyCommands.Revoke(terminal));
        CommandLine calls = group("calls", "List and cancel running calls and tasks.")
                .addSubcommand(new CallCommands.ListAll(terminal))
                .addSubcommand(new CallCommands.Cancel(terminal));
        CommandLine connectors = group("connectors", "List and control the deployed connectors.")
                .addSubcommand(new ConnectorCommands.ListAll(terminal))
                .addSubcommand(new ConnectorCommands.Show(terminal))
                .addSubcommand(new ConnectorCommands.Rollback(terminal))
                .addSubcommand(new ConnectorCommands.Stop(terminal))
                .addSubcommand(new ConnectorCommands.Start(terminal))
                .addSubcommand(new ConnectorCommands.Verify(terminal))
                .addSubcommand(new ConnectorCommands.Remove(terminal));
        CommandLine audit = group("audit", "Verify and read the audit trail.")
                .addSubcommand(new AuditCommands.Verify(terminal))
                .addSubcommand(new AuditCommands.Tail(terminal));
        CommandLine fresh = group("new", "Create a project.").addSubcommand(new NewConnector(terminal));
        CommandLine tools = group("tools", "List and show the tools that a key can see, over /mcp.")
                .addSubcommand(new PrimitiveCommands.ListAll(terminal, Primitives.TOOLS))
                .addSubcommand(new PrimitiveCommands.Show(terminal, Primitives.TOOLS));
        CommandLine resources = group("resources", "List, show and read the resources that a key can see, over /mcp.")
                .addSubcommand(new PrimitiveCommands.ListAll(terminal, Primitives.RESOURCES, Primitives.TEMPLATES))
                .addSubcommand(new PrimitiveCommands.Show(terminal, Primitives.RESOURCES))
                .addSubcommand(new PrimitiveCommands.Read(terminal));
        CommandLine prompts = group("prompts", "List, show and get the prompts that a key can see, over /mcp.")
                .addSubcommand(new PrimitiveCommands.ListAll(terminal, Primitives.PROMPTS))
                .addSubcommand(new PrimitiveCommands.Show(terminal, Primitives.PROMPTS))
                .addSubcommand(new PrimitiveCommands.Get(terminal));
        CommandLine config = group("config", "Check settings files, and show the settings in force.")
                .addSubcommand(new ConfigCommands.Check(terminal))
                .addSubcommand(new ConfigCommands.ListAll(terminal))
                .addSubcommand(new ConfigCommands.Show(terminal));
        CommandLine all = new CommandLine(new Patchbay(terminal))
                .setCommandName(terminal.command())
                .addSubcommand(new Run(terminal))
                .addSubcommand(new Start(terminal))
                .addSubcommand(new Stop(terminal))
                .addSubcommand(new Status(terminal))
                .addSubcommand(new UpgradeHelp(terminal))
                .addSubcommand(new Logs(terminal))
                .addSubcommand("key", key)
                .addSubcommand("connectors", connectors)
                .addSubcommand("calls", calls)
                .addSubcommand("audit", audit)
                .addSubcommand(new CallTool(terminal))
                .addSubcommand(new Stdio(terminal))
                .addSubcommand("new", fresh)
                .addSubcommand(new Dev(terminal))
                .addSubcommand(new Demo(terminal))
                .addSubcommand("tools", tools)
                .addSubcommand("resources", resources)
                .addSubcommand("prompts", prompts)
                .addSubcommand("config", config)
                .addSubcommand(new CompletionScript(terminal));
        return all.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
                .setColorScheme(CommandLine.Help.defaultColorScheme(terminal.coloured() ? Ansi.ON : Ansi.OFF))
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler((e, words) -> misused(e))
                .setExecutionExceptionHandler((e, command, parsed) -> failed(terminal, e));
    }

    /** Like the handler of picocli, but the typed words are made safe for the terminal. */
    private static int misused(CommandLine.ParameterException e) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(command.getColorScheme().errorText(Harmless.of(e.getMessage())));
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, err)) {
            command.usage(err);
        }
        return CommandException.USAGE;
    }

    private static CommandLine group(String name, String description) {
        CommandLine group = new CommandLine(new Group());
        group.setCommandName(name);
        group.getCommandSpec().usageMessage().description(description);
        return group;
    }

    @Override
    public void run() {
        CommandLine.usage(this, terminal.out());
    }

    private static int failed(Terminal terminal, Exception e) throws Exception {
        if (e instanceof CommandException known) {
            return failed(terminal, known.getMessage(), known.exitCode());
        }
        if (e instanceof IOException || e instanceof UncheckedIOException) {
            IOException cause = e instanceof IOException own ? own : ((UncheckedIOException) e).getCause();
            return failed(
                    terminal,
                    "The command was not carried out to its end: " + Reason.of(cause) + ".",
                    CommandException.FAILED);
        }
        throw e;
    }

    private static int failed(Terminal terminal, String why, int exitCode) {
        terminal.err().println(terminal.bad("✗ ") + Harmless.of(why));
        return exitCode;
    }

    /** A group of commands, which is not a command itself. */
    @Command
    static final class Group implements Runnable {

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public void run() {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "A command is missing: " + spec.qualifiedName() + " <command>");
        }
    }

    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() throws IOException {
            return new String[] {"Patchbay " + Versions.ofPatchbay()};
        }
    }
}
