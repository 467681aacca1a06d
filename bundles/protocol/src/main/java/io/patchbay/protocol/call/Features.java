package io.patchbay.protocol.call;

import java.util.List;
import java.util.Map;

/**
 * The features of the protocol that a credential can be narrowed to, and the methods that need them. A method whose
 * feature the caller does not see answers as if it did not exist.
 */
public final class Features {

    public static final String TOOLS = "tools";
    public static final String RESOURCES = "resources";
    public static final String PROMPTS = "prompts";
    public static final String COMPLETION = "completion";
    public static final String LOGGING = "logging";
    public static final String SUBSCRIPTIONS = "subscriptions";
    public static final String TASKS = "tasks";

    private static final Map<String, List<String>> BY_METHOD = Map.ofEntries(
            Map.entry("tools/list", List.of(TOOLS)),
            Map.entry("tools/call", List.of(TOOLS)),
            Map.entry("resources/list", List.of(RESOURCES)),
            Map.entry("resources/templates/list", List.of(RESOURCES)),
            Map.entry("resources/read", List.of(RESOURCES)),
            Map.entry("resources/subscribe", List.of(RESOURCES, SUBSCRIPTIONS)),
            Map.entry("resources/unsubscribe", List.of(RESOURCES, SUBSCRIPTIONS)),
            Map.entry("prompts/list", List.of(PROMPTS)),
            Map.entry("prompts/get", List.of(PROMPTS)),
            Map.entry("completion/complete", List.of(COMPLETION)),
            Map.entry("logging/setLevel", List.of(LOGGING)),
            Map.entry("subscriptions/listen", List.of(SUBSCRIPTIONS)),
            Map.entry("tasks/get", List.of(TASKS)),
            Map.entry("tasks/update", List.of(TASKS)),
            Map.entry("tasks/cancel", List.of(TASKS)));

    private Features() {}

    /** Returns the features that a caller must see for a method to exist; none for methods that exist for every caller. */
    static List<String> neededBy(String method) {
        return BY_METHOD.getOrDefault(method, List.of());
    }
}
