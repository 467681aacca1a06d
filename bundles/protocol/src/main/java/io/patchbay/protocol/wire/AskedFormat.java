package io.patchbay.protocol.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.api.InputRequest;
import io.patchbay.api.Json;
import io.patchbay.api.Schema;
import io.patchbay.protocol.json.Texts;
import io.patchbay.protocol.json.Trees;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Encodes questions for the sealed state that a client carries. Encodes only the parts that are needed to validate the answers. */
public final class AskedFormat {

    private static final Schema ANY_FORM = Schema.of("{\"type\":\"object\"}");
    private static final URI ANY_PAGE = URI.create("about:blank");

    private AskedFormat() {}

    public static ObjectNode write(Map<String, InputRequest> requests) {
        ObjectNode asked = JsonNodeFactory.instance.objectNode();
        requests.forEach((key, request) -> {
            ObjectNode one = asked.putObject(Texts.wellFormed(key)).put("k", kind(request));
            if (request instanceof InputRequest.Form form) {
                one.set("s", Trees.parse(form.schema().json()));
            } else if (request instanceof InputRequest.Sampling sampling) {
                sampling.tools().ifPresent(tools -> one.set("t", Trees.parse(tools)));
            }
        });
        return asked;
    }

    public static Map<String, InputRequest> read(JsonNode asked) {
        Map<String, InputRequest> requests = new LinkedHashMap<>();
        asked.properties().forEach(one -> requests.put(one.getKey(), request(one.getValue())));
        return requests;
    }

    /** Returns the kind of a request, which is also the kind of its answer. */
    public static String kind(InputRequest request) {
        return request.getClass().getSimpleName();
    }

    /** Decodes a request. An answer can be validated against the returned request. */
    public static InputRequest request(JsonNode one) {
        return switch (one.path("k").asText()) {
            case "Form" ->
                InputRequest.form("", one.has("s") ? Schema.of(one.get("s").toString()) : ANY_FORM);
            case "Url" -> new InputRequest.Url("", ANY_PAGE);
            case "Sampling" -> {
                InputRequest.Sampling any = InputRequest.sampling(1);
                yield one.has("t") ? any.withTools(new Json(one.get("t").toString()), Optional.empty()) : any;
            }
            case "Roots" -> new InputRequest.Roots();
            default -> throw new IllegalArgumentException("The kind of an input request is unknown: " + one);
        };
    }
}
