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

/** Chooses whose connection goes when there are too many: always one of those who hold most. */
final class Crowd {

    private static final Comparator<Deque<ClientEndPoint>> MOST_THEN_OLDEST =
            Comparator.<Deque<ClientEndPoint>>comparingInt(Deque::size)
                    .reversed()
                    .thenComparing(Deque::peekFirst, Comparator.comparingLong(ClientEndPoint::opened));

    /** Providers give each customer a network of so many bytes' prefix. */
    private static final int NETWORK_BYTES = 8;

    private Crowd() {}

    /** How many connections each caller keeps, also when others find no room: no single one can fill the server. */
    static int share(int limit) {
        return Math.max(2, limit / 64);
    }

    /**
     * Returns connections of clients who have not sent a valid credential, the oldest of the source that has most of them first.
     *
     * @param count of how many, at most
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

    /** Returns the oldest idle connection of the caller who has most, if that is more than a share; else of the next. */
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
                .flatMap(clients -> oldestFirst(clients).stream().filter(client -> client != spared && client.idle()))
                .limit(1)
                .toList();
    }

    private static Deque<ClientEndPoint> oldestFirst(List<ClientEndPoint> clients) {
        clients.sort(Comparator.comparingLong(ClientEndPoint::opened));
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
