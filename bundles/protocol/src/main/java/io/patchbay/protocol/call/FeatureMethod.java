package io.patchbay.protocol.call;

import io.patchbay.protocol.json.BodyWriter;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.view.View;
import java.util.Optional;

/**
 * A method for a feature of the protocol itself. The method runs no code of connectors.
 *
 * @param feature the name of the feature in the audit trail, such as {@code tools/list}
 * @param needed the feature that the caller must see for the method to exist
 */
public record FeatureMethod(String feature, Optional<String> needed, Preparing preparing) implements Method<View> {

    /** Reads the parameters and returns the work that creates the answer. */
    public interface Preparing {
        Work prepare(Call call, View view) throws ProtocolException;
    }

    /** Creates the answer on the call's own thread. */
    public interface Work {
        Result run() throws Exception;
    }

    /** Returns a method that exists for every caller. */
    public static FeatureMethod of(String feature, Preparing preparing) {
        return new FeatureMethod(feature, Optional.empty(), preparing);
    }

    /** Returns a method that exists for callers that see a feature. */
    public static FeatureMethod needing(String needed, String feature, Preparing preparing) {
        return new FeatureMethod(feature, Optional.of(needed), preparing);
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
