package io.patchbay.deploy;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;

/** Marks the services that the launcher runs on a reload. The launcher shares no class with bundles. */
final class Reload {

    /** The properties of a reload service; its type is {@link Runnable}. */
    static final Dictionary<String, Object> SERVICE = new Hashtable<>(Map.of("patchbay", "reload"));

    private Reload() {}
}
