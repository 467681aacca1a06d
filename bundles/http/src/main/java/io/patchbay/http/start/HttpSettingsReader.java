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

    /**
     * A network from which no request can come. If only this network is trusted, the server assumes a proxy but trusts
     * no forwarded address.
     */
    private static final String UNREACHABLE_NETWORK = "255.255.255.255/32";

    private HttpSettingsReader() {}

    /** The settings that operators write. */
    @ObjectClassDefinition(
            name = "Patchbay HTTP server",
            description = "Sets the address, the trusted proxies and the limits of the HTTP server.")
    public @interface Config {

        @AttributeDefinition(
                description =
                        "The address to listen on. 127.0.0.1 accepts connections from this machine only. 0.0.0.0 accepts connections from every network.")
        String host() default "127.0.0.1";

        @AttributeDefinition(
                description =
                        "The port to listen on. 0 means any free port. The file http.port in the data folder then contains the port.",
                min = "0",
                max = "65535")
        int port() default 8080;

        @AttributeDefinition(
                required = false,
                description =
                        "The URL with which clients reach this server if the URL differs from the listening address, for example behind a proxy. The URL may end with /mcp. The server accepts the host and the origin of the URL. While publicUrl is set, no request counts as coming straight from this machine.")
        String publicUrl() default "";

        @AttributeDefinition(
                required = false,
                description =
                        "Addresses and networks (CIDR) of the proxies in front of this server. The server trusts only the Forwarded and X-Forwarded-For headers of these proxies. While trustedProxies is set, no request counts as coming straight from this machine.")
        String[] trustedProxies() default {};

        @AttributeDefinition(
                required = false,
                description =
                        "More Host headers to accept, as name or name:port. The name may be an IP address. While the server listens on the loopback address, the server also accepts loopback names.")
        String[] allowedHosts() default {};

        @AttributeDefinition(
                required = false,
                description =
                        "More origins of web pages to accept, as scheme://host[:port]. While the server listens on the loopback address, the server also accepts loopback origins.")
        String[] allowedOrigins() default {};

        @AttributeDefinition(
                description = "Maximum size of a request body, in bytes.",
                type = AttributeType.INTEGER,
                min = "1024")
        int maxBodyBytes() default 4 * 1024 * 1024;

        @AttributeDefinition(
                description =
                        "Maximum size of the request line and headers together, in bytes. A change applies to new connections.",
                min = "1024",
                max = "1048576")
        int maxHeaderBytes() default 16 * 1024;

        @AttributeDefinition(
                description =
                        "Number of seconds after which the server closes a silent connection. A change applies to new connections. A connection with a running call is not silent.",
                min = "1")
        int idleTimeoutSeconds() default 60;

        @AttributeDefinition(
                description =
                        "Maximum number of seconds that a client may take to send the headers of a request, and then its body.",
                min = "1")
        int requestTimeoutSeconds() default 20;

        @AttributeDefinition(
                description =
                        "Maximum number of open connections. Above the limit, the server first closes the oldest connection without a valid credential, from the source address with the most such connections. Then the server closes an idle connection of the caller with the most connections. The server always answers /healthz.",
                min = "1")
        int maxConnections() default 10_000;

        @AttributeDefinition(
                description =
                        "Maximum number of open event streams, and never more than three quarters of maxConnections. If all streams are in use, a caller with few streams replaces the oldest listening stream of the busiest caller.",
                min = "1")
        int maxStreams() default 5_000;

        @AttributeDefinition(
                description =
                        "Maximum number of open event streams of one caller, and never more than half of maxConnections.",
                min = "1")
        int maxStreamsPerCaller() default 2_000;

        @AttributeDefinition(
                description =
                        "Number of seconds after which the server sends a comment on a silent event stream to keep the stream alive. If a request takes longer and its client accepts streams, the server answers the request with a stream.",
                min = "1")
        int heartbeatSeconds() default 15;

        @AttributeDefinition(
                description =
                        "Maximum number of bytes that wait for a client that does not read its stream. Above the limit, the server disconnects the client.",
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
                        "Whether the server accepts HTTP+SSE, the transport of 2024-11-05, at /sse and /messages. Only clients that support no other transport need HTTP+SSE.")
        boolean httpSse() default false;

        @AttributeDefinition(
                required = false,
                description =
                        "A PKCS#12 file with the server's key and certificates, for TLS. Set either tlsKeystore, or tlsCertificates and tlsKey. If all three settings are empty, the server does not use TLS.")
        String tlsKeystore() default "";

        @AttributeDefinition(
                required = false,
                description =
                        "A PEM file with the server's certificate, followed by the certificates of its issuers (fullchain.pem).")
        String tlsCertificates() default "";

        @AttributeDefinition(
                required = false,
                description =
                        "A PEM file with the private key. If tlsKey is empty, the key is in the file of tlsCertificates.")
        String tlsKey() default "";

        @AttributeDefinition(
                required = false,
                description =
                        "The password of the PKCS#12 file, or of an encrypted key, as a reference: $[secret:NAME] or $[env:NAME].",
                type = AttributeType.PASSWORD)
        String _tlsPassword() default "";
    }

    /** @throws IllegalArgumentException if a setting is invalid. The message is for the operator. */
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

    /** Returns the message for operators after changed settings were refused. */
    static String refusal(IllegalArgumentException refused) {
        return invalid(refused) + " The previous settings stay in force.";
    }

    /**
     * Returns the settings with which the server starts. The server starts even if the settings are invalid, so that
     * operators can see the reason. A server with invalid settings uses the default settings, and the configured
     * address if the address is valid.
     *
     * @param refused receives the message for operators if the settings are invalid
     */
    static HttpSettings first(Config config, Consumer<String> refused) {
        try {
            return read(config);
        } catch (IllegalArgumentException e) {
            Optional<HttpSettings.Address> address = validAddress(config);
            refused.accept(invalid(e) + " Until the settings are corrected, the server uses the default settings"
                    + (address.isPresent() ? ", at the configured address." : "."));
            HttpSettings defaults = assumingProxy(Defaults.of(Config.class));
            return address.map(valid -> withAddress(defaults, valid)).orElse(defaults);
        }
    }

    /**
     * Returns the settings that replace unreadable settings. The unreadable settings may contain a proxy, so no request counts as
     * local.
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
            throw new IllegalArgumentException("port is " + config.port() + ". The port must be between 0 and 65535.");
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
                    "tlsKeystore is set together with tlsCertificates or tlsKey. Set either tlsKeystore or the two PEM settings.");
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
            throw new IllegalArgumentException(name + " is " + value + ". The minimum is " + minimum + ".");
        }
        return value;
    }
}
