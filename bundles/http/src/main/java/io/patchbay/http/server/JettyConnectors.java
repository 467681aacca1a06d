package io.patchbay.http.server;

import io.patchbay.http.settings.HttpSettings;
import io.patchbay.http.tls.Tls;
import io.patchbay.http.tls.TlsException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.AbstractHTTP2ServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates Jetty's connectors, which serve HTTP/1.1 and HTTP/2 on one port, with or without TLS. */
public final class JettyConnectors {

    private static final Logger log = LoggerFactory.getLogger(JettyConnectors.class);
    private static final Duration SHUTDOWN_IDLE_TIMEOUT = Duration.ofMillis(100);
    private static final int INPUT_BUFFER_BYTES = 4 * 1024;
    private static final int MAX_STREAMS_PER_CONNECTION = 1_024;

    /**
     * Accepts paths with two consecutive slashes, because the package {@code web} answers such paths with a better message than
     * Jetty.
     */
    private static final UriCompliance URI_COMPLIANCE =
            UriCompliance.DEFAULT.with("PATCHBAY", UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT);

    private final JettyServices services = new JettyServices();
    private final Connections connections;

    public JettyConnectors(Connections connections) {
        this.connections = connections;
    }

    /** Opens a port. Throws an exception with the cause if the port cannot be opened. */
    ServerConnector open(Server server, HttpSettings settings, int port) throws Exception {
        return services.call(() -> {
            ServerConnector connector = new CountedConnector(
                    server, connections, factories(settings).toArray(ConnectionFactory[]::new));
            connector.setHost(settings.address().host());
            connector.setPort(port);
            connector.setIdleTimeout(settings.limits().idle().toMillis());
            connector.setShutdownIdleTimeout(SHUTDOWN_IDLE_TIMEOUT.toMillis());
            connector.setReuseAddress(true);
            connector.addBean(connections, false);
            try {
                connector.open();
                server.addConnector(connector);
                connector.start();
                return connector;
            } catch (Exception e) {
                server.removeConnector(connector);
                connector.close();
                throw e;
            }
        });
    }

    /** Applies settings to new connections. */
    void apply(ServerConnector connector, HttpSettings settings) {
        connector.setIdleTimeout(settings.limits().idle().toMillis());
        configurations(connector)
                .forEach(http -> http.setRequestHeaderSize(settings.limits().headerBytes()));
    }

    /** Throws an exception if no port can be opened with the TLS settings. */
    void check(HttpSettings settings) throws Exception {
        if (settings.address().tls().isPresent()) {
            SslContextFactory.Server ssl = ssl(settings.address().tls().get());
            ssl.start();
            ssl.stop();
        }
    }

    /** Closes a port. Accepts no new connection, and closes each connection when its requests have ended. */
    void closeGracefully(Server server, ServerConnector connector) {
        connector.close();
        connector.setShutdownIdleTimeout(connector.getIdleTimeout());
        configurations(connector).forEach(http -> http.setPersistentConnectionsEnabled(false));
        // the next step runs on a thread of the server, because the threads of the connector end
        connector
                .shutdown()
                .whenCompleteAsync(
                        (done, failure) -> {
                            try {
                                connector.stop();
                            } catch (Exception e) {
                                log.warn("The previous port {} did not close cleanly", connector.getPort(), e);
                            }
                            server.removeConnector(connector);
                        },
                        server.getThreadPool());
    }

    private static Stream<HttpConfiguration> configurations(ServerConnector connector) {
        return connector.getConnectionFactories().stream()
                .filter(HttpConfiguration.ConnectionFactory.class::isInstance)
                .map(factory -> ((HttpConfiguration.ConnectionFactory) factory).getHttpConfiguration());
    }

    private static List<ConnectionFactory> factories(HttpSettings settings) throws TlsException {
        // there are two configurations, because HTTP/2 enlarges the buffers of its configuration to the size of its
        // frames
        HttpConfiguration http = configuration(settings);
        HttpConfiguration http2 = configuration(settings);
        List<ConnectionFactory> factories = new ArrayList<>();
        HttpConnectionFactory http1 = new WatchedConnectionFactory(http);
        if (settings.address().tls().isEmpty()) {
            factories.add(http1);
            if (settings.address().http2()) {
                factories.add(tuned(new PriorKnowledge(http2)));
            }
            return factories;
        }
        SslContextFactory.Server ssl = ssl(settings.address().tls().get());
        http.addCustomizer(new SecureRequestCustomizer(false));
        http2.addCustomizer(new SecureRequestCustomizer(false));
        if (settings.address().http2()) {
            ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory("h2", "http/1.1");
            alpn.setDefaultProtocol("http/1.1");
            factories.add(new SslConnectionFactory(ssl, alpn.getProtocol()));
            factories.add(alpn);
            factories.add(tuned(new HTTP2ServerConnectionFactory(http2)));
        } else {
            factories.add(new SslConnectionFactory(ssl, http1.getProtocol()));
        }
        factories.add(http1);
        return factories;
    }

    private static HttpConfiguration configuration(HttpSettings settings) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        // Jetty would cache header lines of a connection, including credentials; for headers that alternate, the
        // cache costs more than it saves
        http.setHeaderCacheSize(0);
        // a connection keeps its buffer while it serves a request; a large buffer would be most of the memory of an
        // idle stream
        http.setInputBufferSize(INPUT_BUFFER_BYTES);
        http.setRequestHeaderSize(settings.limits().headerBytes());
        http.setHttpCompliance(HttpCompliance.STRICT);
        http.setUriCompliance(URI_COMPLIANCE);
        return http;
    }

    private static ConnectionFactory tuned(AbstractHTTP2ServerConnectionFactory factory) {
        factory.setMaxConcurrentStreams(MAX_STREAMS_PER_CONNECTION);
        factory.setConnectProtocolEnabled(false); // the server offers no tunnels
        return factory;
    }

    private static SslContextFactory.Server ssl(Tls tls) throws TlsException {
        Tls.Loaded loaded = tls.load();
        SslContextFactory.Server ssl = new SslContextFactory.Server();
        ssl.setKeyStore(loaded.store());
        ssl.setKeyStorePassword(loaded.password());
        return ssl;
    }

    /** A connector that counts its connections. */
    private static final class CountedConnector extends ServerConnector {

        private final Connections connections;

        CountedConnector(Server server, Connections connections, ConnectionFactory... factories) {
            super(server, factories);
            this.connections = connections;
        }

        @Override
        protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
            ClientEndPoint endPoint = new ClientEndPoint(channel, selector, key, getScheduler(), connections);
            endPoint.setIdleTimeout(getIdleTimeout());
            return endPoint;
        }
    }

    /** Serves HTTP/1.1 on connections that notice when their client disconnects. */
    private static final class WatchedConnectionFactory extends HttpConnectionFactory {

        private final SpareBuffers buffers = new SpareBuffers();

        WatchedConnectionFactory(HttpConfiguration http) {
            super(http);
        }

        @Override
        public Connection newConnection(Connector connector, EndPoint endPoint) {
            return super.newConnection(connector, new WatchedEndPoint(endPoint, buffers));
        }
    }
}
