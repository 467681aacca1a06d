package io.patchbay.admin;

import io.patchbay.api.Json;
import io.patchbay.spi.admin.Command;
import io.patchbay.spi.admin.Invocation;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The command {@code help} lists the commands that are registered now. */
@Component
public final class HelpCommand implements Command {

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            target = "(!(component.name=io.patchbay.admin.HelpCommand))")
    private volatile List<Command> others = List.of();

    @Override
    public String name() {
        return "help";
    }

    @Override
    public String summary() {
        return "List the commands";
    }

    @Override
    public boolean writes() {
        return false;
    }

    @Override
    public Optional<Set<String>> argumentNames() {
        return Optional.of(Set.of());
    }

    @Override
    public void run(Invocation invocation) {
        List<Map<String, Object>> commands = others.stream()
                .sorted(Comparator.comparing(Command::name))
                .map(command -> Map.<String, Object>of("name", command.name(), "summary", command.summary()))
                .collect(Collectors.toList());
        String text = commands.stream()
                .map(command -> String.format("%-14s %s", command.get("name"), command.get("summary")))
                .collect(Collectors.joining("\n"));
        invocation.send(Json.of(Map.of("commands", commands, "text", text)));
    }
}
