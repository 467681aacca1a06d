package io.patchbay.protocol.method;

import io.patchbay.protocol.Limits;
import io.patchbay.protocol.call.Call;
import io.patchbay.protocol.call.FeatureMethod;
import io.patchbay.protocol.call.Method;
import io.patchbay.protocol.call.Result;
import io.patchbay.protocol.json.BodyWriter;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.rpc.Params;
import io.patchbay.protocol.session.Sessions;
import io.patchbay.protocol.view.ListPage;
import io.patchbay.protocol.view.PageRequest;
import io.patchbay.protocol.view.View;
import io.patchbay.protocol.wire.Caching;
import io.patchbay.protocol.wire.Encoded;
import io.patchbay.protocol.wire.Formats;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The list methods that run no connector code: {@code tools/list}, {@code prompts/list},
 * {@code resources/templates/list}.
 */
public final class Lists {

    private final Formats formats;
    private final Supplier<Limits> limits;

    public Lists(Formats formats, Supplier<Limits> limits) {
        this.formats = formats;
        this.limits = limits;
    }

    public Map<String, Method<?>> all() {
        Map<String, Method<?>> all = new LinkedHashMap<>();
        all.put("tools/list", list("tools/list", "tools", View::toolsPage));
        all.put("prompts/list", list("prompts/list", "prompts", View::promptsPage));
        all.put("resources/templates/list", list("resources/templates/list", "resourceTemplates", View::templatesPage));
        return all;
    }

    private FeatureMethod list(String method, String member, Pager pager) {
        return FeatureMethod.of(method, (call, view) -> {
            ListPage page = pager.page(view, request(call)).orElseThrow(Lists::badCursor);
            return () -> Result.Done.ok(body(call, member, page));
        });
    }

    public static PageRequest request(Call call) throws ProtocolException {
        return new PageRequest(
                call.revision(),
                Sessions.owner(call.identity()),
                Params.optionalString(call.request().params(), "cursor"));
    }

    public static ProtocolException badCursor() {
        return ProtocolException.invalidParams(
                "\"cursor\" is not valid for this list and this caller. Repeat the request without a cursor.");
    }

    /** Writes one page. A shared cache must not keep the page, because the page depends on the caller's scopes. */
    BodyWriter body(Call call, String member, ListPage page) {
        Caching caching = new Caching(limits.get().listTtl(), false);
        return out -> formats.of(call.revision()).cacheable(out, caching, members -> {
            members.writeFieldName(member);
            members.writeRawValue(new Encoded(page.items()));
            if (page.next().isPresent()) {
                members.writeStringField("nextCursor", page.next().get());
            }
        });
    }

    /** Returns a page of one kind of list. */
    private interface Pager {
        Optional<ListPage> page(View view, PageRequest request);
    }
}
