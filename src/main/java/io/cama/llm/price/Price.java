package io.cama.llm.price;

import io.cama.model.Usage;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one model costs, in US dollars.
 *
 * @param rates of a token, where no tier applies
 * @param tiers for long prompts, the shortest first
 * @param perRequest on top of the tokens, for each call
 * @param maxOutput the most tokens the model gives in one reply; 0 when the list does not say
 * @param asOf the day the price was known for; null when the list does not say or it cannot change
 * @param source the list, for people
 */
public record Price(
        Rates rates,
        List<Tier> tiers,
        BigDecimal perRequest,
        long maxOutput,
        @Nullable LocalDate asOf,
        String source) {
    /**
     * Prices of one token, by kind.
     *
     * @param cacheRead read from the provider's prompt cache
     * @param cacheWrite written to it
     * @param reasoning of the reply, not part of its text
     */
    public record Rates(
            BigDecimal input, BigDecimal output, BigDecimal cacheRead, BigDecimal cacheWrite, BigDecimal reasoning) {
        static final Rates NOTHING = of(BigDecimal.ZERO, BigDecimal.ZERO, null, null, null);

        /** What is null costs as much as input or, for reasoning, as output. */
        public static Rates of(
                BigDecimal input,
                BigDecimal output,
                @Nullable BigDecimal cacheRead,
                @Nullable BigDecimal cacheWrite,
                @Nullable BigDecimal reasoning) {
            return new Rates(
                    input,
                    output,
                    cacheRead == null ? input : cacheRead,
                    cacheWrite == null ? input : cacheWrite,
                    reasoning == null ? output : reasoning);
        }
    }

    /** Other rates, for all tokens of a call whose input has more than {@code above}. */
    public record Tier(long above, Rates rates) {}

    public Price {
        tiers = List.copyOf(tiers);
    }

    static Price free(String source) {
        return new Price(Rates.NOTHING, List.of(), BigDecimal.ZERO, 0, null, source);
    }

    /** The rates for a call with so many input tokens. */
    public Rates rates(long inputTokens) {
        Rates found = rates;
        for (Tier tier : tiers) {
            found = inputTokens > tier.above() ? tier.rates() : found;
        }
        return found;
    }

    /**
     * What a call cost by its tokens; what the provider itself says of the cost is not looked at.
     *
     * @return billionths of a US dollar, rounded up
     */
    public long cost(Usage usage) {
        Rates rate = rates(usage.input());
        long input = Math.max(0, usage.input());
        long cached = within(usage.cached(), input);
        long written = within(usage.cacheWritten(), input - cached);
        long output = Math.max(0, usage.output());
        long reasoning = within(usage.reasoning(), output);
        return Money.billionths(perRequest
                .add(times(rate.input(), input - cached - written))
                .add(times(rate.cacheRead(), cached))
                .add(times(rate.cacheWrite(), written))
                .add(times(rate.output(), output - reasoning))
                .add(times(rate.reasoning(), reasoning)));
    }

    /**
     * The most a call can cost: every token at the dearest rate of its side.
     *
     * @return billionths of a US dollar, rounded up
     */
    public long worst(long inputTokens, long maxOutputTokens) {
        Rates rate = rates(inputTokens);
        BigDecimal input = rate.input().max(rate.cacheRead()).max(rate.cacheWrite());
        return Money.billionths(perRequest
                .add(times(input, Math.max(0, inputTokens)))
                .add(times(rate.output().max(rate.reasoning()), Math.max(0, maxOutputTokens))));
    }

    /** Whether both ask the same money, whatever list and day they are from. */
    boolean asks(Price other) {
        return same(rates, other.rates)
                && perRequest.compareTo(other.perRequest) == 0
                && tiers.size() == other.tiers.size()
                && tiers.stream().allMatch(tier -> other.tiers.stream()
                        .anyMatch(their -> tier.above() == their.above() && same(tier.rates(), their.rates())));
    }

    private static boolean same(Rates one, Rates other) {
        return one.input().compareTo(other.input()) == 0
                && one.output().compareTo(other.output()) == 0
                && one.cacheRead().compareTo(other.cacheRead()) == 0
                && one.cacheWrite().compareTo(other.cacheWrite()) == 0
                && one.reasoning().compareTo(other.reasoning()) == 0;
    }

    private static long within(long part, long whole) {
        return Math.max(0, Math.min(part, whole));
    }

    private static BigDecimal times(BigDecimal rate, long tokens) {
        return rate.multiply(BigDecimal.valueOf(tokens));
    }
}
