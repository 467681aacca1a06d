package io.patchbay.protocol.call;

import io.patchbay.protocol.json.BodyWriter;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.view.View;
import java.util.Optional;

/**
 * A method that is about a part of the protocol itself and runs no connector's code.
 *
 * @param feature its name in the audit trail, such as {@code tools/list}
 * @param needed the feature that the caller must see for the method to exist
 */
public record FeatureMethod(String feature, Optional<String> needed, Preparing preparing) implements Method<View> {

    /** Reads the parameters and returns what answers. */
    public interface Preparing {
        Work prepare(Call call, View view) throws ProtocolException;
    }

    /** Answers, on the call's own thread. */
    public interface Work {
        Result run() throws Exception;
    }

    /** A method that exists for every caller. */
    public static FeatureMethod of(String feature, Preparing preparing) {
        return new FeatureMethod(feature, Optional.empty(), preparing);
    }

    /** A method that exists for callers who see a feature. */
    public static FeatureMethod needing(String needed, String feature, Preparing preparing) {
        return new FeatureMethod(feature, Optional.of(needed), preparing);
    }

    /** A method whose answer needs no parameters. */
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
