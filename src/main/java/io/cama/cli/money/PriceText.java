package io.cama.cli.money;

import io.cama.llm.price.Money;
import io.cama.llm.price.Price;
import io.cama.llm.price.Price.Rates;
import io.cama.llm.price.Price.Tier;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** A price as it is shown: US dollars for a million tokens. */
final class PriceText {
    private PriceText() {}

    static String line(String model, Price price, int width) {
        return "%s  %9s in  %9s out  %9s cached  %s  %s"
                .formatted(
                        model + " ".repeat(Math.max(0, width - model.length())),
                        Money.perMillion(price.rates().input()),
                        Money.perMillion(price.rates().output()),
                        Money.perMillion(price.rates().cacheRead()),
                        price.asOf() == null ? "no date   " : String.valueOf(price.asOf()),
                        price.source());
    }

    static String text(String model, Price price) {
        StringBuilder text = new StringBuilder(model).append(", US dollars for a million tokens\n");
        rates(text, price.rates());
        for (Tier tier : price.tiers()) {
            text.append("with more than ").append(tier.above()).append(" tokens of input\n");
            rates(text, tier.rates());
        }
        if (price.perRequest().signum() > 0) {
            text.append("each call            $")
                    .append(plain(price.perRequest()))
                    .append('\n');
        }
        text.append("longest reply        ")
                .append(price.maxOutput() == 0 ? "not known" : price.maxOutput() + " tokens")
                .append('\n');
        text.append("as of                ")
                .append(price.asOf() == null ? "no date" : String.valueOf(price.asOf()))
                .append('\n');
        return text.append("source               ").append(price.source()).toString();
    }

    private static void rates(StringBuilder text, Rates rates) {
        text.append("  input              ")
                .append(Money.perMillion(rates.input()))
                .append('\n');
        text.append("  read from cache    ")
                .append(Money.perMillion(rates.cacheRead()))
                .append('\n');
        text.append("  written to cache   ")
                .append(Money.perMillion(rates.cacheWrite()))
                .append('\n');
        text.append("  output             ")
                .append(Money.perMillion(rates.output()))
                .append('\n');
        text.append("  reasoning          ")
                .append(Money.perMillion(rates.reasoning()))
                .append('\n');
    }

    private static String plain(BigDecimal dollars) {
        return dollars.stripTrailingZeros().toPlainString();
    }

    static Map<String, Object> json(String model, Price price) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", model);
        json.put("perMillion", json(price.rates()));
        json.put("tiers", price.tiers().stream().map(PriceText::json).toList());
        json.put("perRequest", price.perRequest());
        json.put("maxOutput", price.maxOutput() == 0 ? null : price.maxOutput());
        json.put("asOf", price.asOf() == null ? null : String.valueOf(price.asOf()));
        json.put("source", price.source());
        return json;
    }

    private static Map<String, Object> json(Tier tier) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("above", tier.above());
        json.put("perMillion", json(tier.rates()));
        return json;
    }

    private static Map<String, Object> json(Rates rates) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("input", million(rates.input()));
        json.put("output", million(rates.output()));
        json.put("cacheRead", million(rates.cacheRead()));
        json.put("cacheWrite", million(rates.cacheWrite()));
        json.put("reasoning", million(rates.reasoning()));
        return json;
    }

    /** Without an exponent, which scale 0 at least keeps away. */
    private static BigDecimal million(BigDecimal perToken) {
        BigDecimal million = perToken.movePointRight(6).stripTrailingZeros();
        return million.scale() < 0 ? million.setScale(0) : million;
    }
}
