package io.patchbay.protocol.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.api.Answer;
import io.patchbay.api.InputRequest;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.json.Texts;
import io.patchbay.protocol.wire.AskedFormat;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The answers that the client has given so far in the rounds of a call.
 *
 * @param answers the answers for connectors; each answer fits a question that was asked
 * @param raw the same answers as the client sent them, by key and with their kind; stored in the next sealed state;
 * must not be changed
 * @param rounds the number of times that the client has answered questions, on a stream or in a task
 * @param brought early answers, which a modern client sent before a round asked the questions; must not be changed
 */
public record Inputs(
        Map<String, Answer> answers, ObjectNode raw, Optional<String> state, int rounds, ObjectNode brought) {

    public static final Inputs NONE = of(Map.of(), emptyObject(), Optional.empty());

    public Inputs {
        answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
    }

    public static Inputs of(Map<String, Answer> answers, ObjectNode raw, Optional<String> state) {
        return new Inputs(answers, raw, state, 0, emptyObject());
    }

    /** Returns these answers and the additional answers. A new answer replaces an old answer with the same key. */
    public Inputs with(Map<String, Answer> more, Optional<String> state) {
        Map<String, Answer> all = new LinkedHashMap<>(answers);
        all.putAll(more);
        return new Inputs(all, raw, state, rounds + 1, brought);
    }

    public Inputs withBrought(ObjectNode more) {
        return new Inputs(answers, raw, state, rounds, more);
    }

    /**
     * Returns these answers and the client's early answers to the given questions. Returns empty if the client sent no
     * early answer to these questions.
     *
     * @throws ProtocolException if an early answer does not fit its question
     */
    public Optional<Inputs> withAnswersTo(Map<String, InputRequest> asked, Optional<String> state)
            throws ProtocolException {
        Map<String, Answer> taken = new LinkedHashMap<>();
        ObjectNode more = raw.deepCopy();
        for (Map.Entry<String, InputRequest> one : asked.entrySet()) {
            String key = Texts.wellFormed(one.getKey());
            JsonNode given = brought.get(key);
            if (given != null) {
                taken.put(one.getKey(), Answers.read(one.getValue(), key, given));
                more.putObject(key).put("k", AskedFormat.kind(one.getValue())).set("v", given);
            }
        }
        if (taken.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode left = brought.deepCopy();
        taken.keySet().forEach(key -> left.remove(Texts.wellFormed(key)));
        Map<String, Answer> all = new LinkedHashMap<>(answers);
        all.putAll(taken);
        return Optional.of(new Inputs(all, more, state, rounds, left));
    }

    private static ObjectNode emptyObject() {
        return JsonNodeFactory.instance.objectNode();
    }
}
