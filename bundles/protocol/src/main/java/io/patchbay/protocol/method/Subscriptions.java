package io.patchbay.protocol.method;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.protocol.Event;
import io.patchbay.protocol.EventStream;
import io.patchbay.protocol.call.Access;
import io.patchbay.protocol.call.Capabilities;
import io.patchbay.protocol.catalog.CatalogListener;
import io.patchbay.protocol.catalog.CatalogSnapshot;
import io.patchbay.protocol.json.Trees;
import io.patchbay.protocol.rpc.Messages;
import io.patchbay.protocol.rpc.ResourceUri;
import io.patchbay.protocol.session.Credentials;
import io.patchbay.protocol.session.Sessions;
import io.patchbay.protocol.session.Wanted;
import io.patchbay.protocol.task.TaskBoard;
import io.patchbay.protocol.task.TaskFormat;
import io.patchbay.protocol.wire.ContentFormat;
import io.patchbay.spi.identity.Grants;
import io.patchbay.spi.identity.Identity;
import io.patchbay.spi.policy.Target;
import io.patchbay.spi.tasks.StoredTask;
import io.patchbay.spi.tasks.TaskStoreException;
import java.io.IOException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notifies clients of changes. Modern clients are notified on their listen streams, with the id of the request that
 * opened the stream. Legacy clients are notified on the stream of their session. Thread-safe.
 */
public final class Subscriptions implements CatalogListener {

    private static final Logger log = LoggerFactory.getLogger(Subscriptions.class);
    private static final String SUBSCRIPTION_ID = "io.modelcontextprotocol/subscriptionId";
    private static final Map<Kind, String> METHODS = new EnumMap<>(Map.of(
            Kind.TOOLS, "notifications/tools/list_changed",
            Kind.PROMPTS, "notifications/prompts/list_changed",
            Kind.RESOURCES, "notifications/resources/list_changed"));

    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private final Audience audience;
    private final Sessions sessions;
    private final Access access;
    private final Credentials credentials;
    private final Supplier<CatalogSnapshot> catalog;
    private final TaskBoard tasks;
    private final TaskFormat taskFormat;
    /** The snapshot of the catalog that clients were last notified of. Only one event at a time uses this field. */
    private CatalogSnapshot known;

    public Subscriptions(
            Sessions sessions,
            Audience audience,
            Access access,
            Credentials credentials,
            Supplier<CatalogSnapshot> catalog,
            TaskBoard tasks,
            TaskFormat taskFormat) {
        this.sessions = sessions;
        this.audience = audience;
        this.access = access;
        this.credentials = credentials;
        this.catalog = catalog;
        this.tasks = tasks;
        this.taskFormat = taskFormat;
        this.known = catalog.get();
    }

