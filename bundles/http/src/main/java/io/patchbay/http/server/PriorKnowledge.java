package io.patchbay.http.server;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;

/**
 * Serves HTTP/2 without TLS for clients that start with HTTP/2. The server ignores {@code Upgrade: h2c}, as RFC 9113
 * allows. After an upgrade, a proxy would forward all data without checks, and all requests would have the proxy as
 * their source.
 */
final class PriorKnowledge extends HTTP2CServerConnectionFactory {

    PriorKnowledge(HttpConfiguration configuration) {
        super(configuration);
    }

    @Override
    public Connection upgradeConnection(
            Connector connector, EndPoint endPoint, MetaData.Request request, HttpFields.Mutable response) {
        boolean isFirst = !(endPoint instanceof WatchedEndPoint watched) || !watched.isUsed();
        return isFirst && HttpMethod.PRI.is(request.getMethod())
                ? super.upgradeConnection(connector, endPoint, request, response)
                : null;
    }
}
