package io.patchbay.cli.command;

import io.patchbay.cli.client.Primitives;
import io.patchbay.cli.terminal.CommandException;
import io.patchbay.cli.terminal.IoReason;
import io.patchbay.cli.terminal.Terminal;
import io.patchbay.cli.terminal.Versions;
import io.patchbay.support.SafeText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;

/** The top-level command, with all other commands as its subcommands. */
@Command(
        name = "patchbay",
        description =
                "Patchbay is an MCP application server. It runs connectors, and gives agents one governed endpoint for all of them.",
        versionProvider = Patchbay.VersionText.class,
        synopsisSubcommandLabel = "<command>",
        footer = {
            "",
            "The options --config, --deploy and --data name the folders for settings, connectors and data. Without an option, the command"
                    + " uses the environment variable PATCHBAY_CONFIG, PATCHBAY_DEPLOY or PATCHBAY_DATA. Without the variable, the folder is in"
                    + " PATCHBAY_HOME (~/.local/share/patchbay).",
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
        CommandLine key = newGroup("key", "Create, list and revoke API keys.")
                .addSubcommand(new KeyCommands.CreateKey(terminal))
                .addSubcommand(new KeyCommands.ListKeys(terminal))
                .addSubcommand(new KeyCommands.RevokeKey(terminal));
        CommandLine calls = newGroup("calls", "List and cancel running calls and tasks.")
                .addSubcommand(new CallCommands.ListCalls(terminal))
                .addSubcommand(new CallCommands.CancelCall(terminal));
        CommandLine connectors = newGroup("connectors", "List and control the deployed connectors.")
                .addSubcommand(new ConnectorCommands.ListConnectors(terminal))
                .addSubcommand(new ConnectorCommands.ShowConnector(terminal))
                .addSubcommand(new ConnectorCommands.RollBackConnector(terminal))
                .addSubcommand(new ConnectorCommands.StopConnector(terminal))
                .addSubcommand(new ConnectorCommands.StartConnector(terminal))
                .addSubcommand(new ConnectorCommands.VerifyConnectors(terminal))
                .addSubcommand(new ConnectorCommands.RemoveConnector(terminal));
        CommandLine audit = newGroup("audit", "Verify and read the audit trail.")
                .addSubcommand(new AuditCommands.VerifyTrail(terminal))
                .addSubcommand(new AuditCommands.ShowTrail(terminal));
        CommandLine fresh = newGroup("new", "Create a project.").addSubcommand(new NewConnector(terminal));
        CommandLine tools = newGroup("tools", "List and show the tools that a key can see, over /mcp.")
                .addSubcommand(new PrimitiveCommands.ListPrimitives(terminal, Primitives.TOOLS))
                .addSubcommand(new PrimitiveCommands.ShowPrimitive(terminal, Primitives.TOOLS));
        CommandLine resources = newGroup(
                        "resources", "List, show and read the resources that a key can see, over /mcp.")
                .addSubcommand(
                        new PrimitiveCommands.ListPrimitives(terminal, Primitives.RESOURCES, Primitives.TEMPLATES))
                .addSubcommand(new PrimitiveCommands.ShowPrimitive(terminal, Primitives.RESOURCES))
                .addSubcommand(new PrimitiveCommands.ReadResource(terminal));
        CommandLine prompts = newGroup("prompts", "List, show and get the prompts that a key can see, over /mcp.")
                .addSubcommand(new PrimitiveCommands.ListPrimitives(terminal, Primitives.PROMPTS))
                .addSubcommand(new PrimitiveCommands.ShowPrimitive(terminal, Primitives.PROMPTS))
                .addSubcommand(new PrimitiveCommands.GetPrompt(terminal));
        CommandLine config = newGroup("config", "Check settings files, and show the settings in force.")
                .addSubcommand(new ConfigCommands.CheckSettings(terminal))
                .addSubcommand(new ConfigCommands.ListSettings(terminal))
                .addSubcommand(new ConfigCommands.ShowSettings(terminal));
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
                .setColorScheme(CommandLine.Help.defaultColorScheme(terminal.isColoured() ? Ansi.ON : Ansi.OFF))
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler((e, words) -> reportUsageError(e))
                .setExecutionExceptionHandler((e, command, parsed) -> reportFailure(terminal, e));
    }

    /** Reports wrong usage as picocli does, but escapes control characters in the arguments. */
    private static int reportUsageError(CommandLine.ParameterException e) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(command.getColorScheme().errorText(SafeText.lines(e.getMessage())));
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, err)) {
            command.usage(err);
        }
        return CommandException.USAGE;
    }

    private static CommandLine newGroup(String name, String description) {
        CommandLine group = new CommandLine(new CommandGroup());
        group.setCommandName(name);
        group.getCommandSpec().usageMessage().description(description);
        return group;
    }

    @Override
    public void run() {
        CommandLine.usage(this, terminal.out());
    }

    private static int reportFailure(Terminal terminal, Exception e) throws Exception {
        if (e instanceof CommandException known) {
            return reportFailure(terminal, known.getMessage(), known.exitCode());
        }
        if (e instanceof IOException || e instanceof UncheckedIOException) {
            IOException cause = e instanceof IOException own ? own : ((UncheckedIOException) e).getCause();
            return reportFailure(
                    terminal, "The command did not complete: " + IoReason.of(cause) + ".", CommandException.FAILED);
        }
        throw e;
    }

    private static int reportFailure(Terminal terminal, String why, int exitCode) {
        terminal.err().println(terminal.bad("✗ ") + SafeText.lines(why));
        return exitCode;
    }

    /** A group of commands. The group itself cannot be executed. */
    @Command
    static final class CommandGroup implements Runnable {

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public void run() {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "A command is missing: " + spec.qualifiedName() + " <command>");
        }
    }

    static final class VersionText implements IVersionProvider {

        @Override
        public String[] getVersion() throws IOException {
            return new String[] {"Patchbay " + Versions.ofPatchbay()};
        }
    }
}
