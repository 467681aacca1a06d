package io.patchbay.protocol.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.Schema;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Stubs;
import io.patchbay.protocol.TestJson;
import io.patchbay.protocol.schema.SchemaValidator;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;

/** Operators learn which tools some clients cannot use. */
public class ClientLimitsTest {

    @Rule
    public final Server server = new Server();

    @Test
    public void namesWhatSomeClientsRefuse() {
        assertThat(limits("{'type':'object','anyOf':[{'required':['a']}]}"))
                .containsExactly("its input schema has \"anyOf\" at the root");
        assertThat(limits("{'type':'object','oneOf':[{}],'allOf':[{}]}")).hasSize(2);
        assertThat(limits("{'type':'object','properties':{'a':{'$ref':'#/$defs/A'}},'$defs':{'A':{}}}"))
                .containsExactly("its input schema has \"$ref\"");
        assertThat(limits("{'type':'object','properties':{'o':{'properties':{'über':{}}}}}"))
                .singleElement()
                .asString()
                .contains("its property \"über\"");
        assertThat(limits("{'type':'object','properties':{'a_b-c.d':{'anyOf':[{'type':'string'},{'type':'null'}]}}}"))
                .isEmpty();
    }

    @Test
    public void isKnownOfWhatIsPublished() {
        server.publish(
                Stubs.tool(
                        ToolDefinition.readOnly(
                                "a.b", "Dotted.", Schema.of(TestJson.q("{'type':'object','oneOf':[{}]}"))),
                        (arguments, context) -> ToolResult.text("x")),
                Stubs.tool("l".repeat(65), (arguments, context) -> ToolResult.text("x")),
                Stubs.echo("plain"));

        assertThat(server.catalog()
                        .limits(server.catalog()
                                .snapshot()
                                .entries()
                                .iterator()
                                .next()
                                .owner()))
                .containsExactlyInAnyOrder(
                        "some clients cannot use a.b: its name contains a dot, its input schema has \"oneOf\" at the root",
                        "some clients cannot use " + "l".repeat(65) + ": its name has more than 64 characters");
    }

    private static List<String> limits(String schema) {
        return SchemaValidator.compile(Schema.of(TestJson.q(schema))).limits();
    }
}
