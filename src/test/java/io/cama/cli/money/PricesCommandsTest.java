package io.cama.cli.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.cli.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PricesCommandsTest {
    @TempDir
    private Path home;

    private Path list(String json) throws IOException {
        return Files.writeString(home.resolve("list.json"), json);
    }

    @Test
    void listsTheKnownPricesOfAMillionTokens() {
        Answer answer = Answer.of(home, "prices", "list", "GPT-4.1");

        assertThat(answer.exit()).isZero();
        assertThat(answer.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .matches(
                                        "openai/gpt-4.1 +\\$2 in +\\$8 out +\\$0.5 cached +\\d{4}-\\d\\d-\\d\\d +packaged .*"),
                        line -> assertThat(line).startsWith("openai/gpt-4.1-mini"),
                        line -> assertThat(line).startsWith("openai/gpt-4.1-nano"));
    }

    @Test
    void withoutAWordItListsAll() {
        assertThat(Answer.of(home, "prices").out())
                .isEqualTo(Answer.of(home, "prices", "list").out())
                .contains("anthropic/", "gemini/", "openai/", "openrouter/");
    }

    @Test
    void saysSoWhenNoModelMatches() {
        Answer answer = Answer.of(home, "prices", "list", "abacus", "--json");

        assertThat(answer.exit()).isEqualTo(3);
        assertThat(answer.out()).isEqualTo("[ ]\n");
        assertThat(answer.err()).contains("abacus");
    }

    @Test
    void listsAsJsonForScripts() {
        assertThat(Answer.of(home, "prices", "list", "gemini-2.5-pro", "--json").out())
                .contains(
                        "\"model\" : \"gemini/gemini-2.5-pro\"",
                        "\"input\" : 1.25",
                        "\"above\" : 200000",
                        "\"asOf\" : \"20");
    }

    @Test
    void showsThePriceAModelIsCountedAt() {
        Answer answer = Answer.of(
                home, "prices", "show", "openrouter/anthropic/claude-sonnet-4.5", "--set", "cama.prices.stale=3650d");

        assertThat(answer.exit()).isZero();
        assertThat(answer.out())
                .contains("openrouter/anthropic/claude-sonnet-4.5")
                .containsPattern("input +\\$3\n")
                .containsPattern("written to cache +\\$3.75\n")
                .contains("with more than 200000 tokens")
                .containsPattern("longest reply +64000 tokens\n")
                .containsPattern("source +packaged with Cama\n");
        assertThat(answer.err()).isEmpty();
    }

    @Test
    void showsWhatIsFreeAndWhatEachCallCosts() throws IOException {
        Files.createDirectories(home.resolve("config"));
        Files.writeString(
                home.resolve("config/prices.json"),
                "{\"mine/a\": {\"input_cost_per_token\": 0, \"output_cost_per_token\": 0, \"input_cost_per_request\": 0.010}}");

        assertThat(Answer.of(home, "prices", "show", "ollama/llama3.2").out())
                .containsPattern("output +\\$0\n")
                .containsPattern("longest reply +not known\n")
                .containsPattern("as of +no date\n");
        assertThat(Answer.of(home, "prices", "show", "mine/a").out()).containsPattern("each call +\\$0.01\n");
        assertThat(Answer.of(home, "prices", "list", "mine/").out()).contains("no date");
    }

    @Test
    void warnsOfAnOldPrice() throws IOException {
        Path list = list("{\"acme/a\": {\"input_cost_per_token\": 1e-06, \"output_cost_per_token\": 1e-06}}");
        Answer.of(home, "prices", "update", list.toString(), "--as-of", "2001-02-03");

        Answer answer = Answer.of(home, "prices", "show", "acme/a");

        assertThat(answer.exit()).isZero();
        assertThat(answer.err()).contains("warning", "2001-02-03", "cama prices update");
    }

    @Test
    void saysWhatToDoAboutAModelWithoutAPrice() {
        Answer answer = Answer.of(home, "prices", "show", "mine/qwen3");

        assertThat(answer.exit()).isEqualTo(3);
        assertThat(answer.err()).contains("mine/qwen3", "prices.json", "prices update FILE");
        assertThat(Answer.of(home, "prices", "show", "qwen3").exit()).isEqualTo(78);
    }

    @Test
    void bringsAListInAndSaysWhatBecameOfIt() throws IOException {
        Path list = list("""
                {"acme/a": {"input_cost_per_token": 1e-06, "output_cost_per_token": 1e-06},
                 "gpt-4.1": {"litellm_provider": "openai", "input_cost_per_token": 1e-06, "output_cost_per_token": 1e-06},
                 "acme/e1": {"mode": "embedding"}, "acme/e2": {"mode": "embedding"},
                 "acme/e3": {"mode": "embedding"}, "acme/e4": {"mode": "embedding"}}""");

        Answer answer = Answer.of(home, "prices", "update", list.toString(), "--as-of", "2026-03-04");

        assertThat(answer.exit()).isZero();
        assertThat(answer.out()).startsWith("1 added, 1 changed, 0 as before, 4 skipped; as of 2026-03-04, in ");
        assertThat(answer.err()).contains("skipped 4: is for embedding, not for text (acme/e1, acme/e2, acme/e3, …)");
        assertThat(Answer.of(home, "prices", "list", "acme").out()).contains("2026-03-04", "from list.json");
    }

    @Test
    void bringsAListInAsJsonForScripts() throws IOException {
        Path list = list("""
                {"acme/a": {"input_cost_per_token": 1e-06, "output_cost_per_token": 1e-06},
                 "acme/e1": {"mode": "embedding"}}""");

        Answer answer = Answer.of(home, "prices", "update", list.toString(), "--as-of", "2026-03-04", "--json");

        assertThat(answer.out())
                .contains("\"asOf\" : \"2026-03-04\"", "\"added\" : 1", "\"changed\" : 0", "\"same\" : 0")
                .contains("\"acme/e1\" : \"is for embedding, not for text\"");
        assertThat(answer.err()).isEmpty();
    }

    @Test
    void refusesAListThatIsNotThereOrNone() throws IOException {
        Answer missing =
                Answer.of(home, "prices", "update", home.resolve("none.json").toString());
        Answer broken = Answer.of(home, "prices", "update", list("{").toString());
        Answer day = Answer.of(home, "prices", "update", list("{}").toString(), "--as-of", "May");

        assertThat(missing.exit()).isEqualTo(66);
        assertThat(broken.exit()).isEqualTo(65);
        assertThat(broken.err()).contains("list.json", "nothing was changed");
        assertThat(day.exit()).isEqualTo(2);
        assertThat(home.resolve("config")).doesNotExist();
    }

    @Test
    void aBrokenListInTheHomeFolderStopsEveryCommandThatNeedsIt() throws IOException {
        Files.createDirectories(home.resolve("config"));
        Files.writeString(home.resolve("config/prices.json"), "{\"mine/a\": 3}");

        Answer answer = Answer.of(home, "prices", "list");

        assertThat(answer.exit()).isEqualTo(78);
        assertThat(answer.err()).contains("prices.json", "mine/a", "Do: ");
    }
}
