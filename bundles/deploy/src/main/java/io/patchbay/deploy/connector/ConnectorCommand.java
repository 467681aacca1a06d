package io.patchbay.deploy.connector;

import static java.util.Objects.requireNonNull;

import io.patchbay.api.Json;
import io.patchbay.deploy.bundle.Build;
import io.patchbay.deploy.bundle.DeployException;
import io.patchbay.deploy.file.NameList;
import io.patchbay.spi.admin.Command;
import io.patchbay.spi.admin.Invocation;
import io.patchbay.support.FailureText;
import io.patchbay.support.SafeText;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Runs the commands that begin with {@code connectors}. These commands show and control deployed connectors. */
public final class ConnectorCommand implements Command {

    private final String name;
    private final String summary;
    private final boolean writes;
    private final Work work;

    private ConnectorCommand(String name, String summary, boolean writes, Work work) {
        this.name = requireNonNull(name, "name");
        this.summary = requireNonNull(summary, "summary");
        this.writes = writes;
        this.work = requireNonNull(work, "work");
    }

    /** Returns all commands that begin with {@code connectors}. */
    public static List<Command> all(Workshop workshop, Connectors connectors) {
        OperatorActions actions = new OperatorActions(workshop.folder(), connectors);
        return List.of(
                new ConnectorCommand(
                        "connectors list",
                        "List the deployed connectors and their states",
                        false,
                        arguments -> list(connectors)),
                forOne("connectors show", "Show one connector and all its problems", false, actions, deployment -> {}),
                forOne(
                        "connectors rollback",
                        "Go back to the previous version of a connector",
                        true,
                        actions,
                        actions::rollBack),
                forOne("connectors stop", "Take a connector out of service", true, actions, actions::stop),
                forOne(
                        "connectors start",
                        "Serve the connector's file again after stop or rollback",
                        true,
                        actions,
                        actions::start),
                new ConnectorsVerify(connectors, workshop.judge()),
                new ConnectorCommand(
                        "connectors remove",
                        "Delete a connector's file",
                        true,
                        invocation -> remove(actions, invocation)));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String summary() {
        return summary;
    }

    @Override
    public boolean writes() {
        return writes;
    }

    @Override
    public Optional<Set<String>> argumentNames() {
        return Optional.of(name.equals("connectors list") ? Set.of() : Set.of("connector"));
    }

    @Override
    public void run(Invocation invocation) throws InterruptedException {
        try {
            invocation.send(Json.of(work.run(invocation)));
        } catch (DeployException e) {
            throw new IllegalArgumentException(
                    "Not done: " + SafeText.name(name(invocation)) + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("Not done: " + FailureText.of(e), e);
        }
    }

    private static ConnectorCommand forOne(
            String name, String summary, boolean writes, OperatorActions actions, OperatorActions.Action action) {
        return new ConnectorCommand(name, summary, writes, invocation -> {
            Deployment deployment = named(actions, invocation);
            action.runOn(deployment);
            ConnectorView view = deployment.view();
            Map<String, Object> answer = new LinkedHashMap<>(view.json());
            answer.put("ok", !writes || deployment.failure().isEmpty());
            answer.put("text", view.text());
            return answer;
        });
    }

    private static Map<String, Object> remove(OperatorActions actions, Invocation invocation)
            throws DeployException, IOException, InterruptedException {
        Deployment deployment = named(actions, invocation);
        String file = SafeText.name(deployment.file());
        try {
            actions.remove(deployment);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (FileSystemException e) {
            throw new IllegalArgumentException(
                    file + " was not removed: " + FailureText.of(e) + ". The server's user ("
                            + System.getProperty("user.name")
                            + ") cannot write to the connectors folder. Delete the file as a user who can write to that folder.",
                    e);
        }
        return Map.of("file", file, "text", file + " is removed.");
    }

    private static Deployment named(OperatorActions actions, Invocation invocation) {
        String name = name(invocation);
        if (name.isEmpty()) {
            throw new IllegalArgumentException("Name a connector. `patchbay connectors list` shows all connectors.");
        }
        return actions.find(name);
    }

    private static String name(Invocation invocation) {
        return invocation.arguments().optionalString("connector").orElse("");
    }

    private static Map<String, Object> list(Connectors connectors) {
        List<ConnectorView> views =
                connectors.deployments().stream().map(Deployment::view).toList();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("connectors", views.stream().map(ConnectorView::json).toList());
        answer.put("text", table(views));
        return answer;
    }

    private static String table(List<ConnectorView> views) {
        if (views.isEmpty()) {
            return "No connector is deployed. Copy a connector's jar into the deploy folder.";
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("CONNECTOR", "STATE", "VERSION", "OFFERS"));
        views.forEach(view -> rows.add(List.of(
                view.file(),
                view.state().toString(),
                view.build().map(Build::number).orElse("-"),
                view.offers().isEmpty() ? "-" : NameList.of(view.offers()))));
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < rows.size(); row++) {
            text.append(row == 0 ? "" : "\n").append(line(rows, rows.get(row)));
            if (row > 0) {
                views.get(row - 1)
                        .problems()
                        .forEach(problem -> text.append("\n    ! ").append(problem));
                views.get(row - 1)
                        .hints()
                        .forEach(hint -> text.append("\n    · ").append(hint));
            }
        }
        return text.toString();
    }

    private static String line(List<List<String>> rows, List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            int at = column;
            int width =
                    rows.stream().mapToInt(each -> each.get(at).length()).max().orElse(0);
            line.append(row.get(column))
                    .append(" ".repeat(width - row.get(column).length() + 2));
        }
        return line.toString().stripTrailing();
    }

    private interface Work {
        Map<String, Object> run(Invocation invocation) throws DeployException, IOException, InterruptedException;
    }
}
