package io.patchbay.deploy;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;

/** Marks the services that the launcher, which shares no class with bundles, runs when an operator wants all read again. */
final class Reload {

    /** The properties of such a service; its type is {@link Runnable}. */
    static final Dictionary<String, Object> SERVICE = new Hashtable<>(Map.of("patchbay", "reload"));

    private Reload() {}
}
