package io.patchbay.protocol.method;

import io.patchbay.api.CallContext;
import io.patchbay.api.Page;
import io.patchbay.api.ResourceDefinition;
import io.patchbay.protocol.Limits;
import io.patchbay.protocol.call.Access;
import io.patchbay.protocol.call.Call;
import io.patchbay.protocol.call.CallRunner;
import io.patchbay.protocol.call.Leased;
import io.patchbay.protocol.call.Method;
import io.patchbay.protocol.call.Prepared;
import io.patchbay.protocol.call.Result;
import io.patchbay.protocol.call.Subject;
import io.patchbay.protocol.catalog.TemplateEntry;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.view.ResourceListing;
import io.patchbay.protocol.view.View;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The method {@code resources/list}. The pages contain the registered resources first, then the resources that
 * connectors list below their templates.
 */
public final class ResourcesList implements Method<View> {

    private static final Logger log = LoggerFactory.getLogger(ResourcesList.class);

    /**
     * The call timeout divided by this number is the timeout of one connector, so that a silent connector leaves time
     * for the other connectors.
     */
    private static final int TIMEOUT_SHARES = 6;

    private final Access access;
    private final Lists lists;
    private final CallRunner runner;
    private final Supplier<Limits> limits;

    public ResourcesList(Access access, Lists lists, CallRunner runner, Supplier<Limits> limits) {
        this.access = access;
        this.lists = lists;
        this.runner = runner;
        this.limits = limits;
    }

    @Override
    public Subject<View> subject(Call call) {
        return Subject.feature("resources/list");
    }

    @Override
    public Prepared prepare(Call call, Leased<View> about) throws ProtocolException {
        ResourceListing listing =
                about.value().resourcesPage(Lists.request(call)).orElseThrow(Lists::badCursor);
        return (arguments, context) -> list(call, listing, context);
    }

    private Result list(Call call, ResourceListing listing, CallContext context) throws InterruptedException {
        Set<String> silent = new HashSet<>();
        long end = System.nanoTime() + share().toNanos();
        while (listing.question().isPresent()) {
            if (context.cancelled()) {
                return new Result.Cancelled();
            }
            if (listing.hasItems() && System.nanoTime() - end > 0) {
                listing.stop(); // answers with the entries so far; the other entries are on the next page
                break;
            }
            askConnector(call, listing, context, silent);
        }
        return Result.Done.ok(lists.body(call, "resources", listing.page()));
    }

    /**
     * Asks one connector for its resources. If the connector fails, does not answer or has just been removed, only the
     * resources of this connector are missing from the list.
     *
     * @param silent the connectors that did not answer and are not asked again
     */
    private void askConnector(Call call, ResourceListing listing, CallContext context, Set<String> silent)
            throws InterruptedException {
        ResourceListing.Question question = listing.question().orElseThrow();
        String owner = question.template().owner();
        if (silent.contains(owner)) {
            listing.skipTemplate();
            return;
        }
        Duration share = share();
        Leased<TemplateEntry> leased;
        try {
            // a new version may have replaced the connector since the listing began
            leased = access.lease(
                    call,
                    Subject.template(question.template().key()),
                    OptionalLong.of(System.nanoTime() + share.toNanos()));
        } catch (ProtocolException e) {
            silent.add(owner);
            listing.skipTemplate();
            return;
        }
        TemplateEntry template = leased.value();
        try {
            Optional<Page<ResourceDefinition>> page = runner.runAside(
                    new CallRunner.Running(template.owner(), template.wireName(), call),
                    share,
                    () -> template.template().list(question.cursor(), context),
                    leased::close);
            if (page.isPresent()) {
                listing.addAnswer(page.get());
                return;
            }
            log.warn(
                    "Call {}: {} did not list its resources in time, or its connector is busy",
                    context.callId(),
                    template);
            silent.add(owner);
        } catch (ExecutionException | RuntimeException e) {
            log.warn("Call {}: {} could not list its resources", context.callId(), template, e);
        }
        listing.skipTemplate();
    }

    /**
     * Returns the maximum time for one connector. This is also the maximum time that a page with entries waits for
     * further entries.
     */
    private Duration share() {
        return limits.get().callTimeout().dividedBy(TIMEOUT_SHARES);
    }
}
