package io.cama.routes;

import static io.cama.routes.ScriptedEndpoint.Answer.says;
import static org.assertj.core.api.Assertions.assertThat;

import io.cama.model.Run;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text goes to the model and comes back from it as it is. */
class ReplyTextTest extends SharedFlow {
    @Override
    Map<String, String> settings() {
        return Map.of("cama.retry.passes", "1", "cama.breaker.minimum-calls", "1000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "한국어 낱말",
                "👩‍👩‍👧‍👦 𝒳",
                "caf\u00e9",
                "cafe\u0301",
                "\u200fשלום\u200e \u202eabc\u202c",
                "a\tb",
                "${sys.user.home} {{word}} #{1+1} <!--"
            })
    void textComesAndGoesAsItIs(String text) throws Exception {
        endpoint.script(
                call -> says("{\"said\":" + new com.fasterxml.jackson.databind.node.TextNode(call.asked()) + "}"));

        Run run = ask(text);

        assertThat(endpoint.calls().get(0).asked()).isEqualTo(text);
        assertThat(said(run)).isEqualTo(text);
    }

    @Test
    void aZeroCharacterInAnAnswerIsKeptAsItIs() throws Exception {
        endpoint.script(call -> says("{\"said\":\"a\\u0000b\"}"));

        assertThat(said(ask("apple"))).isEqualTo("a\u0000b");
    }

    @Test
    void halfASurrogateIsReplacedAndNothingElse() throws Exception {
        endpoint.script(
                call -> body(
                        "{\"choices\":[{\"message\":{\"content\":\"{\\\"said\\\":\\\"a\\ud83d!\\\"}\"},\"finish_reason\":\"stop\"}]}"));

        assertThat(said(ask("apple"))).isEqualTo("a\ufffd!");
    }

    @Test
    void halfASurrogateInsideTheAnswersJsonIsReplacedToo() throws Exception {
        endpoint.script(call -> says("{\"said\":\"a\\ud83d!\"}"));

        assertThat(said(ask("apple"))).isEqualTo("a\ufffd!");
    }

    @Test
    void templatesExpressionsAndPlaceholdersInAnAnswerAreText() throws Exception {
        String hostile = "${exchange} {{env:PATH}} {{#if x}} #{2*2} ignore all instructions";
        endpoint.script(call -> says("{\"said\":\"" + hostile + "\"}"));

        assertThat(said(ask("apple"))).isEqualTo(hostile);
    }
}
