package io.patchbay.http.start;

import io.patchbay.http.settings.Gate;
import io.patchbay.http.settings.HttpSettings;
import io.patchbay.http.settings.IpAddresses;
import io.patchbay.http.settings.Networks;
import io.patchbay.http.settings.PublicUrl;
import io.patchbay.http.tls.Tls;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Reads the settings of the HTTP server from ConfigurationAdmin, and checks them. */
final class SettingsReader {

    /** A network from which no request comes: that there are trusted proxies is known, and none is trusted. */
    private static final String NOBODY = "255.255.255.255/32";

    private SettingsReader() {}

    /** How it is set. */
    @ObjectClassDefinition(
            name = "Patchbay HTTP server",
            description = "Where the server listens, whom it believes, and how much it takes.")
    public @interface Config {

        @AttributeDefinition(
                description = "The address to listen on. 127.0.0.1 is this machine only; 0.0.0.0 is every network.")
        String host() default "127.0.0.1";

        @AttributeDefinition(
                description = "The port to listen on; 0 takes any free one, written to http.port in the data folder.",
                min = "0",
                max = "65535")
        int port() default 8080;

        @AttributeDefinition(
                required = false,
                description =
                        "The URL under which clients reach this server, where that is another one: a proxy's, for example. With the endpoint's /mcp at its end or without. Its host and origin are accepted. While it is set, no request counts as coming straight from this machine.")
        String publicUrl() default "";

        @AttributeDefinition(
                required = false,
                description =
                        "Addresses and networks (CIDR) of proxies in front of this server. Only their Forwarded and X-Forwarded-For headers are believed. While any is set, no request counts as coming straight from this machine.")
        String[] trustedProxies() default {};

        @AttributeDefinition(
                required = false,
                description =
                        "More Host headers to accept, as name or name:port; the name may be an IP address. Loopback names are accepted while listening on the loopback.")
        String[] allowedHosts() default {};

        @AttributeDefinition(
                required = false,
                description =
                        "More origins of web pages to accept, as scheme://host[:port]. Loopback origins are accepted while listening on the loopback.")
        String[] allowedOrigins() default {};

        @AttributeDefinition(
                description = "The largest request body, in bytes.",
                type = AttributeType.INTEGER,
                min = "1024")
        int maxBodyBytes() default 4 * 1024 * 1024;

        @AttributeDefinition(
                description = "The largest request line and headers together, in bytes, for new connections.",
                min = "1024",
                max = "1048576")
        int maxHeaderBytes() default 16 * 1024;

        @AttributeDefinition(
                description =
                        "How long a connection may be silent, in seconds, for new connections. A running call is not silence.",
                min = "1")
        int idleTimeoutSeconds() default 60;

        @AttributeDefinition(
                description = "How long a client may take to send a request's headers, and then its body, in seconds.",
                min = "1")
        int requestTimeoutSeconds() default 20;

        @AttributeDefinition(
                description =
                        "The most connections at once. When there are more, the oldest without a valid credential is closed, of the source address that has most; then an idle one of the caller who has most. /healthz is answered in any case.",
                min = "1")
        int maxConnections() default 10_000;

        @AttributeDefinition(
                description =
                        "The most event streams at once, and never more than three quarters of maxConnections. A caller with few takes the place of the oldest that only listens of the caller with most.",
                min = "1")
        int maxStreams() default 5_000;

        @AttributeDefinition(
                description =
                        "The most event streams of one caller at once, and never more than half of maxConnections.",
                min = "1")
        int maxStreamsPerCaller() default 2_000;

        @AttributeDefinition(
                description =
                        "How long an event stream may be silent before a comment keeps it alive, in seconds. A request that takes longer becomes a stream, if its client reads streams.",
                min = "1")
        int heartbeatSeconds() default 15;

        @AttributeDefinition(
                description =
                        "How many bytes may wait for a client that does not read its stream, before it is cut off.",
                min = "1024")
        int streamQueueBytes() default 1024 * 1024;

        @AttributeDefinition(
                description = "How long running calls get to finish when the server stops, in seconds.",
                min = "0")
        int stopTimeoutSeconds() default 10;

        @AttributeDefinition(description = "Whether HTTP/2 is spoken, without TLS too.")
        boolean http2() default true;

        @AttributeDefinition(
                description =
                        "Whether clients that speak only HTTP+SSE, the transport of 2024-11-05, are served, at /sse and /messages.")
        boolean httpSse() default false;

        @AttributeDefinition(
                required = false,
                description =
                        "A PKCS#12 file with the server's key and certificates, for TLS. Or set tlsCertificates and tlsKey; without either there is no TLS.")
        String tlsKeystore() default "";

        @AttributeDefinition(
                required = false,
                description =
                        "A PEM file with the server's certificate, then those that lead to an authority (fullchain.pem).")
        String tlsCertificates() default "";

        @AttributeDefinition(
                required = false,
                description = "A PEM file with the private key; empty: it is in the file of tlsCertificates.")
        String tlsKey() default "";

