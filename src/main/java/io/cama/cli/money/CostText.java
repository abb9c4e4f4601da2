package io.cama.cli.money;

import io.cama.cli.follow.Tally;
import io.cama.ledger.Spend.RunCost;
import io.cama.llm.price.Money;

/** What something cost, in words that do not claim more than is known. */
public final class CostText {
    private CostText() {}

    /** Such as {@code $0.0123} or {@code $0.02 ($0.01 of it uncertain) and 3 calls without a price}. */
    public static String of(RunCost cost) {
        String uncertain = cost.uncertain() == 0 ? "" : " (" + Money.text(cost.uncertain()) + " of it uncertain)";
        if (cost.unpriced() == 0) {
            return Money.text(cost.spent()) + uncertain;
        }
        String unpriced = Tally.number(cost.unpriced(), "call") + " without a price";
        return cost.spent() == 0
                ? "cost not known: " + unpriced
                : Money.text(cost.spent()) + uncertain + " and " + unpriced;
    }
}