    /**
     * One listen stream.
     *
     * @param id the id of the request that opened the stream, echoed exactly
     * @param uris the subscribed URIs, by key
     * @param ended runs once, when the stream has ended for any reason
     */
    record Listener(
            JsonNode id,
            Identity.Known identity,
            Set<Kind> kinds,
            Map<String, Wanted> uris,
            Set<String> tasks,
            EventStream stream,
            Runnable ended) {

        /** A listener equals only itself, because different clients may use the same id. */
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /** Opens a stream. The first message on the stream is the acknowledgement. */
    void open(Listener listener) {
        audience.addListener(listener);
        // events before the acknowledgement are not sent, and events after it are not lost
        boolean heard;
        synchronized (listener) {
            listeners.add(listener);
            heard = listener.stream().send(Event.of(acknowledgement(listener)));
        }
        if (!heard) {
            close(listener);
        }
        // the tasks may have changed since the client last read them
        listener.tasks().forEach(id -> sendTask(listener, id));
    }

    /** Closes a stream whose client has disconnected. */
    void close(Listener listener) {
        if (listeners.remove(listener)) {
            audience.removeListener(listener);
            listener.ended().run();
        }
    }

    @Override
    public void changed(Set<Kind> kinds) {
        CatalogSnapshot now = catalog.get();
        Differences differences = new Differences(known, now, access);
        known = now;
        for (Kind kind : kinds) {
            sendListChanged(kind, grants -> differences.differ(kind, grants));
        }
    }

    @Override
    public void listingChanged(List<Target> templates) {
        sendListChanged(
                Kind.RESOURCES, grants -> templates.stream().anyMatch(template -> access.isVisible(grants, template)));
    }

    @Override
    public void resourceUpdated(String changed) {
        ResourceUri.of(changed).ifPresent(this::resourceUpdated);
    }

    private void resourceUpdated(ResourceUri uri) {
        sessions.each(session -> session.subscription(uri)
                .filter(wanted -> session.hasListener(identity -> isVisible(identity, uri)))
                .ifPresent(wanted -> session.sendStandalone(updated(wanted))));
        for (Listener listener : listeners) {
            // checked at each event: a resource that was visible when the stream opened may be hidden now
            Optional<Wanted> wanted = Optional.ofNullable(listener.uris().get(uri.key()));
            if (wanted.isPresent() && isVisible(listener.identity(), uri)) {
                send(listener, "notifications/resources/updated", wanted.get().given());
            }
        }
    }

    private static byte[] updated(Wanted wanted) {
        return Messages.notification("notifications/resources/updated", out -> {
            out.writeStartObject();
            ContentFormat.string(out, "uri", wanted.given());
            out.writeEndObject();
        });
    }

    /** Notifies clients of a task whose state changed. */
    public void taskChanged(String id) {
        for (Listener listener : listeners) {
            if (listener.tasks().contains(id)) {
                sendTask(listener, id);
            }
        }
    }

    @Override
    public void pageFinished(String owner, String id) {
        sessions.each(session -> session.pageFinished(owner, id));
    }

    /** Ends the streams of credentials that were revoked or changed, or have expired. Called several times a second. */
    public void recheck() {
        listeners.stream()
                .filter(listener -> !credentials.hold(listener.identity()))
                .forEach(this::end);
        sessions.each(session -> session.recheck(credentials));
    }

    /** Tells connectors which interests clients have dropped. Called regularly. */
    public void sweep() {
        audience.refreshWithoutWaiting();
    }

    /** Ends all streams because the server stops. */
    public void endAll() {
        listeners.forEach(this::end);
        sessions.each(sessions::end);
    }

    public int size() {
        return listeners.size();
    }

    private boolean isVisible(Identity.Known identity, ResourceUri uri) {
        return credentials.hold(identity)
                && maySubscribe(identity)
                && access.visibleUri(identity.grants(), uri).isPresent();
    }

    private void sendListChanged(Kind kind, Predicate<Grants> concerns) {
        Predicate<Identity.Known> hears =
                identity -> credentials.hold(identity) && maySubscribe(identity) && concerns.test(identity.grants());
        byte[] legacy = Messages.notification(METHODS.get(kind));
        sessions.each(session -> {
            if (session.hasListener(hears)) {
                session.sendStandalone(legacy);
            }
        });
        for (Listener listener : listeners) {
            if (listener.kinds().contains(kind) && hears.test(listener.identity())) {
                send(listener, METHODS.get(kind), "");
            }
        }
    }

    private boolean maySubscribe(Identity.Known identity) {
        return access.isFeatureVisible(identity.grants(), Capabilities.SUBSCRIPTIONS);
    }

    private void end(Listener listener) {
        if (listeners.remove(listener)) {
            audience.removeListener(listener);
            synchronized (listener) {
                listener.stream().send(Event.of(Messages.result(listener.id(), out -> {
                    out.writeStartObject();
                    out.writeStringField("resultType", "complete");
                    meta(out, listener.id());
                    out.writeEndObject();
                })));
                listener.stream().end();
            }
            listener.ended().run();
        }
    }

    private void send(Listener listener, String method, String uri) {
        byte[] message = Messages.notification(method, out -> {
            out.writeStartObject();
            if (!uri.isEmpty()) {
                out.writeStringField("uri", uri);
            }
            meta(out, listener.id());
            out.writeEndObject();
        });
        boolean sent;
        synchronized (listener) {
            sent = listener.stream().send(Event.of(message));
        }
        if (!sent) {
            close(listener);
        }
    }

    /**
     * Reads and sends the state of a task as one step, so that a client never receives an older state after a newer
     * state.
     */
    private void sendTask(Listener listener, String id) {
        boolean sent = true;
        synchronized (listener) {
            Optional<StoredTask> task = task(listener.identity(), id);
            if (task.isPresent() && listeners.contains(listener)) {
                sent = listener.stream().send(Event.of(Messages.notification("notifications/tasks", out -> {
                    out.writeStartObject();
                    taskFormat.detailed(out, task.get());
                    meta(out, listener.id());
                    out.writeEndObject();
                })));
            }
        }
        if (!sent) {
            close(listener);
        }
    }

    private Optional<StoredTask> task(Identity.Known identity, String id) {
        if (!credentials.hold(identity) || !maySubscribe(identity)) {
            return Optional.empty();
        }
        try {
            return tasks.find(identity, id);
        } catch (TaskStoreException | RuntimeException e) {
            log.warn("Failed to send the state of a task: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private static byte[] acknowledgement(Listener listener) {
        return Messages.notification("notifications/subscriptions/acknowledged", out -> {
            out.writeStartObject();
            out.writeObjectFieldStart("notifications");
            for (Kind kind : listener.kinds()) {
                out.writeBooleanField(Listen.member(kind), true);
            }
            strings(
                    out,
                    "resourceSubscriptions",
                    listener.uris().values().stream().map(Wanted::given).toList());
            strings(out, "taskIds", listener.tasks());
            out.writeEndObject();
            meta(out, listener.id());
            out.writeEndObject();
        });
    }

    private static void strings(JsonGenerator out, String name, Collection<String> strings) throws IOException {
        if (strings.isEmpty()) {
            return;
        }
        out.writeArrayFieldStart(name);
        for (String one : strings) {
            out.writeString(one);
        }
        out.writeEndArray();
    }

    private static void meta(JsonGenerator out, JsonNode id) throws IOException {
        out.writeObjectFieldStart("_meta");
        out.writeFieldName(SUBSCRIPTION_ID);
        Trees.write(out, id);
        out.writeEndObject();
    }
}
