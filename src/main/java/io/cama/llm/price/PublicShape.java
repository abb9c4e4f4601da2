package io.cama.llm.price;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cama.llm.price.Price.Rates;
import io.cama.llm.price.Price.Tier;
import io.cama.llm.price.PriceFile.Day;
import io.cama.llm.price.PriceFile.Reading;
import io.cama.llm.price.PriceFile.Skipped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The shape of LiteLLM's {@code model_prices_and_context_window.json}, in which we keep our own lists as well: a member
 * a model, prices in US dollars for one token. Ours add {@code as_of}, {@code from} and {@code input_cost_per_request}.
 */
final class PublicShape {
    private static final Set<String> MODES = Set.of("chat", "completion", "responses");
    private static final Pattern TIER = Pattern.compile("(?:in|out)put_cost_per_token(_above_(\\d{1,9})(k?)_tokens)");

    private static final String INPUT = "input_cost_per_token";
    private static final String OUTPUT = "output_cost_per_token";
    private static final String CACHE_READ = "cache_read_input_token_cost";
    private static final String CACHE_WRITE = "cache_creation_input_token_cost";
    private static final String REASONING = "output_cost_per_reasoning_token";
    private static final String REQUEST = "input_cost_per_request";
    private static final String MAX_OUTPUT = "max_output_tokens";
    private static final String FROM = "from";

    private PublicShape() {}

    static Reading read(ObjectNode root, Day day, String source) {
        LocalDate ofFile = PriceFile.day(root.path(PriceFile.HEAD));
        Map<String, Price> prices = new LinkedHashMap<>();
        List<Skipped> skipped = new ArrayList<>();
        root.properties().forEach(member -> {
            String name = member.getKey();
            if (name.equals("sample_spec") || name.equals(PriceFile.HEAD)) {
                return;
            }
            try {
                Price price = price(member.getValue(), ofFile, day, source);
                if (prices.putIfAbsent(full(name, member.getValue()), price) != null) {
                    throw new IllegalArgumentException("stands there twice; the first counts");
                }
            } catch (IllegalArgumentException wrong) {
                skipped.add(new Skipped(name, String.valueOf(wrong.getMessage())));
            }
        });
        return new Reading(prices, skipped);
    }

    /** The full name of the model that a member describes. */
    static String full(String name, JsonNode entry) {
        return ModelNames.full(name, entry.path("litellm_provider").asText(""));
    }

    private static Price price(JsonNode entry, @Nullable LocalDate ofFile, Day day, String source) {
        if (!entry.isObject()) {
            throw new IllegalArgumentException("is no JSON object");
        }
        String mode = entry.path("mode").asText("chat");
        if (!MODES.contains(mode)) {
            throw new IllegalArgumentException("is for " + mode + ", not for text");
        }
        Rates rates = Rates.of(
                PriceFile.needed(entry, INPUT),
                PriceFile.needed(entry, OUTPUT),
                PriceFile.rate(entry, CACHE_READ),
                PriceFile.rate(entry, CACHE_WRITE),
                PriceFile.rate(entry, REASONING));
        BigDecimal perRequest = PriceFile.dollars(entry, REQUEST);
        LocalDate own = PriceFile.day(entry);
        String from = entry.path(FROM).asText("");
        return new Price(
                rates,
                tiers(entry, rates),
                perRequest == null ? BigDecimal.ZERO : perRequest,
                PriceFile.tokens(entry, MAX_OUTPUT),
                day.of(own == null ? ofFile : own),
                from.isEmpty() ? source : source + ", from " + from);
    }

    private static List<Tier> tiers(JsonNode entry, Rates base) {
        Map<Long, Tier> tiers = new java.util.TreeMap<>();
        for (String field : new TreeSet<>(fields(entry))) {
            Matcher tier = TIER.matcher(field);
            if (tier.matches()) {
                long above = Long.parseLong(tier.group(2)) * (tier.group(3).isEmpty() ? 1 : 1000);
                tiers.put(above, new Tier(above, rates(entry, tier.group(1), base)));
            }
        }
        return List.copyOf(tiers.values());
    }

    private static List<String> fields(JsonNode entry) {
        List<String> fields = new ArrayList<>();
        entry.fieldNames().forEachRemaining(fields::add);
        return fields;
    }

    private static Rates rates(JsonNode entry, String tier, Rates base) {
        BigDecimal input = or(PriceFile.rate(entry, INPUT + tier), base.input());
        BigDecimal output = or(PriceFile.rate(entry, OUTPUT + tier), base.output());
        BigDecimal read = PriceFile.rate(entry, CACHE_READ + tier);
        BigDecimal write = PriceFile.rate(entry, CACHE_WRITE + tier);
        return Rates.of(input, output, read, write, output.max(base.reasoning()));
    }

    private static BigDecimal or(@Nullable BigDecimal rate, BigDecimal otherwise) {
        return rate == null ? otherwise : rate;
    }

    /** Writes an entry that {@link #read} takes for the same price. */
    static ObjectNode write(Price price, String from) {
        ObjectNode entry = PriceFile.JSON.createObjectNode();
        add(entry, price.rates(), "");
        price.tiers().forEach(tier -> add(entry, tier.rates(), "_above_" + tier.above() + "_tokens"));
        entry.put(REASONING, price.rates().reasoning());
        if (price.perRequest().signum() != 0) {
            entry.put(REQUEST, price.perRequest());
        }
        if (price.maxOutput() > 0) {
            entry.put(MAX_OUTPUT, price.maxOutput());
        }
        if (price.asOf() != null) {
            entry.put(PriceFile.AS_OF, String.valueOf(price.asOf()));
        }
        return entry.put(FROM, from);
    }

    private static void add(ObjectNode entry, Rates rates, String tier) {
        entry.put(INPUT + tier, rates.input());
        entry.put(OUTPUT + tier, rates.output());
        entry.put(CACHE_READ + tier, rates.cacheRead());
        entry.put(CACHE_WRITE + tier, rates.cacheWrite());
    }
}
