package io.cama.llm.price;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.llm.price.Price.Rates;
import io.cama.llm.price.Price.Tier;
import io.cama.model.Usage;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class PriceTest {
    private static final Price PLAIN = price(rates("0.000002", "0.000008", "0.0000005", "0.0000025", null), "0");

    private static Rates rates(String input, String output, String read, String write, String reasoning) {
        return Rates.of(dollars(input), dollars(output), dollars(read), dollars(write), dollars(reasoning));
    }

    private static BigDecimal dollars(String text) {
        return text == null ? null : new BigDecimal(text);
    }

    private static Price price(Rates rates, String perRequest, Tier... tiers) {
        return new Price(rates, List.of(tiers), new BigDecimal(perRequest), 0, null, "test");
    }

    private static Usage usage(long input, long output, long cached, long written, long reasoning) {
        return new Usage(input, output, cached, written, reasoning, null);
    }

    @Test
    void inputAndOutputCostTheirRates() {
        assertThat(PLAIN.cost(new Usage(1000, 100))).isEqualTo(1000 * 2000 + 100 * 8000);
        assertThat(PLAIN.cost(Usage.NONE)).isZero();
    }

    @Test
    void cachedTokensArePartOfTheInputAndCostTheirOwnRate() {
        assertThat(PLAIN.cost(usage(1000, 0, 600, 300, 0))).isEqualTo(100 * 2000 + 600 * 500 + 300 * 2500);
    }

    @Test
    void whatIsNotPricedApartCostsAsMuchAsItsSide() {
        Price price = price(rates("0.000002", "0.000008", null, null, null), "0");

        assertThat(price.cost(usage(1000, 100, 600, 300, 50))).isEqualTo(price.cost(new Usage(1000, 100)));
    }

    @Test
    void reasoningIsPartOfTheOutputAndMayCostItsOwnRate() {
        Price price = price(rates("0", "0.000008", null, null, "0.00002"), "0");

        assertThat(price.cost(usage(0, 100, 0, 0, 40))).isEqualTo(60 * 8000 + 40 * 20000);
    }

    @Test
    void partsLargerThanTheirWholeAndNumbersBelowZeroNeverMakeMoneyBack() {
        assertThat(PLAIN.cost(usage(100, 10, 600, 600, 900))).isEqualTo(100 * 500 + 10 * 8000);
        assertThat(PLAIN.cost(usage(-5, -5, -5, -5, -5))).isZero();
    }

    @Test
    void aLongPromptCostsItsTierForAllItsTokens() {
        Price price = price(
                rates("0.000003", "0.000015", null, null, null),
                "0",
                new Tier(200_000, rates("0.000006", "0.0000225", null, null, null)));

        assertThat(price.cost(new Usage(200_000, 10))).isEqualTo(200_000L * 3000 + 10 * 15000);
        assertThat(price.cost(new Usage(200_001, 10))).isEqualTo(200_001L * 6000 + 10 * 22500);
        assertThat(price.worst(200_001, 10)).isEqualTo(200_001L * 6000 + 10 * 22500);
    }

    @Test
    void aPartOfABillionthIsRoundedUpOnceForTheWholeCall() {
        Price price = price(rates("0.0000000001", "0.0000000001", null, null, null), "0");

        assertThat(price.cost(new Usage(1, 1))).isEqualTo(1);
        assertThat(price.cost(new Usage(6, 5))).isEqualTo(2);
    }

    @Test
    void eachCallMayCostSomethingOfItsOwn() {
        Price price = price(rates("0", "0", null, null, null), "0.005");

        assertThat(price.cost(Usage.NONE)).isEqualTo(5_000_000);
        assertThat(price.worst(0, 0)).isEqualTo(5_000_000);
    }

    @Test
    void theWorstCaseIsNeverBelowWhatTheSameTokensCost() {
        Price price = price(rates("0.000003", "0.000015", "0.0000003", "0.00000375", "0.00002"), "0");

        assertThat(price.worst(1000, 100)).isEqualTo(1000 * 3750 + 100 * 20000);
        assertThat(price.worst(1000, 100)).isGreaterThanOrEqualTo(price.cost(usage(1000, 100, 0, 1000, 100)));
        assertThat(price.worst(-1, -1)).isZero();
    }
}
