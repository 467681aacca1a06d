package io.patchbay.deploy.connector;

import io.patchbay.api.Json;
import io.patchbay.deploy.bundle.JarJudge;
import io.patchbay.spi.admin.Command;
import io.patchbay.spi.admin.Invocation;
import io.patchbay.support.SafeText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The command {@code connectors verify} lists the files that would be refused if signatures were required. The command
 * changes nothing.
 */
final class ConnectorsVerify implements Command {

    private final Connectors connectors;
    private final JarJudge judge;

    ConnectorsVerify(Connectors connectors, JarJudge judge) {
        this.connectors = connectors;
        this.judge = judge;
    }

    @Override
    public String name() {
        return "connectors verify";
    }

    @Override
    public String summary() {
        return "Show which connectors would be refused if signatures were required";
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
        List<Deployment> all = connectors.deployments();
        int wrong = 0;
        for (Deployment deployment : all) {
            Optional<String> problem = judge.untrustedReason(deployment.file());
            wrong += problem.isPresent() ? 1 : 0;
            String file = SafeText.name(deployment.file());
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("file", file);
            answer.put("ok", problem.isEmpty());
            problem.ifPresent(text -> answer.put("problem", text));
            answer.put("text", file + ": " + problem.orElse("trusted"));
            invocation.send(Json.of(answer));
        }
        String summary = all.isEmpty()
                ? "No connector is deployed."
                : wrong == 0
                        ? "All connectors would be accepted with \"requireSignature\": true."
                        : wrong + " of " + all.size() + " connectors would be refused with \"requireSignature\": true.";
        invocation.send(Json.of(Map.of("ok", wrong == 0, "checked", all.size(), "wrong", wrong, "text", summary)));
    }
}
