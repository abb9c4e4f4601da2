package io.cama.flow.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.ledger.look.Looks;
import io.cama.ledger.look.Looks.FieldCount;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    private static Looks counting(FieldCount... counts) {
        return (Looks) Proxy.newProxyInstance(
                Looks.class.getClassLoader(), new Class<?>[] {Looks.class}, (proxy, method, given) -> List.of(counts));
    }

    @Test
    void fortyFiveAndTwelveAreSeventyEightPointNineAndTwentyOnePointOnePercent() {
        Looks ledger = counting(new FieldCount("type", "dev", 45), new FieldCount("type", "fix", 12));

        assertThat(Statistics.lines(Statistics.of(ledger, "r")))
                .containsExactly("type: dev 45 (78.9 %), fix 12 (21.1 %)");
    }

    @Test
    void fiveOfAHundredAndFiftyThatFailedAreThreePointThreeThreePercentAndOfNoneNothing() {
        assertThat(Statistics.percent(5, 150, 2)).hasToString("3.33");
        assertThat(Statistics.percent(0, 0, 2)).isZero();
        assertThat(Statistics.of(counting(), "r")).isEmpty();
    }
}
