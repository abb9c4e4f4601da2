package io.cama.llm.demo.sample;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Numbers within the bounds of a schema. */
final class SampleNumber {
    private static final BigDecimal SPREAD = BigDecimal.valueOf(4);
    private static final BigDecimal QUARTER = new BigDecimal("0.25");
    private static final BigDecimal MOST_CHOICES = BigDecimal.valueOf(1_000);

    private SampleNumber() {}

    /**
     * A number that fits, small where the bounds allow it.
     *
     * @param whole whether it must have no fraction
     * @param pick decides between those that fit, 0 or more
     */
    static BigDecimal of(JsonNode schema, boolean whole, int pick) {
        BigDecimal step = schema.path("multipleOf").decimalValue();
        if (whole && step.compareTo(BigDecimal.ONE) < 0) {
            step = BigDecimal.ONE;
        }
        BigDecimal found = step.signum() > 0 ? stepped(schema, step, pick) : between(schema, pick);
        BigDecimal plain = found.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }

    private static BigDecimal stepped(JsonNode schema, BigDecimal step, int pick) {
        BigDecimal first = null;
        BigDecimal last = null;
        if (schema.has("minimum")) {
            first = schema.path("minimum").decimalValue().divide(step, 0, RoundingMode.CEILING);
        }
        if (schema.path("exclusiveMinimum").isNumber()) {
            BigDecimal above = schema.path("exclusiveMinimum").decimalValue().divide(step, 0, RoundingMode.FLOOR);
            first = greater(first, above.add(BigDecimal.ONE));
        }
        if (schema.has("maximum")) {
            last = schema.path("maximum").decimalValue().divide(step, 0, RoundingMode.FLOOR);
        }
        if (schema.path("exclusiveMaximum").isNumber()) {
            BigDecimal below = schema.path("exclusiveMaximum").decimalValue().divide(step, 0, RoundingMode.CEILING);
            last = less(last, below.subtract(BigDecimal.ONE));
        }
        BigDecimal from = from(first, last);
        BigDecimal to = last == null ? from.add(SPREAD) : last;
        BigDecimal choices =
                to.subtract(from).add(BigDecimal.ONE).max(BigDecimal.ONE).min(MOST_CHOICES);
        return from.add(BigDecimal.valueOf(pick % choices.intValue())).multiply(step);
    }

    /** Never on a bound unless the bounds leave nothing else, so that it matters not whether they are exclusive. */
    private static BigDecimal between(JsonNode schema, int pick) {
        BigDecimal first = schema.has("minimum") ? schema.path("minimum").decimalValue() : null;
        BigDecimal last = schema.has("maximum") ? schema.path("maximum").decimalValue() : null;
        if (schema.path("exclusiveMinimum").isNumber()) {
            first = greater(first, schema.path("exclusiveMinimum").decimalValue());
        }
        if (schema.path("exclusiveMaximum").isNumber()) {
            last = less(last, schema.path("exclusiveMaximum").decimalValue());
        }
        BigDecimal from = from(first, last);
        BigDecimal to = last == null ? from.add(SPREAD) : last;
        return from.add(to.subtract(from).multiply(QUARTER).multiply(BigDecimal.valueOf(1 + pick % 3)));
    }

    private static BigDecimal from(@Nullable BigDecimal first, @Nullable BigDecimal last) {
        if (first != null) {
            return first;
        }
        return last == null ? BigDecimal.ONE : last.subtract(SPREAD);
    }

    private static BigDecimal greater(@Nullable BigDecimal one, BigDecimal other) {
        return one == null ? other : one.max(other);
    }

    private static BigDecimal less(@Nullable BigDecimal one, BigDecimal other) {
        return one == null ? other : one.min(other);
    }
}
