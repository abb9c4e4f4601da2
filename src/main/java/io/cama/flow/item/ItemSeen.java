package io.cama.flow.item;

import io.cama.flow.Keys;
import io.cama.ledger.Ledger;
import io.cama.model.Failure;
import io.cama.model.ItemFault;
import io.cama.model.ItemRef;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees every part of a split, and gives an end to items whose route never reached its own: a
 * {@code stop} skips all that stands behind it. In a checking route that is the checker's fault, not an end. Nothing is aggregated; the ledger has it all.
 */
public final class ItemSeen implements AggregationStrategy {
    private static final Logger LOG = LoggerFactory.getLogger(ItemSeen.class);

    private final Ledger ledger;
    private final ItemSteps items;
    private final Function<Exchange, Optional<Failure>> cutShort;
    private final BiConsumer<Exchange, Failure> bury;

    /**
     * For the items of a ledger.
     *
     * @param cutShort finds whether an item left a route that was not to end it
     * @param bury ends an item as a dead letter
     */
    public ItemSeen(
            Ledger ledger,
            ItemSteps items,
            Function<Exchange, Optional<Failure>> cutShort,
            BiConsumer<Exchange, Failure> bury) {
        this.ledger = ledger;
        this.items = items;
        this.cutShort = cutShort;
        this.bury = bury;
    }

    @Override
    public @Nullable Exchange aggregate(@Nullable Exchange oldExchange, Exchange newExchange) {
        if (newExchange.getException() != null) {
            LOG.error("An item could not be handed to its job", newExchange.getException());
        } else if (!ItemEnd.isOne(newExchange.getMessage().getBody())
                && newExchange.getProperty(Keys.ITEM) instanceof ItemWork work) {
            end(newExchange, work);
        }
        items.close(newExchange);
        if (newExchange.getProperty(Keys.ITEM) instanceof ItemWork work) {
            items.tell(work, newExchange.getMessage().getBody());
        }
        return oldExchange;
    }

    /** While a run stops, a route may have been cut short anywhere: then the item stays pending. */
    private void end(Exchange exchange, ItemWork work) {
        ItemRef ref = work.ref();
        if (items.isStopping(ref)) {
            exchange.getMessage().setBody(ItemEnd.pending("PAUSED"));
            return;
        }
        Optional<Failure> crash = cutShort.apply(exchange);
        if (crash.isPresent()) {
            bury.accept(exchange, crash.get());
        } else if (exchange.getExchangeExtension().isErrorHandlerHandledSet()
                && exchange.getExchangeExtension().isErrorHandlerHandled()) {
            keep(exchange);
        } else {
            ledger.skip(ref.run(), ref.position(), "the job's route stopped it");
            exchange.getMessage().setBody(ItemEnd.SKIPPED);
        }
    }

    private void keep(Exchange exchange) {
        try {
            items.keep(exchange);
        } catch (ItemFault noMap) {
            bury.accept(exchange, noMap.failure());
        }
    }
}
