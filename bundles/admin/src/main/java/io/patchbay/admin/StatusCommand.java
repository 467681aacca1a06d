package io.patchbay.admin;

import io.patchbay.api.Json;
import io.patchbay.spi.admin.Command;
import io.patchbay.spi.admin.Invocation;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code status} shows the state of the server and its problems. */
@Component
public final class StatusCommand implements Command {

    private final ServerStatus status;

    @Activate
    public StatusCommand(@Reference ServerStatus status) {
        this.status = status;
    }

    @Override
    public String name() {
        return "status";
    }

    @Override
    public String summary() {
        return "Show the state of the server and its problems";
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
        invocation.send(Json.of(status.get()));
    }
}
