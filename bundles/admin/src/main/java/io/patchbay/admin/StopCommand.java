package io.patchbay.admin;

import io.patchbay.api.Json;
import io.patchbay.spi.admin.Command;
import io.patchbay.spi.admin.Invocation;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The command {@code stop} shuts the server down cleanly. */
@Component
public final class StopCommand implements Command {

    private static final Logger log = LoggerFactory.getLogger(StopCommand.class);

    private final Bundle framework;

    @Activate
    public StopCommand(BundleContext context) {
        this.framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
    }

    @Override
    public String name() {
        return "stop";
    }

    @Override
    public String summary() {
        return "Stop the server";
    }

    @Override
    public boolean writes() {
        return true;
    }

    @Override
    public Optional<Set<String>> argumentNames() {
        return Optional.of(Set.of());
    }

    /** Stops the server. The answer is still sent, because the framework stops on its own threads. */
    @Override
    public void run(Invocation invocation) throws BundleException {
        log.info("Stopping the server: an operator ran the command stop");
        invocation.send(Json.of(Map.of("text", "Stopping.")));
        framework.stop();
    }
}
