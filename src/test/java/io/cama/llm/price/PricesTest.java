package io.cama.llm.price;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.model.Finding;
import io.cama.model.Usage;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PricesTest {
    private static final Usage USAGE = new Usage(1000, 100);

    @TempDir
    private Path home;

    private Prices own(String json) throws IOException {
        Path file = home.resolve(Prices.HOME_FILE);
        Files.createDirectories(file.getParent());
        Files.writeString(file, json);
        return Prices.read(home);
    }

    private static BigDecimal input(Prices prices, String model) {
        return prices.of(model).orElseThrow().rates().input();
    }

    @Test
    void thePackagedListIsDatedAndSoundThroughout() {
        assertThat(Prices.packaged().all()).hasSizeGreaterThanOrEqualTo(40).allSatisfy((model, price) -> {
            assertThat(model).matches("[a-z]+/[a-z0-9./-]+");
            assertThat(price.asOf()).as(model).isNotNull();
            assertThat(price.rates().input())
                    .as(model)
                    .isPositive()
                    .isLessThan(price.rates().output());
            assertThat(price.rates().cacheRead())
                    .as(model)
                    .isLessThanOrEqualTo(price.rates().input());
            assertThat(price.maxOutput()).as(model).isPositive();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "openai/gpt-4.1-mini, openai/gpt-4.1-mini",
        "openai/gpt-4.1-mini-2025-04-14, openai/gpt-4.1-mini",
        "anthropic/claude-sonnet-4-5-20250929, anthropic/claude-sonnet-4-5",
        "anthropic/claude-3-7-sonnet-latest, anthropic/claude-3-7-sonnet",
        "openrouter/openai/gpt-4.1-mini-2025-04-14, openai/gpt-4.1-mini",
        "openrouter/anthropic/claude-sonnet-4.5, openrouter/anthropic/claude-sonnet-4.5",
        "openrouter/anthropic/claude-3.7-sonnet, anthropic/claude-3-7-sonnet",
        "openrouter/google/gemini-2.5-pro, gemini/gemini-2.5-pro",
        "google/models/gemini-2.5-pro, gemini/gemini-2.5-pro"
    })
    void aModelIsFoundUnderTheNamesItGoesBy(String asked, String listed) {
        Prices prices = Prices.packaged();

        assertThat(prices.of(asked)).isPresent().contains(prices.all().get(listed));
    }

    @Test
    void aDatedModelThatIsListedItselfHasItsOwnPrice() {
        Prices prices = Prices.packaged();

        assertThat(input(prices, "openai/gpt-4o-2024-05-13")).isGreaterThan(input(prices, "openai/gpt-4o-2024-08-06"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openai/gpt-99",
                "openrouter/@preset/cards",
                "openrouter/openai/gpt-4.1-mini@preset/cards",
                "openrouter/openai/gpt-4.1-mini:nitro",
                "openrouter/auto",
                "mine/qwen3",
                "gpt-4.1-mini"
            })
    void nobodyKnowsThePriceOfWhatIsNotListed(String model) {
        assertThat(Prices.packaged().of(model)).isEmpty();
        assertThat(Prices.packaged().cost(model, USAGE)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ollama/llama3.2",
                "llamacpp/any",
                "vllm/qwen3",
                "demo/any",
                "openrouter/openai/gpt-4.1-mini:free"
            })
    void ownMachinesAndFreeModelsCostNothing(String model) {
        Prices prices = Prices.packaged();

        assertThat(prices.cost(model, USAGE)).isZero();
        assertThat(prices.cost(model, "openai/gpt-4.1-mini", USAGE)).isZero();
        assertThat(prices.of(model).orElseThrow().worst(1000, 1000)).isZero();
    }

    @Test
    void theUsersOwnListIsTheStronger() throws IOException {
        Prices prices = own("""
                {"gpt-4.1": {"input_cost_per_token": 0.000001, "output_cost_per_token": 0.000002,
                             "litellm_provider": "openai"},
                 "demo/any": {"input_cost_per_token": 0.000003, "output_cost_per_token": "0.000004"}}""");

        assertThat(prices.findings()).isEmpty();
        assertThat(prices.cost("openai/gpt-4.1", USAGE)).isEqualTo(1000 * 1000 + 100 * 2000);
        assertThat(prices.cost("openai/gpt-4.1", "gpt-4.1-2025-04-14", USAGE)).isEqualTo(1000 * 1000 + 100 * 2000);
        assertThat(prices.cost("demo/any", "any", USAGE)).isEqualTo(1000 * 3000 + 100 * 4000);
        assertThat(prices.cost("openai/gpt-4.1-mini", USAGE)).isEqualTo(1000 * 400 + 100 * 1600);
        assertThat(prices.of("demo/any").orElseThrow().source()).isEqualTo("config/prices.json");
    }

    @Test
    void theModelThatAnsweredIsPaidForWhereItsPriceIsKnown() {
        Prices prices = Prices.packaged();

        assertThat(prices.of("openrouter/openai/gpt-5", "openai/gpt-5-nano")).isEqualTo(prices.of("openai/gpt-5-nano"));
        assertThat(prices.of("openrouter/openai/gpt-5", "nobody/knows")).isEqualTo(prices.of("openai/gpt-5"));
        assertThat(prices.of("openrouter/openai/gpt-5", null)).isEqualTo(prices.of("openai/gpt-5"));
        assertThat(prices.of("openrouter/@preset/cards", "openai/gpt-5")).isEqualTo(prices.of("openai/gpt-5"));
        assertThat(prices.of("openai/gpt-5", " ")).isEqualTo(prices.of("openai/gpt-5"));
    }

    @Test
    void whatTheProviderSaysOfTheCostCountsFirst() {
        Usage told = new Usage(1000, 100, 0, 0, 0, new BigDecimal("0.00012345678"));

        assertThat(Prices.packaged().cost("openai/gpt-5", told)).isEqualTo(123_457);
        assertThat(Prices.packaged().cost("mine/qwen3", told)).isEqualTo(123_457);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"mine/a\": {\"input_cost_per_token\": 2.5, \"output_cost_per_token\": 0}}",
                "{\"mine/a\": {\"input_cost_per_token\": -0.1, \"output_cost_per_token\": 0}}",
                "{\"mine/a\": {\"input_cost_per_token\": \"much\", \"output_cost_per_token\": 0}}",
                "{\"mine/a\": {\"input_cost_per_token\": 1e-99, \"output_cost_per_token\": 0}}",
                "{\"mine/a\": {\"input_cost_per_token\": 0.000001}}",
                "{\"mine/a\": {\"input_cost_per_token\": 0, \"output_cost_per_token\": 0, \"as_of\": \"May\"}}",
                "{\"qwen\": {\"input_cost_per_token\": 0, \"output_cost_per_token\": 0}}",
                "{\"mine/a\": 3}",
                "{\"_file\": {\"as_of\": \"May\"}}",
                "{\"mine/a\": {",
                "[]",
                ""
            })
    void whatIsWrongInTheUsersListIsAnErrorAndNotThrown(String json) throws IOException {
        Prices prices = own(json);

        assertThat(prices.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Finding.Severity.ERROR);
            assertThat(finding.file()).endsWith("prices.json");
            assertThat(finding.hint()).isNotBlank();
        });
        assertThat(prices.of("mine/a")).isEmpty();
        assertThat(prices.of("openai/gpt-5")).isPresent();
    }

    @Test
    void anOldPriceIsWarnedOf() throws IOException {
        Prices prices = own("""
                {"_file": {"as_of": "2026-01-01"},
                 "mine/a": {"input_cost_per_token": 0.000001, "output_cost_per_token": 0.000002},
                 "mine/b": {"input_cost_per_token": 0.000001, "output_cost_per_token": 0.000002, "as_of": "2026-06-01"}}""");
        Duration limit = Duration.ofDays(180);

        assertThat(prices.stale("mine/a", limit, LocalDate.of(2026, 6, 30))).isEmpty();
        assertThat(prices.stale("mine/a", limit, LocalDate.of(2026, 7, 1))).hasValueSatisfying(finding -> {
            assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
            assertThat(finding.toString()).contains("mine/a", "2026-01-01", "181 days", "cama prices update");
        });
        assertThat(prices.stale("mine/b", limit, LocalDate.of(2026, 7, 1))).isEmpty();
        assertThat(prices.stale("demo/any", limit, LocalDate.of(2100, 1, 1))).isEmpty();
        assertThat(prices.stale("mine/none", limit, LocalDate.of(2100, 1, 1))).isEmpty();
    }
}
