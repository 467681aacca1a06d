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

/** Chooses which connections close when there are too many: always those of the clients with the most connections. */
final class Crowd {

    private static final Comparator<Deque<ClientEndPoint>> MOST_THEN_OLDEST =
            Comparator.<Deque<ClientEndPoint>>comparingInt(Deque::size)
                    .reversed()
                    .thenComparing(Deque::peekFirst, Comparator.comparingLong(ClientEndPoint::openedNanos));

    /** Internet providers give each customer an IPv6 network with a prefix of this length. */
    private static final int NETWORK_BYTES = 8;

    private Crowd() {}

    /** Returns how many connections each caller keeps when others find no room. No single caller can fill the server. */
    static int share(int limit) {
        return Math.max(2, limit / 64);
    }

    /**
     * Returns connections without a valid credential, the oldest of the source with the most of them first.
     *
     * @param count how many at most
     */
    static List<ClientEndPoint> strangers(Collection<ClientEndPoint> all, ClientEndPoint spared, int count) {
        Map<InetAddress, List<ClientEndPoint>> bySource = new HashMap<>();
        for (ClientEndPoint client : all) {
            if (client != spared && client.caller().isEmpty()) {
                bySource.computeIfAbsent(network(client.source()), source -> new ArrayList<>())
                        .add(client);
            }
        }
        PriorityQueue<Deque<ClientEndPoint>> sources = new PriorityQueue<>(MOST_THEN_OLDEST);
        bySource.values().forEach(clients -> sources.add(oldestFirst(clients)));
        List<ClientEndPoint> chosen = new ArrayList<>();
        while (chosen.size() < count && !sources.isEmpty()) {
            Deque<ClientEndPoint> heaviest = sources.poll();
            chosen.add(heaviest.removeFirst());
            if (!heaviest.isEmpty()) {
                sources.add(heaviest);
            }
        }
        return chosen;
    }

    /** Returns the oldest idle connection of the caller with most, if that caller has more than a share; else of the next caller. */
    static List<ClientEndPoint> idleOfTheBusiest(Collection<ClientEndPoint> all, ClientEndPoint spared, int share) {
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

    /** Returns whether no request is being served on a connection. */
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
            return InetAddress.getByAddress(Arrays.copyOf(Arrays.copyOf(source.getAddress(), NETWORK_BYTES), 16));
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
