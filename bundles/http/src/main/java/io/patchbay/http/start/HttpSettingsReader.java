package io.patchbay.http.start;

import io.patchbay.http.settings.HostRules;
import io.patchbay.http.settings.HttpSettings;
import io.patchbay.http.settings.IpAddresses;
import io.patchbay.http.settings.Networks;
import io.patchbay.http.settings.PublicUrl;
import io.patchbay.http.tls.Tls;
import io.patchbay.support.Defaults;
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

/** Reads and checks the settings of the HTTP server. */
final class HttpSettingsReader {

    private static final String FILE = "io.patchbay.http.cfg.json";

    /** A network from which no request comes. As a trusted proxy, it makes the server assume a proxy without trusting any address. */
    private static final String UNREACHABLE_NETWORK = "255.255.255.255/32";

    private HttpSettingsReader() {}

    /** The settings as operators write them. */
    @ObjectClassDefinition(
            name = "Patchbay HTTP server",
            description = "Where the server listens, which proxies it trusts, and its limits.")
    public @interface Config {

        @AttributeDefinition(
                description =
                        "The address to listen on. 127.0.0.1 accepts connections from this machine only; 0.0.0.0 from every network.")
        String host() default "127.0.0.1";

        @AttributeDefinition(
                description =
                        "The port to listen on. 0 means any free port, which the file http.port in the data folder names.",
                min = "0",
                max = "65535")
        int port() default 8080;

        @AttributeDefinition(
                required = false,
                description =
                        "The URL under which clients reach this server if it differs from the listening address, for example a proxy's. With or without the endpoint's /mcp at its end. Its host and origin are accepted. While it is set, no request counts as coming straight from this machine.")
        String publicUrl() default "";

        @AttributeDefinition(
                required = false,
                description =
                        "Addresses and networks (CIDR) of the proxies in front of this server. Only their Forwarded and X-Forwarded-For headers are trusted. While any is set, no request counts as coming straight from this machine.")
        String[] trustedProxies() default {};

        @AttributeDefinition(
                required = false,
                description =
                        "More Host headers to accept, as name or name:port; the name may be an IP address. While the server listens on the loopback address, loopback names are accepted too.")
        String[] allowedHosts() default {};

        @AttributeDefinition(
                required = false,
                description =
                        "More origins of web pages to accept, as scheme://host[:port]. While the server listens on the loopback address, loopback origins are accepted too.")
        String[] allowedOrigins() default {};

        @AttributeDefinition(
                description = "Maximum size of a request body, in bytes.",
                type = AttributeType.INTEGER,
                min = "1024")
        int maxBodyBytes() default 4 * 1024 * 1024;

        @AttributeDefinition(
                description =
                        "Maximum size of the request line and headers together, in bytes. Applies to new connections.",
                min = "1024",
                max = "1048576")
        int maxHeaderBytes() default 16 * 1024;

        @AttributeDefinition(
                description =
                        "Number of seconds after which a silent connection is closed. Applies to new connections. A connection with a running call is not silent.",
                min = "1")
        int idleTimeoutSeconds() default 60;

        @AttributeDefinition(
                description =
                        "Maximum number of seconds that a client may take to send the headers of a request, and then its body.",
                min = "1")
        int requestTimeoutSeconds() default 20;

        @AttributeDefinition(
                description =
                        "Maximum number of open connections. Above the limit, the server closes the oldest connection without a valid credential, of the source address with the most of them; then an idle connection of the caller with the most. /healthz is always answered.",
                min = "1")
        int maxConnections() default 10_000;

        @AttributeDefinition(
                description =
                        "Maximum number of open event streams, and never more than three quarters of maxConnections. When all are in use, a caller with few streams replaces the oldest listening stream of the caller with the most.",
                min = "1")
        int maxStreams() default 5_000;

        @AttributeDefinition(
                description =
                        "Maximum number of open event streams of one caller, and never more than half of maxConnections.",
                min = "1")
        int maxStreamsPerCaller() default 2_000;

        @AttributeDefinition(
                description =
                        "Number of seconds after which the server sends a comment on a silent event stream to keep it alive. A request that takes longer is answered with a stream if its client accepts streams.",
                min = "1")
        int heartbeatSeconds() default 15;

        @AttributeDefinition(
                description =
                        "Maximum number of bytes that wait for a client that does not read its stream. Above the limit, the client is disconnected.",
                min = "1024")
        int streamQueueBytes() default 1024 * 1024;

        @AttributeDefinition(
                description = "Maximum number of seconds that running calls may take to finish when the server stops.",
                min = "0")
        int stopTimeoutSeconds() default 10;

        @AttributeDefinition(description = "Whether the server accepts HTTP/2, with and without TLS.")
        boolean http2() default true;

        @AttributeDefinition(
                description =
                        "Whether the server accepts HTTP+SSE, the transport of 2024-11-05, at /sse and /messages. Only clients that know no other transport need it.")
        boolean httpSse() default false;

