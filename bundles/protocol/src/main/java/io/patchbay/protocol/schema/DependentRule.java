package io.patchbay.protocol.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rule that a member requires other members, from {@code dependentRequired} or the older {@code dependencies}. */
record DependentRule(Map<String, List<String>> needs) implements ExactKeyword.Rule {

    static DependentRule of(JsonNode given) {
        Map<String, List<String>> needs = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : given.properties()) {
            if (member.getValue().isArray()) {
                List<String> names = new ArrayList<>();
                member.getValue().forEach(name -> names.add(name.asText()));
                needs.put(member.getKey(), List.copyOf(names));
            }
        }
        return new DependentRule(needs);
    }

    @Override
    public boolean holds(JsonNode value, Budget budget) {
        return missing(value).isEmpty();
    }

    @Override
    public String complaint(JsonNode value) {
        return "is required when \"" + missing(value).orElseThrow().given() + "\" is given";
    }

    @Override
    public Optional<String> member(JsonNode value) {
        return missing(value).map(Missing::name);
    }

    private Optional<Missing> missing(JsonNode value) {
        for (Map.Entry<String, List<String>> need : needs.entrySet()) {
            if (value.has(need.getKey())) {
                for (String name : need.getValue()) {
                    if (!value.has(name)) {
                        return Optional.of(new Missing(name, need.getKey()));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private record Missing(String name, String given) {}
}
