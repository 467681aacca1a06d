package io.patchbay.admin;

import io.patchbay.api.Json;
import io.patchbay.spi.admin.Command;
import io.patchbay.spi.admin.Invocation;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A command that answers with its arguments, or fails. */
final class FakeCommand implements Command {

    private final String name;
    private final boolean writes;
    volatile int runs;
    volatile Throwable failure;
    volatile Optional<Set<String>> arguments = Optional.empty();

    FakeCommand(String name, boolean writes) {
        this.name = name;
        this.writes = writes;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String summary() {
        return name;
    }

    @Override
    public boolean writes() {
        return writes;
    }

    @Override
    public Optional<Set<String>> argumentNames() {
        return arguments;
    }

    @Override
    public void run(Invocation invocation) throws IOException {
        if (failure instanceof IOException exception) {
            throw exception;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        runs++;
        invocation.send(Json.of(Map.of("got", invocation.arguments().json())));
    }
}