        @AttributeDefinition(
                required = false,
                description =
                        "A PKCS#12 file with the server's key and certificates, for TLS. Set either tlsKeystore, or tlsCertificates and tlsKey; without both there is no TLS.")
        String tlsKeystore() default "";

        @AttributeDefinition(
                required = false,
                description =
                        "A PEM file with the server's certificate first, then the certificates that lead to an authority (fullchain.pem).")
        String tlsCertificates() default "";

        @AttributeDefinition(
                required = false,
                description = "A PEM file with the private key. If empty, the key is in the file of tlsCertificates.")
        String tlsKey() default "";

        @AttributeDefinition(
                required = false,
                description =
                        "The password of the PKCS#12 file, or of an encrypted key, as a reference: $[secret:NAME] or $[env:NAME].",
                type = AttributeType.PASSWORD)
        String _tlsPassword() default "";
    }

    /** @throws IllegalArgumentException if a setting is invalid; the message is for the operator */
    static HttpSettings read(Config config) {
        Optional<PublicUrl> publicUrl = PublicUrl.of(config.publicUrl().strip());
        return new HttpSettings(
                address(config),
                publicUrl,
                HostRules.of(isLoopback(host(config)), config.allowedHosts(), config.allowedOrigins(), publicUrl),
                Networks.of(List.of(config.trustedProxies())),
                new HttpSettings.ServerLimits(
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

    /** Returns the message for operators when changed settings were refused. */
    static String refusal(IllegalArgumentException refused) {
        return invalid(refused) + " The previous settings stay in force.";
    }

    /**
     * Returns the settings to start with. The server starts even if the settings are invalid, so that operators can see why: with
     * the default settings, at the configured address if that is valid.
     *
     * @param refused receives the message for operators if the settings are invalid
     */
    static HttpSettings first(Config config, Consumer<String> refused) {
        try {
            return read(config);
        } catch (IllegalArgumentException e) {
            Optional<HttpSettings.Address> address = validAddress(config);
            refused.accept(invalid(e) + " Until they are corrected, the server uses the default settings"
                    + (address.isPresent() ? ", at the configured address." : "."));
            HttpSettings defaults = assumingProxy(Defaults.of(Config.class));
            return address.map(valid -> withAddress(defaults, valid)).orElse(defaults);
        }
    }

    /**
     * Returns settings to use in place of settings that cannot be read. The unreadable settings may name a proxy, so no request counts
     * as coming straight from this machine.
     */
    static HttpSettings assumingProxy(Config config) {
        HttpSettings settings = read(config);
        return new HttpSettings(
                settings.address(),
                settings.publicUrl(),
                settings.hostRules(),
                Networks.of(List.of(UNREACHABLE_NETWORK)),
                settings.limits(),
                settings.httpSse());
    }

    private static String invalid(IllegalArgumentException refused) {
        return "Invalid settings in " + FILE + ": " + refused.getMessage();
    }

    private static Optional<HttpSettings.Address> validAddress(Config config) {
        try {
            return Optional.of(address(config));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static HttpSettings withAddress(HttpSettings settings, HttpSettings.Address address) {
        return new HttpSettings(
                address,
                settings.publicUrl(),
                new HostRules(isLoopback(address.host()), Set.of(), Set.of()),
                settings.proxies(),
                settings.limits(),
                settings.httpSse());
    }

    private static HttpSettings.Address address(Config config) {
        if (config.host().isBlank()) {
            throw new IllegalArgumentException(
                    "host is empty. Use 127.0.0.1 for this machine only, or 0.0.0.0 for every network.");
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
                    "tlsKeystore is set together with tlsCertificates or tlsKey. Set either tlsKeystore or the others.");
        }
        if (keystore.isEmpty() && certificates.isEmpty()) {
            throw new IllegalArgumentException("tlsKey is set, but tlsCertificates is not.");
        }
        if (config._tlsPassword().contains("$[")) {
            throw new IllegalArgumentException(".tlsPassword refers to a secret that does not exist.");
        }
        return Optional.of(
                keystore.isEmpty()
                        ? new Tls.Pem(
                                Path.of(certificates),
                                Path.of(key.isEmpty() ? certificates : key),
                                config._tlsPassword())
                        : new Tls.Pkcs12(Path.of(keystore), config._tlsPassword()));
    }

    /** Returns the host without the brackets that a URL needs. */
    private static String host(Config config) {
        String host = config.host().strip();
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || IpAddresses.address(host)
                        .filter(InetAddress::isLoopbackAddress)
                        .isPresent();
    }

    private static int atLeast(int minimum, int value, String name) {
        if (value < minimum) {
            throw new IllegalArgumentException(name + " is " + value + ", less than " + minimum + ".");
        }
        return value;
    }
}
