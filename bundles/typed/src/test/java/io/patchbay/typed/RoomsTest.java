package io.patchbay.typed;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.Answer;
import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.Json;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolResult;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.Test;

/** The example of docs/write-a-connector.md behaves as the page says. */
public class RoomsTest {

    private final Tool find = new Rooms().tools().get(0);
    private final Tool cancel = new Rooms().tools().get(1);

    @Test
    public void offersARoom() throws Exception {
        assertThat(find.call(Arguments.of(Map.of("begin", "2026-11-20T09:30:00Z", "people", 3)), round(Map.of())))
                .isEqualTo(ToolResult.structured(new Json("{\"room\":\"Garden\",\"seats\":12}")));
        assertThat(find.call(Arguments.of(Map.of("begin", "2026-11-20T09:30:00Z", "people", 13)), round(Map.of())))
                .isEqualTo(ToolResult.failed("No room has 13 seats; the largest has 12."));
    }

    @Test
    public void asksBeforeItCancels() throws Exception {
        assertThat(cancel(Map.of())).isInstanceOf(ToolResult.InputRequired.class);
        assertThat(cancel(Map.of("sure", new Answer.Accepted(Arguments.of(Map.of("sure", true))))))
                .isEqualTo(ToolResult.text("Cancelled B-1."));
        assertThat(cancel(Map.of("sure", new Answer.Accepted(Arguments.of(Map.of("sure", false))))))
                .isInstanceOf(ToolResult.Failed.class);
        assertThat(cancel(Map.of("sure", new Answer.Declined()))).isInstanceOf(ToolResult.Failed.class);
    }

    private ToolResult cancel(Map<String, Answer> answers) throws Exception {
        return cancel.call(Arguments.of(Map.of("id", "B-1")), round(answers));
    }

    /** Returns the context of a round with these answers. */
    private static CallContext round(Map<String, Answer> answers) {
        return (CallContext) Proxy.newProxyInstance(
                CallContext.class.getClassLoader(), new Class<?>[] {CallContext.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("answers")) {
                        return answers;
                    }
                    throw new AssertionError(method);
                });
    }
}
