package io.cama.flow.item;

import io.cama.flow.Keys;
import io.cama.ledger.Ledger;
import io.cama.model.ItemRef;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees every part of a split, and gives an end to items whose route never reached its own: a
 * {@code stop} skips all that stands behind it. Nothing is aggregated; the ledger has it all.
 */
public final class ItemSeen implements AggregationStrategy {
    private static final Logger LOG = LoggerFactory.getLogger(ItemSeen.class);

    private final Ledger ledger;
    private final ItemSteps items;

    public ItemSeen(Ledger ledger, ItemSteps items) {
        this.ledger = ledger;
        this.items = items;
    }

    @Override
    public @Nullable Exchange aggregate(@Nullable Exchange oldExchange, Exchange newExchange) {
        if (newExchange.getException() != null) {
            LOG.error("An item could not be handed to its job", newExchange.getException());
        } else if (!ItemEnd.isOne(newExchange.getMessage().getBody())
                && newExchange.getProperty(Keys.ITEM) instanceof ItemWork work) {
            end(newExchange, work);
        }
        return oldExchange;
    }

    private void end(Exchange exchange, ItemWork work) {
        ItemRef ref = work.ref();
        if (exchange.getExchangeExtension().isErrorHandlerHandledSet()
                && exchange.getExchangeExtension().isErrorHandlerHandled()) {
            items.keep(exchange);
        } else {
            ledger.skip(ref.run(), ref.position(), "the job's route stopped it");
        }
    }
}
