package io.patchbay.protocol.method;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.protocol.EventStream;
import io.patchbay.protocol.call.Access;
import io.patchbay.protocol.call.Call;
import io.patchbay.protocol.call.Capabilities;
import io.patchbay.protocol.call.Leased;
import io.patchbay.protocol.call.Method;
import io.patchbay.protocol.call.Prepared;
import io.patchbay.protocol.call.Result;
import io.patchbay.protocol.call.Subject;
import io.patchbay.protocol.catalog.CatalogListener;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.rpc.Params;
import io.patchbay.protocol.rpc.ResourceUri;
import io.patchbay.protocol.rpc.TasksExtension;
import io.patchbay.protocol.session.Wanted;
import io.patchbay.protocol.task.TaskMethods;
import io.patchbay.protocol.view.View;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The method {@code subscriptions/listen}, which opens the modern stream of changes. */
public final class Listen implements Method<View> {

    private static final int MAX_URIS = 1000;
    private static final int MAX_TASKS = 1000;

    private final Access access;
    private final TaskMethods tasks;
    private final Subscriptions subscriptions;
    private final StreamTrail streams;

    public Listen(Access access, TaskMethods tasks, Subscriptions subscriptions, StreamTrail streams) {
        this.access = access;
        this.tasks = tasks;
        this.subscriptions = subscriptions;
        this.streams = streams;
    }

    /** Returns the name of the request member that subscribes to changes of a kind of list. */
    static String member(CatalogListener.Kind kind) {
        return switch (kind) {
            case TOOLS -> "toolsListChanged";
            case PROMPTS -> "promptsListChanged";
            case RESOURCES -> "resourcesListChanged";
        };
    }

    @Override
    public Optional<String> needed() {
        return Optional.of(Capabilities.SUBSCRIPTIONS);
    }

    @Override
    public Subject<View> subject(Call call) {
        return Subject.feature("subscriptions/listen");
    }

    @Override
    public Prepared prepare(Call call, Leased<View> about) throws ProtocolException {
        JsonNode params = call.request().params();
        if (!params.hasNonNull("notifications")) {
            throw ProtocolException.invalidParams("\"notifications\" must be given.");
        }
        ObjectNode wanted = Params.object(params, "notifications");
        if (wanted.hasNonNull("taskIds")) {
            TasksExtension.require(call.request(), call.revision());
        }
        Set<CatalogListener.Kind> kinds = kinds(wanted);
        Map<String, Wanted> uris = uris(call, wanted.path("resourceSubscriptions"));
        Set<String> ids = tasks(call, wanted.path("taskIds"));
        if (!call.answering().acceptsStream()) {
            throw new ProtocolException(
                    ProtocolException.INVALID_REQUEST,
                    "This method answers with a stream. Accept text/event-stream.",
                    Optional.empty(),
                    406);
        }
        return (arguments, context) -> new Result.Opened(() -> start(call, kinds, uris, ids));
    }

    private void start(Call call, Set<CatalogListener.Kind> kinds, Map<String, Wanted> uris, Set<String> ids) {
        EventStream stream = call.answering().detachStream().orElseThrow();
        Subscriptions.Listener listener = new Subscriptions.Listener(
                call.request().id(),
                call.identity(),
                kinds,
                uris,
                ids,
                stream,
                () -> streams.recordEnd(call.opening()));
        subscriptions.open(listener);
        call.exchange().onDisconnect(() -> subscriptions.close(listener));
    }

    private static Set<CatalogListener.Kind> kinds(ObjectNode wanted) throws ProtocolException {
        Set<CatalogListener.Kind> kinds = EnumSet.noneOf(CatalogListener.Kind.class);
        for (CatalogListener.Kind kind : CatalogListener.Kind.values()) {
            JsonNode value = wanted.path(member(kind));
            if (!Params.absent(value) && !value.isBoolean()) {
                throw ProtocolException.invalidParams("\"notifications." + member(kind) + "\" must be a boolean.");
            }
            if (value.booleanValue()) {
                kinds.add(kind);
            }
        }
        return Collections.unmodifiableSet(kinds);
    }

    /** Returns the URIs that the caller sees, by key. The acknowledgement names only the URIs that the caller sees. */
    private Map<String, Wanted> uris(Call call, JsonNode wanted) throws ProtocolException {
        Map<String, Wanted> uris = new LinkedHashMap<>();
        for (String given : strings(wanted, "resourceSubscriptions", MAX_URIS)) {
            ResourceUri.of(given)
                    .ifPresent(uri -> access.visibleUri(call, uri)
                            .ifPresent(own -> uris.putIfAbsent(uri.key(), new Wanted(given, own))));
        }
        return Collections.unmodifiableMap(uris);
    }

    /** Returns the tasks that the caller sees. */
    private Set<String> tasks(Call call, JsonNode wanted) throws ProtocolException {
        Set<String> ids = strings(wanted, "taskIds", MAX_TASKS);
        for (Iterator<String> i = ids.iterator(); i.hasNext(); ) {
            if (tasks.find(call, i.next()).isEmpty()) {
                i.remove();
            }
        }
        return Collections.unmodifiableSet(ids);
    }

    private static Set<String> strings(JsonNode wanted, String name, int max) throws ProtocolException {
        Set<String> strings = new LinkedHashSet<>();
        if (Params.absent(wanted)) {
            return strings;
        }
        if (!wanted.isArray() || wanted.size() > max) {
            throw ProtocolException.invalidParams(
                    "\"notifications." + name + "\" must be an array of at most " + max + " strings.");
        }
        for (JsonNode one : wanted) {
            if (!one.isTextual()) {
                throw ProtocolException.invalidParams("\"notifications." + name + "\" must contain only strings.");
            }
            strings.add(one.textValue());
        }
        return strings;
    }
}
