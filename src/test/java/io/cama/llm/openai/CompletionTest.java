package io.cama.llm.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cama.llm.ReplyCases;
import io.cama.model.Abilities;
import io.cama.model.Failure;
import io.cama.model.Limits;
import io.cama.model.Provider;
import io.cama.model.Reason;
import io.cama.model.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class CompletionTest {
    private final OpenAiDialect dialect = new OpenAiDialect();

    @TestFactory
    Stream<DynamicTest> readsWhatServersSend() throws IOException {
        return ReplyCases.tests("responses.json", dialect);
    }

    @Test
    void messagesStayShortHoweverLongTheBodyIs() {
        byte[] page = "<p>lorem ipsum</p>\n".repeat(500_000).getBytes(UTF_8);

        Failure failure = ReplyCases.failure(dialect.read(ReplyCases.PROVIDER, 500, Map.of(), page));

        assertThat(failure.message()).hasSizeLessThan(300).endsWith("…").doesNotContain("\n");
    }

    @Test
    void readsTheSmallestErrorOfAnyShapeWithoutThrowing() {
        for (String odd :
                List.of("[]", "{}", "null", "7", "{\"error\":{}}", "{\"error\":[]}", "{\"error\":7}", "[[]]")) {
            Reply reply = dialect.read(ReplyCases.PROVIDER, 400, Map.of(), odd.getBytes(UTF_8));

            assertThat(ReplyCases.failure(reply).reason()).as(odd).isEqualTo(Reason.BAD_REQUEST);
        }
    }

    @Test
    void whereAToolWasAskedForTextBesideItIsNoAnswer() {
        Abilities tool = new Abilities(Abilities.Structured.TOOL, null, 1);
        var provider =
                new Provider("p", "http://h/v1", "openai", null, Limits.NONE, Duration.ofSeconds(1), Map.of(), tool);
        String body = "{\"choices\":[{\"message\":{\"content\":\"Here it is:\",\"tool_calls\":[{\"function\":"
                + "{\"arguments\":\"{\\\"a\\\":1}\"}}]}}]}";

        Reply reply = dialect.read(provider, 200, Map.of(), body.getBytes(UTF_8));

        assertThat(reply).isInstanceOf(Reply.Answered.class);
        assertThat(((Reply.Answered) reply).text()).isEqualTo("{\"a\":1}");
    }
}
