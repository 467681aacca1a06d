package io.patchbay.http.server;

import io.patchbay.api.Json;
import io.patchbay.http.settings.HttpSettings;
import io.patchbay.http.settings.IpAddresses;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file {@code http.port} in the data folder. The file contains the open port for clients and for commands on this machine. The
 * commands use no proxy and trust only the certificate in the file.
 */
final class PortFile {

    private static final Logger log = LoggerFactory.getLogger(PortFile.class);

    private final Path path;

    private PortFile(Path path) {
        this.path = path;
    }

    static PortFile in(Path data) {
        return new PortFile(data.resolve("http.port"));
    }

    /** Writes the file, unless the content of the file would stay the same. Logs a failure. */
    void write(ServerConnector connector, HttpSettings settings) {
        String text = Json.of(members(connector, settings)).text() + "\n";
        try {
            if (!Files.exists(path) || !Files.readString(path).equals(text)) {
                Path fresh = path.resolveSibling("http.port.new");
                Files.writeString(fresh, text);
                Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            log.warn("Could not write {}. Commands on this machine cannot find the server", path, e);
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            log.warn("Could not delete {}", path, e);
        }
    }

    private static Map<String, Object> members(ServerConnector connector, HttpSettings settings) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("host", settings.address().host());
        members.put("port", connector.getLocalPort());
        members.put("url", settings.url(connector.getLocalPort()));
        members.put("local", localUrl(connector, settings));
        certificate(connector).ifPresent(sha256 -> members.put("certificate", sha256));
        return members;
    }

    private static String localUrl(ServerConnector connector, HttpSettings settings) {
        String host = settings.address().host();
        boolean isAnyAddress =
                IpAddresses.address(host).filter(InetAddress::isAnyLocalAddress).isPresent();
        String reached = isAnyAddress ? (host.contains(":") ? "::1" : "127.0.0.1") : host;
        return (settings.address().tls().isPresent() ? "https://" : "http://")
                + (reached.contains(":") ? "[" + reached.replace("%", "%25") + "]" : reached)
                + ":" + connector.getLocalPort();
    }

    /** Returns the SHA-256 hash of the server's own certificate in hexadecimal digits, or empty without TLS. */
    private static Optional<String> certificate(ServerConnector connector) {
        SslConnectionFactory tls = connector.getConnectionFactory(SslConnectionFactory.class);
        if (tls == null || tls.getSslContextFactory().getKeyStore() == null) {
            return Optional.empty();
        }
        KeyStore store = tls.getSslContextFactory().getKeyStore();
        try {
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    byte[] certificate = store.getCertificate(alias).getEncoded();
                    return Optional.of(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate)));
                }
            }
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            return Optional.empty(); // without the hash, commands trust the default authorities of Java
        }
    }
}
