package io.patchbay.cli.command;

import io.patchbay.cli.terminal.Terminal;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code patchbay completion}. */
@Command(
        name = "completion",
        description = "Print a completion script for bash or zsh.",
        footer = {
            "",
            "In ~/.bashrc or ~/.zshrc:  source <(${ROOT-COMMAND-NAME} completion bash)   or   source <(${ROOT-COMMAND-NAME} completion zsh)"
        })
final class CompletionScript implements Runnable {

    enum ShellName {
        bash,
        zsh
    }

    @Parameters(
            paramLabel = "<shell>",
            description = "The shell: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}",
            arity = "0..1")
    private ShellName shell = ShellName.bash;

    @Spec
    private CommandSpec spec;

    private final Terminal terminal;

    CompletionScript(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        // Both shells use the same script. In zsh, the script enables the support for bash completion.
        terminal.out().println(AutoComplete.bash("patchbay", spec.root().commandLine()));
    }
}
