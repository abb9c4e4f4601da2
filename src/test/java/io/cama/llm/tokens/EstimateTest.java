package io.cama.llm.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.llm.Dialects;
import io.cama.llm.Requests;
import io.cama.model.Message;
import io.cama.model.Rendered;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EstimateTest {
    private static final int A_MESSAGE = 4;
    private static final int A_REPLY = 3;

    @Test
    void chatCompletionsCountTextsAndWhatEachMessageCosts() {
        Estimate estimate = Estimate.of("""
                {"model":"gpt-4.1-mini-with-a-long-name","messages":[{"role":"system","content":"abcdefgh"},
                {"role":"user","content":"abcd"}],"temperature":0.7,"max_completion_tokens":500}""");

        assertThat(estimate).isEqualTo(new Estimate(A_REPLY + 2 * A_MESSAGE + 2 + 1, 500));
    }

    @Test
    void anthropicMessagesCountTheSystemTextToo() {
        Estimate estimate = Estimate.of("""
                {"model":"claude","max_tokens":4096,
                "system":[{"type":"text","text":"abcdefgh","cache_control":{"type":"ephemeral"}}],
                "messages":[{"role":"user","content":[{"type":"text","text":"abcd"},{"type":"text","text":"abcd"}]}],
                "thinking":{"type":"enabled","budget_tokens":1024}}""");

        assertThat(estimate).isEqualTo(new Estimate(A_REPLY + A_MESSAGE + 2 + A_MESSAGE + 2, 4096));
    }

    @Test
    void ollamaNamesItsLimitAmongTheOptions() {
        Estimate estimate = Estimate.of("""
                {"model":"llama3.2","stream":false,"messages":[{"role":"user","content":"abcd"}],
                "options":{"temperature":0,"stop":["x"],"num_ctx":8192,"num_predict":300}}""");

        assertThat(estimate).isEqualTo(new Estimate(A_REPLY + A_MESSAGE + 1, 300));
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "ollama"})
    void whatADialectAddsToTheMessagesIsTheSameForEachRequest(String dialect) {
        assertThat(added(dialect, "short")).isEqualTo(added(dialect, "눈치가 빠른 사람은 절에 가서도 젓국을 얻어먹는다 ".repeat(20)));
    }

    private static long added(String dialect, String text) {
        Rendered rendered = Requests.rendered(
                Map.of("maxOutputTokens", 300),
                "json",
                Map.of("type", "object"),
                Message.of("system", "You explain words."),
                Message.of("user", text));
        String body = new Dialects(List.of()).require(dialect).write(Requests.provider("any"), "m", rendered);
        return Estimate.of(body).input() - Estimate.of(rendered.messages());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"messages\":[]}",
                "{\"messages\":[],\"max_tokens\":null}",
                "{\"messages\":[],\"max_tokens\":\"500\"}",
                "{\"messages\":[],\"options\":{\"num_predict\":-1}}",
                "{\"messages\":[],\"options\":null}"
            })
    void withoutALimitNoneIsKnown(String body) {
        assertThat(Estimate.of(body)).isEqualTo(new Estimate(A_REPLY, 0));
    }

    @Test
    void severalChoicesAreSeveralReplies() {
        assertThat(Estimate.of("{\"messages\":[],\"max_tokens\":100,\"n\":3}").maxOutput())
                .isEqualTo(300);
    }

    @Test
    void escapesCountAsTheCharactersTheyStandFor() {
        String plain = "{\"messages\":[{\"role\":\"user\",\"content\":\"사과나\\t𠮷𠮷𠮷\"}]}";
        String escaped = "{\"messages\":[{\"role\":\"user\",\"content\":"
                + "\"\\uc0ac\\uacfc\\ub098\\u0009\\ud842\\udfb7\\ud842\\udfb7\\ud842\\udfb7\"}]}";

        assertThat(Estimate.of(escaped)).isEqualTo(Estimate.of(plain));
        assertThat(Estimate.of(plain).input()).isEqualTo(A_REPLY + A_MESSAGE + (3 + 8 * 6 + 11) / 12);
    }

    @Test
    void theSchemaIsPartOfTheInput() {
        String bare = "{\"messages\":[{\"role\":\"user\",\"content\":\"abcd\"}]%s}";
        String schema = "{\"type\":\"object\",\"properties\":{\"meaning\":{\"type\":\"string\",\"maxLength\":80}}}";
        long without = Estimate.of(bare.formatted("")).input();

        for (String member : new String[] {
            ",\"response_format\":{\"json_schema\":{\"schema\":" + schema + "}}",
            ",\"tools\":[{\"input_schema\":" + schema + "}]",
            ",\"output_config\":{\"format\":{\"schema\":" + schema + "}}",
            ",\"format\":" + schema
        }) {
            assertThat(Estimate.of(bare.formatted(member)).input() - without)
                    .as(member)
                    .isBetween(schema.length() / 4L - 3, member.length() / 4L + 3);
        }
    }

    @Test
    void callsOfToolsInTheConversationAreText() {
        Estimate estimate = Estimate.of("""
                {"messages":[{"role":"assistant","content":null,"tool_calls":[{"id":"call_123456789",
                "type":"function","function":{"name":"abcd","arguments":"abcdefgh"}}]},
                {"role":"tool","tool_call_id":"call_123456789","content":"abcd"},
                {"role":"assistant","content":[{"type":"tool_use","input":{"count":7,"sure":true}}]}]}""");

        assertThat(estimate.input()).isEqualTo(A_REPLY + 3 * A_MESSAGE + 1 + 2 + 1 + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,%s\"}}]",
                "\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"data\":\"%s\"}}]",
                "\"content\":\"\",\"images\":[\"%s\"]"
            })
    void aPictureCostsTheSameWhateverItsBytes(String member) {
        String body = "{\"messages\":[{\"role\":\"user\"," + member + "}]}";

        long small = Estimate.of(body.formatted("abcd")).input();
        long large = Estimate.of(body.formatted("abcd".repeat(100_000))).input();

        assertThat(small).isEqualTo(large).isEqualTo(A_REPLY + A_MESSAGE + 1600);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abcdefgh", "[\"abcdefghij\"]", "{\"messages\":[{\"content\":\"abcdefghijklmn", ""})
    void aBodyThatIsNoJsonObjectIsOneLongText(String body) {
        assertThat(Estimate.of(body)).isEqualTo(new Estimate(A_REPLY + A_MESSAGE + Tokens.of(body), 0));
    }

    @Test
    void messagesThatAreNoListAreStillText() {
        assertThat(Estimate.of("{\"messages\":\"abcdefgh\"}").input()).isEqualTo(A_REPLY + 2);
    }
}
