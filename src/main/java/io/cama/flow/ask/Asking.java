package io.cama.flow.ask;

import io.cama.flow.item.ItemWork;
import io.cama.flow.run.ActiveRun;
import io.cama.llm.Dialect;
import io.cama.model.Prompt;
import io.cama.model.Provider;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One prompt being answered for one item.
 *
 * @param item the item's values, to which the answer is added
 * @param model without the provider's name
 * @param request the body to send, in the provider's form
 * @param hash of the request, under which its reply is kept
 * @param endpoint name of provider and model, as in route ids
 * @param call the ledger's id of the call under way, 0 before the first
 * @param waitedMillis how long it has waited for an open breaker so far
 */
public record Asking(
        ActiveRun active,
        ItemWork work,
        Map<String, Object> item,
        Prompt prompt,
        Provider provider,
        String model,
        Dialect dialect,
        String request,
        String hash,
        String endpoint,
        AtomicLong call,
        AtomicLong waitedMillis) {
    String run() {
        return active.run().id();
    }

    long position() {
        return work.ref().position();
    }
}
