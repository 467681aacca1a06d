package io.patchbay.cli;

import io.patchbay.cli.command.Patchbay;
import io.patchbay.cli.terminal.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Runs the {@code patchbay} command. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(Patchbay.commandLine(terminal()).execute(arguments));
    }

    private static Terminal terminal() {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        Set<Terminal.Trait> traits = EnumSet.noneOf(Terminal.Trait.class);
        for (Terminal.Trait trait : Terminal.Trait.values()) {
            if (Boolean.getBoolean("patchbay." + trait.name().toLowerCase(Locale.ROOT))) {
                traits.add(trait);
            }
        }
        return new Terminal(System.in, out, err, System.getenv(), traits);
    }
}
