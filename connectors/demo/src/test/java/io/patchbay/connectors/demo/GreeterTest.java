package io.patchbay.connectors.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.Arguments;
import io.patchbay.api.ToolResult;
import org.junit.Test;

public class GreeterTest {

    @Test
    public void namesItsVersionInResultAndDefinition() {
        Greeter greeter = new Greeter();

        assertThat(greeter.call(Arguments.none(), null)).isEqualTo(ToolResult.text("Hello from version 1"));
        assertThat(greeter.definition().description()).contains("version 1");
    }
}
