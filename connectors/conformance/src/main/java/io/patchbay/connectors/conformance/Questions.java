package io.patchbay.connectors.conformance;

import io.patchbay.api.Answer;
import io.patchbay.api.CallContext;
import io.patchbay.api.Content;
import io.patchbay.api.InputRequest;
import io.patchbay.api.Message;
import io.patchbay.api.Schema;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Builds the questions of the fixture and reads the answers. Answers are untrusted. An answer of the wrong kind counts
 * as missing.
 */
final class Questions {

    private Questions() {}

    static InputRequest string(String message, String field) {
        return InputRequest.form(message, Schemas.string(field));
    }

    static InputRequest bool(String message, String field) {
        return InputRequest.form(message, Schemas.bool(field));
    }

    static InputRequest form(String message, Schema schema) {
        return InputRequest.form(message, schema);
    }

    static InputRequest model(String prompt, int maxTokens) {
        return InputRequest.sampling(maxTokens, Message.user(prompt));
    }

    static InputRequest roots() {
        return new InputRequest.Roots();
    }

    /** Returns a string from the answer to the form with this key. */
    static Optional<String> string(CallContext context, String key, String field) {
        return field(context, key, field, String.class);
    }

    static Optional<Boolean> bool(CallContext context, String key, String field) {
        return field(context, key, field, Boolean.class);
    }

    /** Returns the text that the client's model wrote in the answer with this key. */
    static Optional<String> model(CallContext context, String key) {
        return answer(context, key, Answer.Sampled.class)
                .map(sampled -> sampled.content().stream()
                        .filter(Content.Text.class::isInstance)
                        .map(block -> ((Content.Text) block).text())
                        .collect(Collectors.joining(" ")));
    }

    static Optional<Answer.Roots> roots(CallContext context, String key) {
        return answer(context, key, Answer.Roots.class);
    }

    /** Returns the action and content from the answer to the form with this key, in the terms of MCP. */
    static Optional<String> response(CallContext context, String key) {
        return Optional.ofNullable(context.answers().get(key)).map(Questions::describe);
    }

    private static String describe(Answer answer) {
        if (answer instanceof Answer.Accepted accepted) {
            return "action: accept, content: " + accepted.content().json().text();
        }
        if (answer instanceof Answer.Declined) {
            return "action: decline";
        }
        if (answer instanceof Answer.Cancelled) {
            return "action: cancel";
        }
        return "no answer to a form";
    }

    private static <T> Optional<T> field(CallContext context, String key, String field, Class<T> type) {
        return answer(context, key, Answer.Accepted.class)
                .map(accepted -> accepted.content().values().get(field))
                .filter(type::isInstance)
                .map(type::cast);
    }

    private static <T extends Answer> Optional<T> answer(CallContext context, String key, Class<T> type) {
        return Optional.ofNullable(context.answers().get(key))
                .filter(type::isInstance)
                .map(type::cast);
    }
}
