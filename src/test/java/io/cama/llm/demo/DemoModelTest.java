package io.cama.llm.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cama.llm.demo.DemoModel.Response;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoModelTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OPENAI = "/v1/chat/completions";
    private static final String ANTHROPIC = "/v1/messages";
    private static final String OLLAMA = "/api/chat";
    private static final String SCHEMA =
            "{'type':'object','properties':{'meaning':{'type':'string'}},'required':['meaning']}";
    private static final String ASK = "'messages':[{'role':'user','content':'{\\'term\\':\\'sea\\'}'}]";

    private final DemoModel model;

    DemoModelTest(@TempDir Path folder) throws Exception {
        Path replies = Files.writeString(folder.resolve("r.jsonl"), "{\"when\":{\"term\":\"pear\"},\"reply\":\"bae\"}");
        model = DemoModel.read(List.of(replies));
    }

    private static String json(String text) {
        return text.replace("\\'", "\\\"").replace('\'', '"');
    }

    private Response ask(String path, String members) {
        return model.answer(path, json("{'model':'m'," + members + "}").getBytes(UTF_8));
    }

    private JsonNode answered(String path, String members) throws Exception {
        Response response = ask(path, members);
        assertThat(response.status()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    @Test
    void chatCompletionsAreAnsweredInOpenAisForm() throws Exception {
        byte[] body = json("{'model':'m'," + ASK + "}").getBytes(UTF_8);
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));

        assertThat(model.answer(OPENAI, body).body())
                .isEqualTo(json("{'id':'demo-" + hash.substring(0, 24) + "','object':'chat.completion',"
                        + "'created':946684800,'model':'demo','choices':[{'index':0,'message':{'role':'assistant',"
                        + "'content':'demo reply to: sea','refusal':null},'finish_reason':'stop'}],'usage':"
                        + "{'prompt_tokens':8,'completion_tokens':5,'total_tokens':13}}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/chat/completions", "/openai/v1/chat/completions"})
    void theEndOfThePathDecides(String path) {
        assertThat(ask(path, ASK).status()).isEqualTo(200);
    }

    @Test
    void messagesAreAnsweredInAnthropicsForm() throws Exception {
        JsonNode reply = answered(
                "/messages",
                "'max_tokens':100,'system':[{'type':'text','text':'Be brief.'}],'messages':[{'role':'user',"
                        + "'content':[{'type':'text','text':'{\\'term\\':'},{'type':'text','text':'\\'sea\\'}'}]}]");

        assertThat(reply.at("/content")).hasSize(1);
        assertThat(reply.at("/content/0/type").asText()).isEqualTo("text");
        assertThat(reply.at("/content/0/text").asText()).isEqualTo("demo reply to: sea");
        assertThat(reply.path("stop_reason").asText()).isEqualTo("end_turn");
        assertThat(reply.path("role").asText()).isEqualTo("assistant");
        assertThat(reply.at("/usage/input_tokens").asLong()).isEqualTo(8 + 4 + 3);
        assertThat(reply.at("/usage/output_tokens").asLong()).isEqualTo(5);
    }

    @Test
    void anthropicsOutputFormatTakesASchema() throws Exception {
        JsonNode reply = answered(
                ANTHROPIC,
                "'max_tokens':100,'output_config':{'format':{'type':'json_schema','schema':" + SCHEMA + "}}," + ASK);

        assertThat(reply.at("/content/0/text").asText()).isEqualTo("{\"meaning\":\"demo: sea – meaning\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'type':'tool','name':'answer'}", "{'type':'any'}"})
    void anthropicsToolIsCalledWithTheAnswer(String choice) throws Exception {
        JsonNode reply = answered(
                ANTHROPIC,
                "'max_tokens':100,'tools':[{'name':'answer','input_schema':" + SCHEMA + "}],'tool_choice':" + choice
                        + "," + ASK);

        assertThat(reply.at("/content/0/type").asText()).isEqualTo("tool_use");
        assertThat(reply.at("/content/0/name").asText()).isEqualTo("answer");
        assertThat(reply.at("/content/0/input/meaning").asText()).isEqualTo("demo: sea – meaning");
        assertThat(reply.path("stop_reason").asText()).isEqualTo("tool_use");
    }

    @Test
    void aToolCallThatIsCutShortHasNoInput() throws Exception {
        JsonNode reply = answered(
                ANTHROPIC,
                "'max_tokens':2,'tools':[{'name':'answer','input_schema':" + SCHEMA + "}],'tool_choice':{'type':'any'},"
                        + ASK);

        assertThat(reply.at("/content/0/input").isObject()).isTrue();
        assertThat(reply.at("/content/0/input")).isEmpty();
        assertThat(reply.path("stop_reason").asText()).isEqualTo("max_tokens");
    }

    @Test
    void aToolWhoseReplyIsNoObjectAnswersInText() throws Exception {
        JsonNode reply = answered(
                ANTHROPIC,
                "'max_tokens':100,'tools':[{'name':'answer'}],'tool_choice':{'type':'any'},'messages':"
                        + "[{'role':'user','content':'{\\'term\\':\\'pear\\'}'}]");

        assertThat(reply.at("/content/0/text").asText()).isEqualTo("bae");
    }

    @Test
    void ollamasChatIsAnsweredInItsForm() throws Exception {
        JsonNode reply = answered(OLLAMA, "'stream':false,'format':" + SCHEMA + "," + ASK);

        assertThat(reply.at("/message/content").asText()).isEqualTo("{\"meaning\":\"demo: sea – meaning\"}");
        assertThat(reply.path("done").booleanValue()).isTrue();
        assertThat(reply.path("done_reason").asText()).isEqualTo("stop");
        assertThat(reply.path("prompt_eval_count").asLong()).isEqualTo(8);
        assertThat(reply.path("total_duration").asLong())
                .isEqualTo(reply.path("prompt_eval_duration").asLong()
                        + reply.path("eval_duration").asLong());
        assertThat(answered(OLLAMA, "'stream':false,'format':'json'," + ASK)
                        .at("/message/content")
                        .asText())
                .isEqualTo("{\"demo\":\"demo: sea\"}");
        assertThat(answered(OLLAMA, "'stream':false," + ASK)
                        .at("/message/content")
                        .asText())
                .isEqualTo("demo reply to: sea");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/chat/completions | 'max_tokens':3            | /choices/0/message/content | /choices/0/finish_reason | length",
                "/v1/chat/completions | 'max_completion_tokens':3 | /choices/0/message/content | /choices/0/finish_reason | length",
                "/v1/messages         | 'max_tokens':3            | /content/0/text            | /stop_reason             | max_tokens",
                "/api/chat | 'stream':false,'options':{'num_predict':3} | /message/content     | /done_reason             | length"
            })
    void anAnswerLongerThanTheCapIsCut(String path, String cap, String text, String reason, String expected)
            throws Exception {
        JsonNode reply = answered(path, cap + "," + ASK);

        assertThat(reply.at(text).asText()).isEqualTo("demo reply t");
        assertThat(reply.at(reason).asText()).isEqualTo(expected);
    }

    @Test
    void aCapThatIsNotReachedChangesNothing() throws Exception {
        assertThat(answered(OPENAI, "'max_tokens':5," + ASK)
                        .at("/choices/0/finish_reason")
                        .asText())
                .isEqualTo("stop");
        assertThat(answered(OLLAMA, "'stream':false,'options':{'num_predict':-1}," + ASK)
                        .path("done_reason")
                        .asText())
                .isEqualTo("stop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'x'", "0", "1.5", "-1"})
    void aCapThatIsNoCountIsRefused(String cap) throws Exception {
        Response response = ask(OPENAI, "'max_tokens':" + cap + "," + ASK);

        assertThat(response.status()).isEqualTo(400);
        assertThat(JSON.readTree(response.body()).at("/error/param").asText()).isEqualTo("max_tokens");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'messages':[{'role':'user','content':'x'}]                                    | max_tokens: Field required",
                "'max_tokens':9,'messages':[{'role':'system','content':'x'}]                   | Unexpected role",
                "'max_tokens':9,'stream':true,'messages':[{'role':'user','content':'x'}]       | does not stream",
                "'max_tokens':9,'tool_choice':{'type':'tool','name':'t'},'messages':[{'role':'user','content':'x'}] | no tool",
                "'max_tokens':9,'messages':[]                                                  | at least one message",
                "'max_tokens':9,'model':'','messages':[{'role':'user','content':'x'}]          | model: Field required"
            })
    void anthropicsErrorsHaveItsForm(String members, String message) throws Exception {
        Response response = ask(ANTHROPIC, members);
        JsonNode error = JSON.readTree(response.body());

        assertThat(response.status()).isEqualTo(400);
        assertThat(error.path("type").asText()).isEqualTo("error");
        assertThat(error.at("/error/type").asText()).isEqualTo("invalid_request_error");
        assertThat(error.at("/error/message").asText()).contains(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'messages':[{'role':'user','content':'x'}]                                       | \"stream\": false",
                "'stream':true,'messages':[{'role':'user','content':'x'}]                         | \"stream\": false",
                "'stream':false,'format':'xml','messages':[{'role':'user','content':'x'}]         | invalid format",
                "'stream':false,'model':'','messages':[{'role':'user','content':'x'}]             | model is required"
            })
    void ollamasErrorsArePlainText(String members, String message) throws Exception {
        Response response = ask(OLLAMA, members);

        assertThat(response.status()).isEqualTo(400);
        assertThat(JSON.readTree(response.body()).path("error").textValue()).contains(message);
    }

    @Test
    void otherPathsAndTooLongBodiesAreRefused() {
        assertThat(ask("/v1/embeddings", ASK).status()).isEqualTo(404);
        assertThat(model.answer(ANTHROPIC, new byte[10_000_001]).status()).isEqualTo(413);
        assertThat(model.answer(ANTHROPIC, new byte[10_000_001]).body()).contains("request_too_large");
    }

    @Test
    void aRepairIsAnsweredForTheItemThatWasAskedAbout() throws Exception {
        String repair = "'messages':[{'role':'system','content':'{\\'term\\':\\'no\\'}'},"
                + "{'role':'user','content':'Explain {\\'term\\':\\'pear\\'}'},{'role':'assistant','content':'{'},"
                + "{'role':'user','content':'That is no JSON.'},{'role':'assistant','content':'{\\'a\\':1}'},"
                + "{'role':'user','content':'{\\'a\\':1} misses meaning. Give {\\'meaning\\': …}: {\\'a\\':1}'}]";

        assertThat(answered(OPENAI, repair).at("/choices/0/message/content").asText())
                .isEqualTo("bae");
        assertThat(answered(OLLAMA, "'stream':false," + repair)
                        .at("/message/content")
                        .asText())
                .isEqualTo("bae");
    }

    @Test
    void anExampleWithItsReplyIsNoRepair() throws Exception {
        String example = "'messages':[{'role':'user','content':'{\\'term\\':\\'water\\'}'},"
                + "{'role':'assistant','content':'mul'},{'role':'user','content':'{\\'term\\':\\'pear\\'}'}";

        assertThat(answered(OPENAI, example + "]")
                        .at("/choices/0/message/content")
                        .asText())
                .isEqualTo("bae");
        assertThat(answered(OPENAI, example + ",{'role':'assistant','content':''},{'role':'user','content':'Again.'}]")
                        .at("/choices/0/message/content")
                        .asText())
                .isEqualTo("bae");
    }
}
