package io.patchbay.protocol.call;

import io.patchbay.protocol.json.BodyWriter;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.view.View;

/**
 * A method on a feature of the protocol itself, which runs no connector's code.
 *
 * @param feature its name in the audit trail, such as {@code tools/list}
 */
public record FeatureMethod(String feature, Preparing preparing) implements Method<View> {

    /** Reads the parameters and returns the work that answers. */
    public interface Preparing {
        Work prepare(Call call, View view) throws ProtocolException;
    }

    /** Answers, on the call's own thread. */
    public interface Work {
        Result run() throws Exception;
    }

    public static FeatureMethod of(String feature, Preparing preparing) {
        return new FeatureMethod(feature, preparing);
    }

    /** Returns a method that ignores its parameters. */
    public static FeatureMethod answering(String feature, BodyWriter body) {
        return of(feature, (call, view) -> () -> Result.Done.ok(body));
    }

    @Override
    public Subject<View> subject(Call call) {
        return Subject.feature(feature);
    }

    @Override
    public Prepared prepare(Call call, Leased<View> about) throws ProtocolException {
        Work work = preparing.prepare(call, about.value());
        return (arguments, context) -> work.run();
    }
}
