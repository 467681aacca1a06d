package io.patchbay.http.server;

import io.patchbay.api.Caller;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;

/**
 * Chooses the connections that the server closes when too many connections are open. The clients with the most
 * connections lose connections first.
 */
final class ConnectionEviction {

    private static final Comparator<Deque<ClientEndPoint>> LARGEST_THEN_OLDEST =
            Comparator.<Deque<ClientEndPoint>>comparingInt(Deque::size)
                    .reversed()
                    .thenComparing(Deque::peekFirst, Comparator.comparingLong(ClientEndPoint::openedNanos));

    /** The length of the IPv6 prefix that Internet providers give to one customer. */
    private static final int IPV6_PREFIX_BYTES = 8;

    private ConnectionEviction() {}

    /**
     * Returns the number of connections that a caller keeps when other callers need connections. With this share, no single caller
     * can use all connections of the server.
     */
    static int share(int limit) {
        return Math.max(2, limit / 64);
    }

    /**
     * Returns connections without a valid credential. Chooses the sources that have the largest numbers of these
     * connections. The oldest connection is the first in the list.
     *
     * @param count the maximum number of connections to return
     */
    static List<ClientEndPoint> unidentified(Collection<ClientEndPoint> all, ClientEndPoint spared, int count) {
        Map<InetAddress, List<ClientEndPoint>> bySource = new HashMap<>();
        for (ClientEndPoint client : all) {
            if (client != spared && client.caller().isEmpty()) {
                bySource.computeIfAbsent(network(client.source()), source -> new ArrayList<>())
                        .add(client);
            }
        }
        PriorityQueue<Deque<ClientEndPoint>> sources = new PriorityQueue<>(LARGEST_THEN_OLDEST);
        bySource.values().forEach(clients -> sources.add(oldestFirst(clients)));
        List<ClientEndPoint> chosen = new ArrayList<>();
        while (chosen.size() < count && !sources.isEmpty()) {
            Deque<ClientEndPoint> largest = sources.poll();
            chosen.add(largest.removeFirst());
            if (!largest.isEmpty()) {
                sources.add(largest);
            }
        }
        return chosen;
    }

    /**
     * Returns one idle connection, or an empty list. Chooses the oldest connection of the caller with the most connections.
     * Considers only callers with more than {@code share} connections.
     */
    static List<ClientEndPoint> idleOfBusiestCaller(Collection<ClientEndPoint> all, ClientEndPoint spared, int share) {
        Map<Caller, List<ClientEndPoint>> byCaller = new HashMap<>();
        for (ClientEndPoint client : all) {
            client.caller()
                    .ifPresent(caller -> byCaller.computeIfAbsent(caller, known -> new ArrayList<>())
                            .add(client));
        }
        return byCaller.values().stream()
                .filter(clients -> clients.size() > share)
                .sorted(Comparator.<List<ClientEndPoint>>comparingInt(List::size)
                        .reversed())
                .flatMap(clients -> oldestFirst(clients).stream().filter(client -> client != spared && isIdle(client)))
                .limit(1)
                .toList();
    }

    /** Returns whether a connection serves no request now. */
    private static boolean isIdle(ClientEndPoint client) {
        Connection connection = client.getConnection() instanceof SslConnection tls
                ? tls.getSslEndPoint().getConnection()
                : client.getConnection();
        if (connection instanceof HTTP2Connection http2) {
            return http2.getSession().getStreams().isEmpty();
        }
        return connection == null
                || !(connection.getEndPoint() instanceof WatchedEndPoint watched)
                || watched.isBetweenRequests();
    }

    private static Deque<ClientEndPoint> oldestFirst(List<ClientEndPoint> clients) {
        clients.sort(Comparator.comparingLong(ClientEndPoint::openedNanos));
        return new ArrayDeque<>(clients);
    }

    private static InetAddress network(InetAddress source) {
        if (!(source instanceof Inet6Address)) {
            return source;
        }
        try {
            return InetAddress.getByAddress(Arrays.copyOf(Arrays.copyOf(source.getAddress(), IPV6_PREFIX_BYTES), 16));
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
