package io.cama.llm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cama.llm.anthropic.AnthropicDialect;
import io.cama.llm.ollama.OllamaDialect;
import io.cama.llm.openai.OpenAiDialect;
import io.cama.model.Reply;
import io.cama.model.Usage;
import java.math.BigDecimal;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an endpoint counts is added up over many calls, so no number of its is believed beyond reason. */
class AbsurdNumbersTest {
    private static final String COUNTS = """
            {"id":"x","usage":{"prompt_tokens":N,"completion_tokens":N,"input_tokens":N,"output_tokens":N,
            "cache_read_input_tokens":N,"cache_creation_input_tokens":N,"prompt_tokens_details":{"cached_tokens":N}},
            "prompt_eval_count":N,"eval_count":N}""";

    private static final String TIMINGS = "{\"timings\":{\"prompt_n\":N,\"cache_n\":N,\"predicted_n\":N}}";

    @ParameterizedTest
    @CsvSource({
        "4000000000000000000,1000000000",
        "4e18,1000000000",
        "1e300,1000000000",
        "1e99999,1000000000",
        "92233720368547758070000,1000000000",
        "1000000001,1000000000",
        "999999,999999",
        "-5,0",
        "-4e18,0",
    })
    void tokensAreKeptWithinReasonInEveryDialect(String said, long read) {
        for (Dialect dialect : new Dialect[] {new OpenAiDialect(), new AnthropicDialect(), new OllamaDialect()}) {
            Usage usage = usage(dialect, COUNTS.replace("N", said));
            assertThat(usage.output()).as(dialect.name()).isEqualTo(read);
            assertThat(usage.input())
                    .as(dialect.name())
                    .isEqualTo(dialect.name().equals("anthropic") ? Math.min(1_000_000_000, 3 * read) : read);
            assertThat(LongStream.of(usage.cached(), usage.cacheWritten(), usage.reasoning()))
                    .allMatch(count -> count >= 0 && count <= 1_000_000_000);
        }
        Usage timed = usage(new OpenAiDialect(), TIMINGS.replace("N", said));
        assertThat(timed.input()).isEqualTo(Math.min(1_000_000_000, 2 * read));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {"1e300,100000", "1e99999,100000", "100000.01,100000", "99999.5,99999.5", "-1,none", "-1e300,none"})
    void aCostIsKeptWithinReasonInEveryDialectThatTellsOne(String said, BigDecimal read) {
        String body = "{\"usage\":{\"cost\":%s}}".formatted(said);
        for (Dialect dialect : new Dialect[] {new OpenAiDialect(), new AnthropicDialect()}) {
            assertThat(usage(dialect, body).cost()).as(dialect.name()).isEqualTo(read);
        }
    }

    private static Usage usage(Dialect dialect, String body) {
        Reply reply = dialect.read(ReplyCases.PROVIDER, 200, Map.of(), body.getBytes(UTF_8));
        return ((Reply.Failed) reply).usage();
    }
}
