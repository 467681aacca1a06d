package io.patchbay.identity;

import io.patchbay.spi.identity.Presented;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A request with headers only. */
record TestingRequest(Map<String, List<String>> fields, boolean loopback) implements Presented {

    static TestingRequest bearer(String... keys) {
        return with(
                "Authorization",
                List.of(keys).stream().map(key -> "Bearer " + key).toArray(String[]::new));
    }

    static TestingRequest with(String name, String... values) {
        return new TestingRequest(Map.of(name, List.of(values)), true);
    }

    @Override
    public List<String> headers(String name) {
        Map<String, List<String>> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(fields);
        return anyCase.getOrDefault(name, List.of());
    }

    @Override
    public InetAddress source() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public List<X509Certificate> certificates() {
        return List.of();
    }
}
