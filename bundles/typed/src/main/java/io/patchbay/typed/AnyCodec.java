package io.patchbay.typed;

import io.patchbay.api.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** The codec of {@link Json}, which accepts any value. */
record AnyCodec() implements Codec {

    @Override
    public Map<String, Object> schema() {
        return new LinkedHashMap<>();
    }

    @Override
    public Object read(Object json) {
        return Json.of(json);
    }

    @Override
    public Object write(Object value) {
        return value;
    }
}
