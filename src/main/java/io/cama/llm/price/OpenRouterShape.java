package io.cama.llm.price;

import static io.cama.llm.price.PriceFile.needed;
import static io.cama.llm.price.PriceFile.rate;

import com.fasterxml.jackson.databind.JsonNode;
import io.cama.llm.price.Price.Rates;
import io.cama.llm.price.Price.Tier;
import io.cama.llm.price.PriceFile.Day;
import io.cama.llm.price.PriceFile.Reading;
import io.cama.llm.price.PriceFile.Skipped;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What OpenRouter's {@code GET /api/v1/models} answers: {@code data[].pricing}, texts in US dollars for one token. An
 * override holds from {@code min_prompt_tokens} upwards; of one that holds at other conditions, the dearer rate counts
 * always.
 */
final class OpenRouterShape {
    private static final String DISCOUNT = "discount";

    private OpenRouterShape() {}

    static Reading read(JsonNode data, Day day, String source) {
        Map<String, Price> prices = new LinkedHashMap<>();
        List<Skipped> skipped = new ArrayList<>();
        for (JsonNode model : data) {
            String id = model.path("id").asText("");
            try {
                if (id.isBlank()) {
                    throw new IllegalArgumentException("has no id");
                }
                if (prices.putIfAbsent("openrouter/" + id, price(model, day, source)) != null) {
                    throw new IllegalArgumentException("stands there twice; the first counts");
                }
            } catch (IllegalArgumentException wrong) {
                skipped.add(new Skipped(id, String.valueOf(wrong.getMessage())));
            }
        }
        return new Reading(prices, skipped);
    }

    private static Price price(JsonNode model, Day day, String source) {
        JsonNode pricing = model.path("pricing");
        BigDecimal discount = PriceFile.dollars(pricing, DISCOUNT);
        BigDecimal factor = discount == null ? BigDecimal.ONE : BigDecimal.ONE.subtract(discount);
        if (factor.signum() < 0) {
            throw new IllegalArgumentException(DISCOUNT + " is more than 1");
        }
        Rates rates = Rates.of(
                needed(pricing, "prompt"),
                needed(pricing, "completion"),
                apart(pricing, "input_cache_read"),
                apart(pricing, "input_cache_write"),
                apart(pricing, "internal_reasoning"));
        Map<Long, Tier> tiers = new TreeMap<>();
        for (JsonNode override : pricing.path("overrides")) {
            Rates other = override(override, rates);
            long from = PriceFile.tokens(override, "min_prompt_tokens");
            if (from > 0) {
                tiers.put(from - 1, new Tier(from - 1, discounted(other, factor)));
            } else {
                rates = dearer(rates, other);
            }
        }
        BigDecimal perRequest = PriceFile.dollars(pricing, "request");
        return new Price(
                discounted(rates, factor),
                List.copyOf(tiers.values()),
                perRequest == null ? BigDecimal.ZERO : perRequest.multiply(factor),
                PriceFile.tokens(model.path("top_provider"), "max_completion_tokens"),
                day.of(null),
                source);
    }

    /** A price of its own, or null: a kind of token priced at nothing is one the list does not price apart. */
    private static @Nullable BigDecimal apart(JsonNode pricing, String field) {
        BigDecimal rate = rate(pricing, field);
        return rate == null || rate.signum() == 0 ? null : rate;
    }

    private static Rates override(JsonNode override, Rates base) {
        BigDecimal output = or(rate(override, "completion"), base.output());
        return Rates.of(
                or(rate(override, "prompt"), base.input()),
                output,
                or(apart(override, "input_cache_read"), base.cacheRead()),
                or(apart(override, "input_cache_write"), base.cacheWrite()),
                or(apart(override, "internal_reasoning"), output.max(base.reasoning())));
    }

    private static BigDecimal or(@Nullable BigDecimal rate, BigDecimal otherwise) {
        return rate == null ? otherwise : rate;
    }

    private static Rates dearer(Rates one, Rates other) {
        return new Rates(
                one.input().max(other.input()),
                one.output().max(other.output()),
                one.cacheRead().max(other.cacheRead()),
                one.cacheWrite().max(other.cacheWrite()),
                one.reasoning().max(other.reasoning()));
    }

    private static Rates discounted(Rates rates, BigDecimal factor) {
        return new Rates(
                rates.input().multiply(factor),
                rates.output().multiply(factor),
                rates.cacheRead().multiply(factor),
                rates.cacheWrite().multiply(factor),
                rates.reasoning().multiply(factor));
    }
}
