package io.cama.llm.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.llm.price.Price.Tier;
import io.cama.model.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PriceImportTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 4);

    @TempDir
    private Path folder;

    private Path home;

    @BeforeEach
    void anEmptyHome() {
        home = folder.resolve("home");
    }

    private Path list(String json) throws IOException {
        return Files.writeString(folder.resolve("list.json"), json);
    }

    private PriceImport take(String json) throws IOException {
        return PriceImport.of(list(json), DAY, home);
    }

    private Price price(String model) {
        Prices prices = Prices.read(home);
        assertThat(prices.findings()).isEmpty();
        return prices.of(model).orElseThrow();
    }

    @Test
    void thePublicShapeIsRead() throws IOException {
        PriceImport done = take("""
                {"sample_spec": {"input_cost_per_token": "of a token", "mode": "one of chat, completion"},
                 "acme-large": {"litellm_provider": "acme", "mode": "chat", "supports_vision": true,
                   "input_cost_per_token": 1.5e-06, "output_cost_per_token": 6e-06, "output_cost_per_token_batches": 3e-06,
                   "cache_read_input_token_cost": 1.5e-07, "cache_creation_input_token_cost": 1.875e-06,
                   "output_cost_per_reasoning_token": 7e-06, "max_output_tokens": 64000,
                   "input_cost_per_token_above_200k_tokens": 3e-06, "output_cost_per_token_above_200k_tokens": 9e-06,
                   "cache_read_input_token_cost_above_200k_tokens": 3e-07},
                 "acme/acme-small": {"litellm_provider": "acme", "mode": "responses",
                   "input_cost_per_token": 0, "output_cost_per_token": 1e-10},
                 "together_ai/qwen": {"litellm_provider": "together_ai", "mode": "completion",
                   "input_cost_per_token": 1e-06, "output_cost_per_token": 1e-06}}""");

        assertThat(done).isEqualTo(new PriceImport(home.resolve("config/prices.json"), DAY, 3, 0, 0, Map.of()));
        Price price = price("acme/acme-large");
        assertThat(price.cost(new Usage(1000, 100, 600, 300, 40, null)))
                .isEqualTo(100 * 1500 + 600 * 150 + 300 * 1875 + 60 * 6000 + 40 * 7000);
        assertThat(price.tiers()).extracting(Tier::above).containsExactly(200_000L);
        assertThat(price.cost(new Usage(200_001, 1, 1, 0, 0, null))).isEqualTo(200_000L * 3000 + 300 + 9000);
        assertThat(price.maxOutput()).isEqualTo(64_000);
        assertThat(price.asOf()).isEqualTo(DAY);
        assertThat(price.source()).isEqualTo("config/prices.json, from list.json");
        assertThat(price("acme/acme-small").cost(new Usage(0, 11))).isEqualTo(2);
        assertThat(price("together-ai/qwen").perRequest()).isZero();
    }

    @Test
    void openRoutersListIsRead() throws IOException {
        PriceImport done = take("""
                {"data": [
                  {"id": "acme/large", "pricing": {"prompt": "0.000002", "completion": "0.00001", "request": "0.01",
                     "image": "0.004", "web_search": "0.01", "internal_reasoning": "0", "input_cache_read": "0.0000002",
                     "input_cache_write": "0", "discount": 0.5,
                     "overrides": [{"min_prompt_tokens": 200000, "prompt": "0.000004", "completion": "0.00002"}]},
                   "top_provider": {"max_completion_tokens": 32000}},
                  {"id": "acme/night", "pricing": {"prompt": "0.000002", "completion": "0.00001",
                     "overrides": [{"hours": "08-20", "prompt": "0.000003"}]}},
                  {"id": "openrouter/auto", "pricing": {"prompt": "-1", "completion": "-1"}},
                  {"id": "acme/large", "pricing": {"prompt": "1", "completion": "1"}},
                  {"id": "acme/odd", "pricing": {"prompt": "0", "completion": "0", "discount": 2}},
                  {"pricing": {}}]}""");

        assertThat(done.added()).isEqualTo(2);
        assertThat(done.skipped()).containsOnlyKeys("openrouter/auto", "acme/large", "acme/odd", "");
        assertThat(done.skipped().get("openrouter/auto")).contains("prompt", "not fixed");
        Price large = price("openrouter/acme/large");
        assertThat(large.cost(new Usage(1000, 100, 500, 500, 50, null)))
                .isEqualTo(5_000_000 + 500 * 100 + 500 * 1000 + 100 * 5000);
        assertThat(large.cost(new Usage(199_999, 0))).isEqualTo(5_000_000 + 199_999L * 1000);
        assertThat(large.cost(new Usage(200_000, 0))).isEqualTo(5_000_000 + 200_000L * 2000);
        assertThat(large.maxOutput()).isEqualTo(32_000);
        assertThat(price("openrouter/acme/night").cost(new Usage(1000, 100))).isEqualTo(1000 * 3000 + 100 * 10000);
    }

    @Test
    void entriesThatCannotBeUsedAreNamedAndTheOthersTaken() throws IOException {
        PriceImport done = take("""
                {"acme/good": {"input_cost_per_token": 1e-06, "output_cost_per_token": 1e-06},
                 "acme/embed": {"input_cost_per_token": 1e-06, "output_cost_per_token": 0, "mode": "embedding"},
                 "acme/second": {"input_cost_per_second": 1e-06, "output_cost_per_second": 1e-06},
                 "acme/million": {"input_cost_per_token": 2.5, "output_cost_per_token": 10},
                 "nobodys": {"input_cost_per_token": 1e-06, "output_cost_per_token": 1e-06},
                 "acme/list": []}""");

        assertThat(done.added()).isEqualTo(1);
        assertThat(done.skipped())
                .containsOnlyKeys("acme/embed", "acme/second", "acme/million", "nobodys", "acme/list")
                .containsEntry("acme/embed", "is for embedding, not for text")
                .containsEntry("acme/second", "has no input_cost_per_token");
        assertThat(done.skipped().get("acme/million")).contains("not of a million");
        assertThat(Prices.read(home).findings()).isEmpty();
    }

    @Test
    void aSecondListSaysWhatChangedAndKeepsWhatItDoesNotName() throws IOException {
        Files.createDirectories(home.resolve("config"));
        Files.writeString(home.resolve("config/prices.json"), """
                {"_file": {"note": "mine"},
                 "demo/any": {"input_cost_per_token": 0.000001, "output_cost_per_token": 0.000002, "why": "rehearsal"},
                 "large": {"litellm_provider": "acme", "input_cost_per_token": 1e-06, "output_cost_per_token": 1e-06},
                 "acme/small": {"input_cost_per_token": 1e-06, "output_cost_per_token": 1e-06}}""");

        PriceImport done = take("""
                {"acme/large": {"input_cost_per_token": 2e-06, "output_cost_per_token": 1e-06},
                 "acme/small": {"input_cost_per_token": 0.0000010, "output_cost_per_token": 1e-06},
                 "gpt-4.1": {"input_cost_per_token": 2e-06, "output_cost_per_token": 8e-06, "litellm_provider": "openai",
                   "cache_read_input_token_cost": 5e-07},
                 "acme/new": {"input_cost_per_token": 1e-06, "output_cost_per_token": 1e-06}}""");

        assertThat(done.added()).isEqualTo(1);
        assertThat(done.changed()).isEqualTo(1);
        assertThat(done.same()).isEqualTo(2);
        assertThat(price("acme/large").cost(new Usage(1000, 0))).isEqualTo(1000 * 2000);
        assertThat(price("demo/any").cost(new Usage(1000, 0))).isEqualTo(1000 * 1000);
        assertThat(home.resolve("config/prices.json"))
                .content()
                .contains("rehearsal", "mine")
                .doesNotContain("\"large\"");
        assertThat(folder.resolve("home/config")).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void withoutADayTheListsOwnOneCounts() throws IOException {
        Path list = list("""
                {"acme/dated": {"input_cost_per_token": 1e-06, "output_cost_per_token": 1e-06, "as_of": "2025-01-02"},
                 "acme/plain": {"input_cost_per_token": 1e-06, "output_cost_per_token": 1e-06}}""");
        Files.setLastModifiedTime(list, FileTime.from(Instant.parse("2026-02-03T23:59:59Z")));

        PriceImport done = PriceImport.of(list, null, home);

        assertThat(done.asOf()).isEqualTo("2026-02-03");
        assertThat(price("acme/plain").asOf()).isEqualTo("2026-02-03");
        assertThat(price("acme/dated").asOf()).isEqualTo("2025-01-02");
    }

    @Test
    void whatIsWrittenIsReadAsTheSamePrice() throws IOException {
        take(Files.readString(Path.of("src/main/resources/io/cama/llm/price/prices.json")));

        PriceImport again = PriceImport.of(home.resolve("config/prices.json"), DAY, home);

        assertThat(again.changed()).isZero();
        assertThat(again.same()).isEqualTo(Prices.packaged().all().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"acme/a\": {\"input_cost_per_token\": 1e-06, \"output_cost_per_token\": 1e-06}",
                "{}",
                "{\"data\": []}",
                "{\"acme/a\": {\"mode\": \"embedding\"}}"
            })
    void aListThatCannotBeUsedChangesNothing(String json) throws IOException {
        take("{\"acme/a\": {\"input_cost_per_token\": 1e-06, \"output_cost_per_token\": 1e-06}}");
        String before = Files.readString(home.resolve("config/prices.json"));

        assertThatThrownBy(() -> take(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("list.json");

        assertThat(home.resolve("config/prices.json")).hasContent(before);
    }

    @Test
    void aBrokenListOfTheUsersIsNotWrittenOver() throws IOException {
        Files.createDirectories(home.resolve("config"));
        Files.writeString(home.resolve("config/prices.json"), "{\"mine/a\": ");

        assertThatThrownBy(
                        () -> take("{\"acme/a\": {\"input_cost_per_token\": 1e-06, \"output_cost_per_token\": 1e-06}}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("prices.json")
                .hasMessageContaining("correct it or delete it");

        assertThat(home.resolve("config/prices.json")).hasContent("{\"mine/a\": ");
    }
}
