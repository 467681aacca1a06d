package io.patchbay.protocol.ask;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.ClientCapability;
import io.patchbay.api.InputRequest;
import io.patchbay.protocol.json.Texts;
import io.patchbay.protocol.json.Trees;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Writes a text for the model about questions that its client does not support. The text names the arguments that can
 * answer the questions.
 */
public final class AskedInWords {

    private static final int MAX_FIELDS = 20;

    private AskedInWords() {}

    /**
     * Returns a text with the name of the unfinished call, the questions, and instructions for the model.
     *
     * @param parameters the arguments that the called entry accepts
     */
    public static String of(String name, Collection<InputRequest> requests, Set<String> parameters) {
        List<String> lines = new ArrayList<>();
        lines.add(name + " did not finish: your client does not support the following questions.");
        Set<String> asked = new TreeSet<>();
        for (InputRequest request : requests) {
            lines.add(question(request));
            if (request instanceof InputRequest.Form form) {
                JsonNode schema = Trees.parse(form.schema().json());
                lines.addAll(fields(schema));
                schema.path("properties").fieldNames().forEachRemaining(asked::add);
            }
        }
        Set<String> given = asked.stream().filter(parameters::contains).collect(Collectors.toCollection(TreeSet::new));
        lines.add(
                given.isEmpty()
                        ? "No argument of " + name + " answers these questions. Tell your user, or skip this call."
                        : "Ask your user, then call " + name + " again and give the answer as an argument: "
                                + String.join(", ", given) + ".");
        return String.join("\n", lines);
    }

    /** Returns a text for an entry that was not called because the client lacks a required capability. */
    public static String needed(String name, Set<ClientCapability> missing) {
        return name + " was not called because your client does not support " + capabilities(missing)
                + ". Continue without " + name + ", or tell your user.";
    }

    /** Returns the names of the capabilities, as the specification writes them. */
    public static String capabilities(Set<ClientCapability> missing) {
        return missing.stream().map(AskedInWords::capability).sorted().collect(Collectors.joining(", "));
    }

    private static String capability(ClientCapability capability) {
        return switch (capability) {
            case ELICITATION_FORM -> "forms for the user (elicitation)";
            case ELICITATION_URL -> "pages that the user opens (elicitation by URL)";
            case SAMPLING -> "requests to the model (sampling)";
            case SAMPLING_TOOLS -> "requests to the model with tools (sampling.tools)";
            case SAMPLING_CONTEXT -> "requests to the model with context (sampling.context)";
            case ROOTS -> "the list of folders (roots)";
        };
    }

    private static String question(InputRequest request) {
        if (request instanceof InputRequest.Form form) {
            return "The call asks your user: " + Texts.clipped(form.message());
        }
        if (request instanceof InputRequest.Url url) {
            return "The call asks your user to open a web page: " + Texts.clipped(url.message());
        }
        if (request instanceof InputRequest.Sampling) {
            return "The call asks your client's model for a text.";
        }
        if (request instanceof InputRequest.Roots) {
            return "The call asks for the folders of your client.";
        }
        throw new AssertionError(request);
    }

    private static List<String> fields(JsonNode schema) {
        Set<String> required = new TreeSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        List<String> fields = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : schema.path("properties").properties()) {
            if (fields.size() == MAX_FIELDS) {
                fields.add("- …");
                break;
            }
            JsonNode about = field.getValue();
            String kind = about.path("type").asText("value") + (required.contains(field.getKey()) ? ", required" : "");
            String words = Optional.of(about.path("description").asText())
                    .filter(text -> !text.isEmpty())
                    .orElse(about.path("title").asText());
            fields.add("- " + Texts.clipped(field.getKey()) + " (" + kind + ")"
                    + (words.isEmpty() ? "" : ": " + Texts.clipped(words)));
        }
        return fields;
    }
}
