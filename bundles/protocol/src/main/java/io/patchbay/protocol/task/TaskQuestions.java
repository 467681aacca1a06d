package io.patchbay.protocol.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.api.Answer;
import io.patchbay.api.ClientCapability;
import io.patchbay.api.InputRequest;
import io.patchbay.protocol.ask.AskedInWords;
import io.patchbay.protocol.call.Admitted;
import io.patchbay.protocol.call.Answers;
import io.patchbay.protocol.call.Call;
import io.patchbay.protocol.call.Inputs;
import io.patchbay.protocol.call.Result;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.json.Texts;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a task has asked and not been answered yet. A key on the wire names one question for all of the task's life, whatever keys
 * its connector asks under. For one thread at a time.
 */
final class TaskQuestions {

    private static final int MOST_ROUNDS = 100;

    private final Set<String> used = new HashSet<>();
    private final Map<String, InputRequest> open = new LinkedHashMap<>();
    private final Map<String, String> connectorsKey = new HashMap<>();
    private final Map<String, Answer> answers = new LinkedHashMap<>();
    private Optional<String> state = Optional.empty();
    private int rounds;

    /**
     * Asks all that one round asks; the answers of the round before are forgotten here.
     *
     * @throws ProtocolException when the client cannot be asked that, or has been asked often enough
     */
    void ask(Admitted admitted, Result.Ask ask) throws ProtocolException {
        Call call = admitted.call();
        Set<ClientCapability> missing = call.meta()
                .capabilities()
                .missing(ask.requests().values().stream()
                        .map(InputRequest::needs)
                        .collect(Collectors.toSet()));
        if (!missing.isEmpty()) {
            throw ProtocolException.missingCapability(
                    missing,
                    AskedInWords.of(admitted.target().name(), ask.requests().values(), admitted.parameters()));
        }
        if (++rounds > MOST_ROUNDS) {
            throw ProtocolException.internal(call.id());
        }
        open.clear();
        connectorsKey.clear();
        answers.clear();
        state = ask.state();
        ask.requests().forEach((key, request) -> {
            String unique = unused(Texts.wellFormed(key));
            open.put(unique, request);
            connectorsKey.put(unique, key);
        });
    }

    /** What is still to be answered, by the key on the wire. */
    Map<String, InputRequest> open() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(open));
    }

    /**
     * Takes answers; those to nothing that is open are ignored. All or none are taken.
     *
     * @return whether there were any
     * @throws ProtocolException when one of them is no good answer
     */
    boolean take(ObjectNode responses) throws ProtocolException {
        Map<String, Answer> read = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> response : responses.properties()) {
            InputRequest request = open.get(response.getKey());
            if (request != null) {
                read.put(response.getKey(), Answers.read(request, response.getKey(), response.getValue()));
            }
        }
        read.forEach((key, answer) -> {
            open.remove(key);
            answers.put(connectorsKey.get(key), answer);
        });
        return !read.isEmpty();
    }

    /** What the next round finds: what was there, and the answers as the connector asked for them. */
    Inputs answered(Inputs before) {
        return before.with(answers, state);
    }

    private String unused(String key) {
        String unique = key;
        for (int i = 2; !used.add(unique); i++) {
            unique = key + '-' + i;
        }
        return unique;
    }
}
