package io.patchbay.protocol.schema;

import com.networknt.schema.keyword.Keyword;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The keywords that this server evaluates itself, without the library. */
final class ExactKeywords {

    private ExactKeywords() {}

    /**
     * Returns the keywords by name.
     *
     * @param draft4 true if {@code exclusiveMinimum} and {@code exclusiveMaximum} are flags that change a bound
     */
    static Map<String, Keyword> of(boolean draft4) {
        Map<String, Keyword> keywords = new LinkedHashMap<>();
        add(keywords, "type", given -> Optional.of(TypeRule.of(given.value())));
        add(keywords, "const", given -> Optional.of(ConstRule.of(given.value())));
        add(keywords, "enum", given -> Optional.of(EnumRule.of(given.value())));
        add(
                keywords,
                "uniqueItems",
                given -> given.value().asBoolean() ? Optional.of(new UniqueRule()) : Optional.empty());
        add(keywords, "multipleOf", given -> Optional.of(MultipleRule.of(given.value())));
        for (BoundRule.Kind kind : BoundRule.Kind.values()) {
            add(keywords, kind.keyword(), draft4 ? kind::ofDraft4 : kind::of);
        }
        for (SizeRule.Kind kind : SizeRule.Kind.values()) {
            add(keywords, kind.keyword(), given -> Optional.of(SizeRule.of(kind, given.value())));
        }
        add(keywords, "dependentRequired", given -> Optional.of(DependentRule.of(given.value())));
        return keywords;
    }

    private static void add(
            Map<String, Keyword> keywords,
            String name,
            Function<ExactKeyword.Given, Optional<ExactKeyword.Rule>> maker) {
        keywords.put(name, new ExactKeyword(name, maker));
    }
}
