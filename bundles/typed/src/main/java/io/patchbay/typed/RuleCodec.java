package io.patchbay.typed;

import java.util.List;
import java.util.Map;

/** Restricts the values of another codec. */
record RuleCodec(Codec codec, List<Rule> rules) implements Codec {

    /**
     * Returns a codec that also applies the rules.
     *
     * @throws IllegalArgumentException if a rule does not apply to the codec's type
     */
    static Codec of(Codec codec, List<Rule> rules) {
        for (Rule rule : rules) {
            if (!rule.types().contains(String.valueOf(codec.schema().get("type")))) {
                throw new IllegalArgumentException(rule.keyword() + " does not apply to this type");
            }
        }
        return rules.isEmpty() ? codec : new RuleCodec(codec, rules);
    }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> schema = codec.schema();
        for (Rule rule : rules) {
            // keep the bound of the type if the bound of the rule is less strict
            if (!(schema.get(rule.keyword()) instanceof Long own)
                    || !rule.holds().test(own)) {
                schema.put(rule.keyword(), rule.value());
            }
        }
        return schema;
    }

    @Override
    public Object read(Object json) {
        Object value = codec.read(json);
        check(json);
        return value;
    }

    @Override
    public Object write(Object value) {
        return codec.write(value);
    }

    private void check(Object json) {
        for (Rule rule : rules) {
            if (!rule.holds().test(json)) {
                throw new Mismatch(rule.complaint());
            }
        }
    }
}
