package io.cama.ops.meter;

import io.cama.ledger.Ledger;
import io.cama.ledger.look.Pulse.Depth;
import io.cama.ledger.look.Pulse.Store;
import io.cama.ledger.memory.MemoryStats;
import io.cama.ledger.memory.ReplyMemory;
import io.cama.model.LocalFault;
import io.cama.model.RunState;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** What there is to be done, the connections to the ledger, and the memory before it. */
final class LedgerMeters {
    private static final Depth UNKNOWN = new Depth(Map.of(), 0, 0);

    private final MeterRegistry registry;
    private final Glance<Depth> depth;
    private final Glance<Store> store;

    LedgerMeters(MeterRegistry registry, Ledger ledger) {
        this.registry = registry;
        this.depth = new Glance<>(() -> {
            try {
                return ledger.depth();
            } catch (LocalFault unreadable) {
                return UNKNOWN;
            }
        });
        this.store = new Glance<>(ledger::store);
    }

    void bind(ReplyMemory replies) {
        for (RunState state : RunState.values()) {
            Gauge.builder("cama.runs", () -> depth.get().runs().getOrDefault(state, 0L))
                    .description("Runs by state; those accepted wait for their turn")
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        gauge("cama.queue.items", "Items that have no end yet", depth, Depth::pending);
        gauge("cama.dead.letters.open", "Dead letters that nobody has let go of", depth, Depth::dead);
        pool();
        Glance<MemoryStats> memory = new Glance<>(replies::statistics);
        count("cama.memory.hits", "Replies found in memory", memory, MemoryStats::hits);
        count("cama.memory.misses", "Replies not found in memory", memory, MemoryStats::misses);
        count("cama.memory.evictions", "Replies that made room for others", memory, MemoryStats::evictions);
        count("cama.memory.expired", "Replies that outlived their time", memory, MemoryStats::expired);
        gauge("cama.memory.entries", "Replies in memory", memory, MemoryStats::entries);
        gauge("cama.memory.used.bytes", "Memory they take", memory, MemoryStats::bytes);
        gauge("cama.memory.max.bytes", "Memory they may take", memory, MemoryStats::maxBytes);
    }

    private void pool() {
        count("cama.ledger.commits", "Transactions on the disk", store, Store::commits);
        count("cama.ledger.writes", "Writes in these transactions", store, Store::writes);
        gauge("cama.ledger.queue", "Writes that wait for the one connection that writes", store, Store::queued);
        gauge("cama.ledger.pool.size", "Connections that read", store, Store::size);
        gauge("cama.ledger.pool.in.use", "Connections that are reading", store, Store::inUse);
        gauge("cama.ledger.pool.waiting", "Who waits for a connection", store, Store::waiting);
        gauge("cama.ledger.pool.age.seconds", "Age of the connections", store, now -> seconds(now.age()));
        count("cama.ledger.pool.checkouts", "How often a connection was taken", store, Store::checkouts);
        count("cama.ledger.pool.checkins", "How often one was given back", store, Store::checkins);
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }

    private <T> void gauge(String name, String meaning, Supplier<T> from, ToDoubleFunction<T> number) {
        Gauge.builder(name, () -> number.applyAsDouble(from.get()))
                .description(meaning)
                .register(registry);
    }

    private <T> void count(String name, String meaning, Supplier<T> from, ToDoubleFunction<T> number) {
        FunctionCounter.builder(name, from, now -> number.applyAsDouble(now.get()))
                .description(meaning)
                .tags(Tags.empty())
                .register(registry);
    }
}
