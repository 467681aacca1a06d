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
 * The open questions of a task. A key on the wire names the same question during the whole life of the task, even if
 * the connector reuses its own keys. Not thread-safe.
 */
final class TaskQuestions {

    private static final int MAX_ROUNDS = 100;

    private final Set<String> used = new HashSet<>();
    private final Map<String, InputRequest> open = new LinkedHashMap<>();
    private final Map<String, String> connectorsKey = new HashMap<>();
    private final Map<String, Answer> answers = new LinkedHashMap<>();
    private Optional<String> state = Optional.empty();
    private int rounds;

    /**
     * Adds the questions of one round and forgets the answers of the previous round.
     *
     * @throws ProtocolException if the client lacks a capability, or was asked too often
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
        if (++rounds > MAX_ROUNDS) {
            throw ProtocolException.internal(call.id());
        }
        open.clear();
        connectorsKey.clear();
        answers.clear();
        state = ask.state();
        ask.requests().forEach((key, request) -> {
            String unique = uniqueKey(Texts.wellFormed(key));
            open.put(unique, request);
            connectorsKey.put(unique, key);
        });
    }

    /** Returns the open questions, by their key on the wire. */
    Map<String, InputRequest> open() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(open));
    }

    /**
     * Accepts either all answers or no answer. Ignores answers to questions that are not open.
     *
     * @return whether a question was answered
     * @throws ProtocolException if an answer does not fit its question
     */
    boolean accept(ObjectNode responses) throws ProtocolException {
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

    /** Returns the inputs of the next round: the earlier inputs, and the new answers by the connector's keys. */
    Inputs withAnswers(Inputs before) {
        return before.with(answers, state);
    }

    private String uniqueKey(String key) {
        String unique = key;
        for (int i = 2; !used.add(unique); i++) {
            unique = key + '-' + i;
        }
        return unique;
    }
}
