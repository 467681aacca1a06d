package io.patchbay.protocol.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.Schema;
import io.patchbay.protocol.TestJson;
import io.patchbay.protocol.json.JsonReader;
import java.util.List;
import org.junit.Test;

/** Null for an optional member counts as absent if the schema does not allow null. */
public class NullMembersTest {

    @Test
    public void leavesOutWhatIsNullAndOptional() {
        for (String type : List.of(
                "{'type':'string'}",
                "{'type':['string','number']}",
                "{'enum':['a','b']}",
                "{'const':1}",
                "{'$ref':'#/$defs/T'}",
                "{'allOf':[{'type':'object'}]}",
                "{'anyOf':[{'type':'string'},{'type':'integer'}]}",
                "{'type':'string','format':'date'}",
                "{'type':'array','items':{}}",
                "{'$ref':'#/$defs/T','description':'x'}",
                "false")) {
            String schema = "{'type':'object','properties':{'a':" + type
                    + ",'b':{'type':'integer'}},'required':['b'],'additionalProperties':false,'$defs':{'T':{'type':'string'}}}";

            assertThat(checked(schema, "{'a':null,'b':1}")).as(type).isEqualTo("{'b':1}");
            assertThat(checked(schema, "{'b':1,'a':null}")).as(type).isEqualTo("{'b':1}");
        }
    }

    @Test
    public void keepsNullThatTheSchemaAdmits() {
        for (String type : List.of(
                "{}",
                "true",
                "{'type':['string','null']}",
                "{'type':'null'}",
                "{'enum':['a',null]}",
                "{'const':null}",
                "{'anyOf':[{'type':'string'},{'type':'null'}]}",
                "{'oneOf':[{'type':'null'},{'type':'object'}]}",
                "{'$ref':'#/$defs/N'}",
                "{'description':'x'}")) {
            String schema = "{'type':'object','properties':{'a':" + type
                    + ",'c':{'type':'string'}},'$defs':{'N':{'type':['null','integer']}}}";

            assertThat(checked(schema, "{'a':null}")).as(type).isEqualTo("{'a':null}");
            assertThat(checked(schema, "{'a':null,'c':null}")).as(type).isEqualTo("{'a':null}");
        }
    }

    @Test
    public void saysWhatIsWrongWithNullThatIsRequiredOrUnknown() {
        String schema =
                "{'type':'object','properties':{'a':{'type':'string'},'b':{'type':'string'},'l':{'type':'array','items':{'type':'string'}}},'required':['a'],'additionalProperties':false}";

        assertThat(violations(schema, "{'a':null}")).containsExactly("/a: expected string, got null");
        assertThat(violations(schema, "{'a':null,'b':null}")).containsExactly("/a: expected string, got null");
        assertThat(violations(schema, "{'a':'x','b':null,'c':null}"))
                .containsExactly("/c: is not a known property here");
        assertThat(violations(schema, "{'a':'x','l':['y',null]}")).containsExactly("/l/1: expected string, got null");
        assertThat(violations(schema.replace("'required':['a']", "'allOf':[{'required':['b']}]"), "{'b':null}"))
                .containsExactly("/b: expected string, got null");
        assertThat(violations(schema, "null")).containsExactly("/: expected object, got null");
    }

    @Test
    public void looksAtEveryDepth() {
        String tree =
                "{'type':'object','properties':{'name':{'type':'string'},'next':{'$ref':'#'},'all':{'type':'array','items':{'$ref':'#'}},'by':{'type':'object','additionalProperties':{'$ref':'#'}}},'additionalProperties':false}";

        assertThat(
                        checked(
                                tree,
                                "{'name':null,'next':{'name':null,'next':null},'all':[{'name':null},{'name':'x','all':null}],'by':{'k':{'name':null}}}"))
                .isEqualTo("{'next':{},'all':[{},{'name':'x'}],'by':{'k':{}}}");
        String maybe =
                "{'type':'object','properties':{'o':{'anyOf':[{'type':'object','properties':{'x':{'type':'string'}}},{'type':'null'}]}}}";
        assertThat(checked(maybe, "{'o':{'x':null}}")).isEqualTo("{'o':{}}");
        String either =
                "{'type':'object','properties':{'a':{'type':'string'},'b':{'type':'string'}},'oneOf':[{'required':['a']},{'required':['b']}]}";
        assertThat(checked(either, "{'a':null,'b':'x'}")).isEqualTo("{'b':'x'}");
        String dependent =
                "{'type':'object','properties':{'a':{'type':'string'},'b':{'type':'string'}},'dependentRequired':{'a':['b']}}";
        assertThat(checked(dependent, "{'a':null}")).isEqualTo("{}");
    }

    @Test(timeout = 60_000)
    public void staysCheapForManyNulls() {
        SchemaValidator validator = SchemaValidator.compile(
                Schema.of(
                        TestJson.q(
                                "{'type':'object','properties':{'l':{'type':'array','items':{'type':'object','properties':{'x':{'type':'string'}}}},'n':{'type':'integer'}}}")));
        JsonNode value = JsonReader.read(TestJson.q("{'l':[" + "{'x':null,'y':null},".repeat(60_000) + "{}],'n':'x'}"));

        assertThat(validator.check(value).violations()).isNotEmpty();
    }

    @Test(timeout = 60_000)
    public void staysCheapForSchemasThatLeadToEachOtherTwice() {
        StringBuilder definitions = new StringBuilder();
        for (int at = 0; at < 45; at++) {
            String next = "{'$ref':'#/$defs/d" + (at + 1) + "'}";
            definitions
                    .append("'d")
                    .append(at)
                    .append("':{'allOf':[")
                    .append(next)
                    .append(',')
                    .append(next)
                    .append("]},");
        }
        String schema = "{'type':'object','properties':{'x':{'$ref':'#/$defs/d0'},'n':{'type':'integer'}},'$defs':{"
                + definitions + "'d45':{}}}";

        assertThat(violations(schema, "{'x':null,'n':'x'}")).isNotEmpty();
    }

    private static String checked(String schema, String value) {
        SchemaValidator.Checked checked = check(schema, value);
        assertThat(checked.violations()).as("%s against %s", value, schema).isEmpty();
        return checked.value().toString().replace('"', '\'');
    }

    private static List<String> violations(String schema, String value) {
        return check(schema, value).violations();
    }

    private static SchemaValidator.Checked check(String schema, String value) {
        return SchemaValidator.compile(Schema.of(TestJson.q(schema))).check(JsonReader.read(TestJson.q(value)));
    }
}
