package io.patchbay.protocol.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.core.util.RecyclerPool;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Creates all readers and writers of JSON, with one set of limits. The readers and writers share a buffer pool that is not
 * bound to threads, because each thread runs only one call.
 */
public final class Wire {

    static final int MAX_DEPTH = 100;
    static final int MAX_NUMBER_LENGTH = 1_000;
    static final int MAX_NAME_LENGTH = 10_000;

    private static final RecyclerPool<BufferRecycler> BUFFERS = JsonRecyclerPools.newConcurrentDequePool();

    /** Reads bodies with a shared table of names, which makes parsing fast. */
    private static final AtomicReference<JsonFactory> BODIES = new AtomicReference<>(factory(true));

    /** Reads connectors' texts without a shared table, because these texts may contain untrusted names. */
    private static final JsonFactory TEXTS = factory(false);

    private Wire() {}

    private static JsonFactory factory(boolean sharesNames) {
        return JsonFactory.builder()
                .recyclerPool(BUFFERS)
                .configure(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES, sharesNames)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNumberLength(MAX_NUMBER_LENGTH)
                        .maxNameLength(MAX_NAME_LENGTH)
                        // the size of the body limits the length of strings
                        .maxStringLength(Integer.MAX_VALUE)
                        .build())
                // names are untrusted: they must not fill the JVM's table of strings
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                // an emoji then needs four bytes instead of twelve
                .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                .build();
    }

    static JsonParser parser(byte[] body) throws IOException {
        return BODIES.get().createParser(body);
    }

    /** Returns a factory whose table of names is empty. */
    static JsonFactory withoutNames() {
        return factory(true);
    }

    /** Uses this factory for later bodies. The factory replaces a factory whose table of names is unusable. */
    static void readBodiesWith(JsonFactory factory) {
        BODIES.set(factory);
    }

    static JsonParser parser(String json) throws IOException {
        return TEXTS.createParser(json);
    }

    public static JsonGenerator generator(OutputStream out) throws IOException {
        return TEXTS.createGenerator(out);
    }
}
