package io.cama.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.model.Prompt;
import io.cama.prompt.json.JsonWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PicoschemaTest {
    private static String expand(String schema) {
        Prompt prompt = PromptFile.parse("x.prompt", "---\noutput:\n  schema: " + schema + "\n---\n");
        return new JsonWriter().write(prompt.outputSchema(), 0).replace("\"", "'");
    }

    private static String fields(String... fields) {
        return expand("\n    " + String.join("\n    ", fields));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '`',
            value = {
                "string=>{'type':'string'}",
                "integer, 나이=>{'type':'integer','description':'나이'}",
                "any=>{}",
                "any, 아무거나=>{'description':'아무거나'}",
                "null=>`null`",
                "\"null\"=>{'type':'null'}",
                "number,   하나, 둘=>{'type':'number','description':'하나, 둘'}",
                "boolean,=>{'type':'boolean'}"
            })
    void takesOneWordForTheWholeSchema(String schema, String expected) {
        assertThat(expand(schema)).isEqualTo(expected);
    }

    @Test
    void makesEveryFieldRequiredAndClosesTheObject() {
        assertThat(fields("term: string, the word", "level: integer"))
                .isEqualTo("{'type':'object','properties':{'term':{'type':'string','description':'the word'},"
                        + "'level':{'type':'integer'}},'required':['term','level'],'additionalProperties':false}");
    }

    @Test
    void makesOptionalFieldsNullable() {
        assertThat(fields("a?: string, 뜻", "b?: any", "c?: { d?: number }", "e?: \"null\""))
                .isEqualTo("{'type':'object','properties':{'a':{'type':['string','null'],'description':'뜻'},'b':{},"
                        + "'c':{'type':['object','null'],'properties':{'d':{'type':['number','null']}},'additionalProperties':false},"
                        + "'e':{'type':'null'}},'additionalProperties':false}");
    }

    @Test
    void expandsArrays() {
        assertThat(fields(
                        "tags(array, 표): string, 하나",
                        "cards?(array):",
                        "  front: string",
                        "deep(array): { x(array): number }"))
                .isEqualTo(
                        "{'type':'object','properties':{"
                                + "'tags':{'type':'array','items':{'type':'string','description':'하나'},'description':'표'},"
                                + "'cards':{'type':['array','null'],'items':{'type':'object','properties':{'front':{'type':'string'}},"
                                + "'required':['front'],'additionalProperties':false}},"
                                + "'deep':{'type':'array','items':{'type':'object','properties':{'x':{'type':'array','items':{'type':'number'}}},"
                                + "'required':['x'],'additionalProperties':false}}},'required':['tags','deep'],'additionalProperties':false}");
    }

    @Test
    void expandsObjects() {
        assertThat(fields("a(object, 주소):", "  city: string", "b?(object): { vs: string }"))
                .isEqualTo("{'type':'object','properties':{"
                        + "'a':{'type':'object','properties':{'city':{'type':'string'}},'required':['city'],"
                        + "'additionalProperties':false,'description':'주소'},"
                        + "'b':{'type':['object','null'],'properties':{'vs':{'type':'string'}},'required':['vs'],"
                        + "'additionalProperties':false}},'required':['a'],'additionalProperties':false}");
    }

    @Test
    void expandsEnums() {
        assertThat(fields("pos(enum, 품사): [noun, verb, 3]", "tab?(enum): [A]", "own?(enum): [A, null]"))
                .isEqualTo(
                        "{'type':'object','properties':{'pos':{'enum':['noun','verb',3],'description':'품사'},"
                                + "'tab':{'enum':['A',null]},'own':{'enum':['A',null]}},'required':['pos'],'additionalProperties':false}");
    }

    @Test
    void opensTheObjectWithAWildcard() {
        assertThat(fields("a: string", "(*): number, 수"))
                .isEqualTo("{'type':'object','properties':{'a':{'type':'string'}},'required':['a'],"
                        + "'additionalProperties':{'type':'number','description':'수'}}");
        assertThat(fields("(*): any")).isEqualTo("{'type':'object','properties':{},'additionalProperties':{}}");
    }

    @Test
    void keepsParenthesesInsideADescription() {
        assertThat(fields("tags(array, 표 (하나씩)): string")).contains("'description':'표 (하나씩)'");
    }

    @Test
    void knowsJsonSchemaByItsTop() {
        assertThat(fields("properties: { a: { type: string } }"))
                .isEqualTo("{'properties':{'a':{'type':'string'}},'type':'object'}");
        assertThat(fields("type: array", "items: { type: string }", "x-note: 1"))
                .isEqualTo("{'type':'array','items':{'type':'string'},'x-note':1}");
        assertThat(fields("type: any", "description: x")).isEqualTo("{'description':'x'}");
        assertThat(fields("type: [object, \"null\"]")).isEqualTo("{'type':['object','null']}");
        assertThat(fields("anyOf: [{ type: string }]")).isEqualTo("{'anyOf':[{'type':'string'}]}");
    }

    @Test
    void explainsThatAFieldNamedTypeMakesItJsonSchema() {
        assertThatThrownBy(() -> fields("term: string", "type: string"))
                .hasMessageContaining("x.prompt:4")
                .hasMessageContaining("a field named 'type' makes the whole schema JSON Schema")
                .hasMessageContaining("type: string, what it is");
        assertThat(fields("term: string", "type: string, 품사")).contains("'required':['term','type']");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '`',
            value = {
                "a: int=>4=>the type 'int' is unknown",
                "a: date=>4=>there are: any, boolean, integer, null, number, string",
                "a: Strings=>4=>did you mean 'string'?",
                "a:=>4=>a type is missing",
                "a: 5=>4=>a type cannot be 5",
                "a: [string]=>4=>a type cannot be [string]",
                "a(list): string=>4=>'list' cannot stand in parentheses",
                "a(enm): [x]=>4=>did you mean 'enum'?",
                "a(enum): x=>4=>an enum needs a list of values",
                "a(enum): []=>4=>an enum needs a list of values",
                "a(array: string=>4=>is not closed at its end",
                "a(array)x: string=>4=>is not closed at its end",
                "?: string=>4=>a field has no name",
                "a: { b: strin }=>4=>output.schema.a.b"
            })
    void refusesWhatMeansNothing(String field, int line, String message) {
        assertThatThrownBy(() -> fields(field))
                .isInstanceOf(PromptSyntaxException.class)
                .hasMessageContaining("x.prompt:" + line)
                .hasMessageContaining(message);
    }
}
