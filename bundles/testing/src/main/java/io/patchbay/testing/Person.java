package io.patchbay.testing;

import io.patchbay.api.Answer;
import io.patchbay.api.Arguments;
import io.patchbay.api.Content;
import io.patchbay.api.Message;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * The simulated user of a client. An immutable map contains, for each kind of question that the client can answer, a
 * function that returns the answer.
 */
record Person(Map<Question, Function<Arguments, Answer>> answers) {

    static final Person SILENT = new Person(Map.of());

    /** A kind of request for input. */
    enum Question {
        FORM,
        PAGE,
        SAMPLING,
        ROOTS;

        static Question of(String method, Arguments params) {
            return switch (method) {
                case "elicitation/create" ->
                    params.optionalString("mode").orElse("form").equals("url") ? PAGE : FORM;
                case "sampling/createMessage" -> SAMPLING;
                case "roots/list" -> ROOTS;
                default -> throw new AssertionError("the server sent an unknown request: " + method);
            };
        }
    }

    Person with(Question question, Function<Arguments, Answer> answer) {
        Map<Question, Function<Arguments, Answer>> more = new LinkedHashMap<>(answers);
        more.put(question, answer);
        return new Person(Collections.unmodifiableMap(more));
    }

    /** Returns the capabilities that the client declares. The client declares only the questions that it can answer. */
    Map<String, Object> capabilities() {
        Map<String, Object> elicitation = new LinkedHashMap<>();
        if (answers.containsKey(Question.FORM)) {
            elicitation.put("form", Map.of());
        }
        if (answers.containsKey(Question.PAGE)) {
            elicitation.put("url", Map.of());
        }
        Map<String, Object> capabilities = new LinkedHashMap<>();
        if (!elicitation.isEmpty()) {
            capabilities.put("elicitation", elicitation);
        }
        if (answers.containsKey(Question.SAMPLING)) {
            capabilities.put("sampling", Map.of("tools", Map.of()));
        }
        if (answers.containsKey(Question.ROOTS)) {
            capabilities.put("roots", Map.of());
        }
        return capabilities;
    }

    /** Returns the answer to one request of the server. */
    Answer answer(String method, Arguments params) {
        Question question = Question.of(method, params);
        if (!answers.containsKey(question)) {
            throw new AssertionError(
                    "the server sent a request for a capability that the client does not declare: " + method);
        }
        return answers.get(question).apply(params);
    }

    /** Returns the answer in its wire format. {@link Answer.Refused} has no wire format. */
    static Map<String, Object> encoded(Answer answer) {
        if (answer instanceof Answer.Accepted accepted) {
            return Map.of("action", "accept", "content", accepted.content().values());
        } else if (answer instanceof Answer.Declined) {
            return Map.of("action", "decline");
        } else if (answer instanceof Answer.Cancelled) {
            return Map.of("action", "cancel");
        } else if (answer instanceof Answer.Roots roots) {
            return Map.of("roots", roots.roots().stream().map(Person::encoded).toList());
        } else if (answer instanceof Answer.Sampled sampled) {
            return encoded(sampled);
        }
        throw new IllegalArgumentException("A modern client cannot answer with an error: " + answer);
    }

    private static Map<String, Object> encoded(Answer.Root root) {
        Map<String, Object> encoded = new LinkedHashMap<>();
        encoded.put("uri", root.uri().toString());
        root.name().ifPresent(name -> encoded.put("name", name));
        return encoded;
    }

    private static Map<String, Object> encoded(Answer.Sampled sampled) {
        List<Object> blocks = new ArrayList<>();
        sampled.content().forEach(block -> blocks.add(block(block)));
        Map<String, Object> encoded = new LinkedHashMap<>();
        encoded.put("role", sampled.role() == Message.Role.USER ? "user" : "assistant");
        encoded.put("content", blocks.size() == 1 ? blocks.get(0) : blocks);
        encoded.put("model", sampled.model());
        sampled.stopReason().ifPresent(reason -> encoded.put("stopReason", reason));
        return encoded;
    }

    private static Map<String, Object> block(Content block) {
        if (block instanceof Content.Text text) {
            return Map.of("type", "text", "text", text.text());
        } else if (block instanceof Content.Image image) {
            return data("image", image.data(), image.mimeType());
        } else if (block instanceof Content.Audio audio) {
            return data("audio", audio.data(), audio.mimeType());
        }
        throw new IllegalArgumentException("A model cannot write this content: "
                + block.getClass().getSimpleName().toLowerCase(Locale.ROOT));
    }

    private static Map<String, Object> data(String type, byte[] data, String mimeType) {
        return Map.of("type", type, "data", Base64.getEncoder().encodeToString(data), "mimeType", mimeType);
    }
}
