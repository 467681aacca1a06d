package io.patchbay.itests;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Candidates for a connector's next version that must not serve, each broken in a way of its own. */
final class Broken {

    /** The tag of all of them. */
    static final String TAG = "broken";

    private Broken() {}

    /**
     * By what the server has to say about it. Those that are given up quickly come first.
     *
     * @param name of the connector that they would follow
     * @param taken the name of another, which serves
     */
    static Map<String, byte[]> candidates(String name, String taken) throws IOException {
        Map<String, byte[]> candidates = new LinkedHashMap<>();
        byte[] good = of(name).bytes();
        candidates.put("is not a jar", new byte[0]);
        candidates.put(
                "needs org.slf4j from version 7",
                of(name).header("Import-Package", "io.patchbay.api,org.slf4j;version=\"[7,8)\"")
                        .bytes());
        candidates.put(
                "no such host at made.Tag.<init>",
                of(name).constructing("if (true) throw new IllegalStateException(\"no such host\");")
                        .bytes());
        candidates.put(
                "it hangs at made.Tag.<init>",
                of(name).constructing("Thread.sleep(600_000);")
                        .component("immediate=\"true\"")
                        .bytes());
        candidates.put(
                "waits for its settings " + name + ".cfg.json",
                of(name).component("configuration-policy=\"require\" configuration-pid=\"" + name + "\"")
                        .bytes());
        candidates.put(
                "waits for the service",
                of(name).needing("java.util.concurrent.Callable").bytes());
        candidates.put(
                "the name belongs to " + taken + ".jar",
                of(name).namespace(taken).bytes());
        candidates.put("is compiled for Java 99", of(name).compiledFor(99).bytes());
        candidates.put("is not a complete jar", Arrays.copyOf(good, good.length / 2));
        candidates.put(
                "its class made.Tag is not in the jar",
                of(name).with("made/Tag.class").bytes());
        candidates.put(
                "contains an entry with a path outside the jar",
                of(name).with("../../evil", (byte) 1).bytes());
        candidates.put(
                "(Fragment-Host)",
                of(name).header("Fragment-Host", "io.patchbay.api").bytes());
        candidates.put(
                "(Export-Package)",
                of(name).header("Export-Package", "io.patchbay.api").bytes());
        candidates.put(
                "but this server has",
                of(name).header("Import-Package", "io.patchbay.api;version=\"[7,8)\"")
                        .bytes());
        candidates.put(
                "which connectors must not",
                of(name).header("Import-Package", "io.patchbay.api,io.patchbay.protocol")
                        .bytes());
        candidates.put(
                "needs Java 99",
                of(name).header("Require-Capability", "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=99))\"")
                        .bytes());
        candidates.put(
                "java.lang.StackOverflowError",
                of(name).constructing("if (true) throw new StackOverflowError();")
                        .bytes());
        candidates.put(
                "cannot be read",
                of(name).header("Service-Component", "OSGI-INF/none.xml").bytes());
        return candidates;
    }

    private static ConnectorJar of(String name) {
        return new ConnectorJar(name).tag(TAG);
    }
}