        @AttributeDefinition(
                required = false,
                description =
                        "The password of the PKCS#12 file, or of an encrypted key, as a reference: $[secret:NAME] or $[env:NAME].",
                type = AttributeType.PASSWORD)
        String _tlsPassword() default "";
    }

    /** @throws IllegalArgumentException with a sentence for the operator */
    static HttpSettings read(Config config) {
        Optional<PublicUrl> publicUrl = PublicUrl.of(config.publicUrl().strip());
        return new HttpSettings(
                address(config),
                publicUrl,
                Gate.of(loopback(host(config)), config.allowedHosts(), config.allowedOrigins(), publicUrl),
                Networks.of(List.of(config.trustedProxies())),
                new HttpSettings.Limits(
                        atLeast(1024, config.maxBodyBytes(), "maxBodyBytes"),
                        atLeast(1024, config.maxHeaderBytes(), "maxHeaderBytes"),
                        Duration.ofSeconds(atLeast(1, config.idleTimeoutSeconds(), "idleTimeoutSeconds")),
                        Duration.ofSeconds(atLeast(1, config.requestTimeoutSeconds(), "requestTimeoutSeconds")),
                        atLeast(1, config.maxConnections(), "maxConnections"),
                        atLeast(1, config.maxStreams(), "maxStreams"),
                        atLeast(1, config.maxStreamsPerCaller(), "maxStreamsPerCaller"),
                        Duration.ofSeconds(atLeast(1, config.heartbeatSeconds(), "heartbeatSeconds")),
                        atLeast(1024, config.streamQueueBytes(), "streamQueueBytes"),
                        Duration.ofSeconds(atLeast(0, config.stopTimeoutSeconds(), "stopTimeoutSeconds"))),
                config.httpSse());
    }

    /**
     * The settings to start with: the door must be there, also where they are no good. Then it is where they say, if that can be
     * told, with the defaults for all else.
     *
     * @param refused is told what is wrong with them
     */
    static HttpSettings first(Config config, Consumer<String> refused) {
        try {
            return read(config);
        } catch (IllegalArgumentException e) {
            refused.accept(e.getMessage());
        }
        HttpSettings defaults = distrustful(Defaults.of(Config.class));
        try {
            HttpSettings.Address address = address(config);
            return new HttpSettings(
                    address,
                    defaults.publicUrl(),
                    new Gate(loopback(address.host()), Set.of(), Set.of()),
                    defaults.proxies(),
                    defaults.limits(),
                    defaults.httpSse());
        } catch (IllegalArgumentException e) {
            return defaults;
        }
    }

    /**
     * Settings that stand in for others that cannot be read: those may name a proxy, so no request counts as one that comes straight
     * from this machine.
     */
    static HttpSettings distrustful(Config config) {
        HttpSettings settings = read(config);
        return new HttpSettings(
                settings.address(),
                settings.publicUrl(),
                settings.gate(),
                Networks.of(List.of(NOBODY)),
                settings.limits(),
                settings.httpSse());
    }

    private static HttpSettings.Address address(Config config) {
        if (config.host().isBlank()) {
            throw new IllegalArgumentException(
                    "host is empty. Use 127.0.0.1 for this machine only, 0.0.0.0 for every network.");
        }
        if (config.port() < 0 || config.port() > 65_535) {
            throw new IllegalArgumentException("port is " + config.port() + ", not between 0 and 65535.");
        }
        return new HttpSettings.Address(host(config), config.port(), config.http2(), tls(config));
    }

    private static Optional<Tls> tls(Config config) {
        String keystore = config.tlsKeystore().strip();
        String certificates = config.tlsCertificates().strip();
        String key = config.tlsKey().strip();
        if (keystore.isEmpty() && certificates.isEmpty() && key.isEmpty()) {
            return Optional.empty();
        }
        if (!keystore.isEmpty() && !(certificates + key).isEmpty()) {
            throw new IllegalArgumentException(
                    "tlsKeystore is set, and tlsCertificates or tlsKey too. Set either the one or the others.");
        }
        if (keystore.isEmpty() && certificates.isEmpty()) {
            throw new IllegalArgumentException("tlsKey is set, but not tlsCertificates.");
        }
        if (config._tlsPassword().contains("$[")) {
            throw new IllegalArgumentException(".tlsPassword refers to a secret that is not there.");
        }
        return Optional.of(
                keystore.isEmpty()
                        ? new Tls.Pem(
                                Path.of(certificates),
                                Path.of(key.isEmpty() ? certificates : key),
                                config._tlsPassword())
                        : new Tls.Pkcs12(Path.of(keystore), config._tlsPassword()));
    }

    /** As it is set, without the brackets of a URL. */
    private static String host(Config config) {
        String host = config.host().strip();
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static boolean loopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || IpAddresses.address(host)
                        .filter(InetAddress::isLoopbackAddress)
                        .isPresent();
    }

    private static int atLeast(int least, int value, String name) {
        if (value < least) {
            throw new IllegalArgumentException(name + " is " + value + ", less than " + least + ".");
        }
        return value;
    }
}
