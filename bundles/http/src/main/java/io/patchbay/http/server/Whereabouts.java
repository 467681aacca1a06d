package io.patchbay.http.server;

import io.patchbay.http.settings.HttpSettings;
import io.patchbay.http.settings.IpAddresses;
import java.net.InetAddress;
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

/** Where an open port is reached: by clients, and by commands on this machine, which use no proxy and know the certificate. */
final class Whereabouts {

    private Whereabouts() {}

    /** Returns the members of the data folder's file {@code http.port}. */
    static Map<String, Object> of(ServerConnector connector, HttpSettings settings) {
        Map<String, Object> where = new LinkedHashMap<>();
        where.put("host", settings.address().host());
        where.put("port", connector.getLocalPort());
        where.put("url", settings.url(connector.getLocalPort()));
        where.put("local", local(connector, settings));
        certificate(connector).ifPresent(sha256 -> where.put("certificate", sha256));
        return where;
    }

    private static String local(ServerConnector connector, HttpSettings settings) {
        String host = settings.address().host();
        boolean every =
                IpAddresses.address(host).filter(InetAddress::isAnyLocalAddress).isPresent();
        String reached = every ? (host.contains(":") ? "::1" : "127.0.0.1") : host;
        return (settings.address().tls().isPresent() ? "https://" : "http://")
                + (reached.contains(":") ? "[" + reached.replace("%", "%25") + "]" : reached)
                + ":" + connector.getLocalPort();
    }

    /** The SHA-256 of the certificate that TLS shows first, in hexadecimal digits. */
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
            return Optional.empty(); // Then commands believe the authorities they know, as any client does.
        }
    }
}
