package io.cama.llm.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1000000000",
        "0, 0",
        "$1.50, 1500000000",
        "US$2, 2000000000",
        "0.25 USD, 250000000",
        "' $ 3usd ', 3000000000",
        "0.000000001, 1",
        "1000000000, 1000000000000000000"
    })
    void readsDollarsInTheFormsPeopleWrite(String text, long billionths) {
        assertThat(Money.parse(text)).isEqualTo(billionths);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-1",
                "1,50",
                "1.",
                ".5",
                "1 EUR",
                "€1",
                "1e3",
                "0.0000000001",
                "1000000000.01",
                "99999999999"
            })
    void refusesWhatIsNoAmountAndSaysHowToWriteOne(String text) {
        assertThatThrownBy(() -> Money.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + text + "\"")
                .hasMessageContaining("1, $1.50, 0.25 USD");
    }

    @ParameterizedTest
    @CsvSource({
        "0, $0",
        "12340000000, $12.34",
        "1234567890000, $1234.57",
        "500000000, $0.50",
        "15000000, $0.015",
        "1200000, $0.0012",
        "1234567, $0.0012",
        "120, $0.00000012",
        "1, $0.000000001",
        "-1500000000, -$1.50",
        "9223372036854775807, $9223372036.85"
    })
    void showsCentsAndOfLessTwoDigits(long billionths, String text) {
        assertThat(Money.text(billionths)).isEqualTo(text);
    }

    @Test
    void roundsUpAndStaysWithinWhatCanBeCounted() {
        assertThat(Money.billionths(new BigDecimal("0.0000000011"))).isEqualTo(2);
        assertThat(Money.billionths(new BigDecimal("1e-999999999"))).isEqualTo(1);
        assertThat(Money.billionths(new BigDecimal("1e999999999"))).isEqualTo(Long.MAX_VALUE);
        assertThat(Money.billionths(new BigDecimal("-1"))).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0.0000025, $2.5", "0.00006, $60", "0, $0", "0.00000005, $0.05"})
    void showsThePriceOfAMillionTokens(BigDecimal perToken, String text) {
        assertThat(Money.perMillion(perToken)).isEqualTo(text);
    }
}
