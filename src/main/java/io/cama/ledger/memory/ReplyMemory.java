package io.cama.ledger.memory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy;
import com.github.benmanes.caffeine.cache.Ticker;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import io.cama.ledger.Replies.KeptReply;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bounded Caffeine cache of replies by the hash of their request. When a put returns, all entries together fit; one
 * that is larger than all of them may be is not stored.
 */
public final class ReplyMemory implements Cache<String, KeptReply> {
    private static final Logger LOG = LoggerFactory.getLogger(ReplyMemory.class);

    /** Bytes an entry takes beside its texts, about. */
    private static final int OVERHEAD = 256;

    private final MemoryLimits limits;
    private final Ticker ticker;
    private final Accounts accounts;
    private final Cache<String, KeptReply> cache;
    private final AtomicBoolean warned = new AtomicBoolean();

    public ReplyMemory(MemoryLimits limits) {
        this(limits, Ticker.systemTicker());
    }

    /** @param ticker tells how entries age */
    public ReplyMemory(MemoryLimits limits, Ticker ticker) {
        this.limits = limits;
        this.ticker = ticker;
        accounts = new Accounts(limits);
        Caffeine<String, KeptReply> builder = Caffeine.newBuilder()
                .executor(Runnable::run)
                .ticker(ticker)
                .recordStats()
                .expireAfter(accounts)
                .removalListener(accounts);
        cache = limits.eviction() == Eviction.LFU
                ? builder.maximumWeight(limits.maxBytes())
                        .weigher(ReplyMemory::bytes)
                        .build()
                : builder.build();
    }

    /** What an entry counts for, in bytes: its texts, two to a character that is not Latin, and what surrounds them. */
    static int bytes(String hash, KeptReply reply) {
        String body = reply.body();
        return Math.toIntExact(
                Math.min(Integer.MAX_VALUE, OVERHEAD + hash.length() + (long) body.length() * (isLatin(body) ? 1 : 2)));
    }

    private static boolean isLatin(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 255) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void put(String hash, KeptReply reply) {
        if (bytes(hash, reply) > limits.maxBytes()) {
            invalidate(hash);
            if (limits.maxBytes() > 0 && !warned.getAndSet(true)) {
                LOG.warn(
                        "A reply of {} bytes is not held in memory, which has {} (cama.memory.max); no more is said of such",
                        bytes(hash, reply),
                        limits.maxBytes());
            }
            return;
        }
        cache.put(hash, reply);
        cleanUp();
    }

    @Override
    public void putAll(Map<? extends String, ? extends KeptReply> replies) {
        replies.forEach(this::put);
    }

    @Override
    public @Nullable KeptReply getIfPresent(String hash) {
        return cache.getIfPresent(hash);
    }

    /** Two threads that miss the same entry may both make it. */
    @Override
    public KeptReply get(String hash, Function<? super String, ? extends KeptReply> make) {
        KeptReply held = getIfPresent(hash);
        if (held != null) {
            return held;
        }
        KeptReply made = make.apply(hash);
        put(hash, made);
        return made;
    }

    @Override
    public Map<String, KeptReply> getAllPresent(Iterable<? extends String> hashes) {
        return cache.getAllPresent(hashes);
    }

    /** Two threads that miss the same entry may both make it. */
    @Override
    public Map<String, KeptReply> getAll(
            Iterable<? extends String> hashes,
            Function<? super Set<? extends String>, ? extends Map<? extends String, ? extends KeptReply>> make) {
        Map<String, KeptReply> all = new HashMap<>(getAllPresent(hashes));
        Set<String> missing = new LinkedHashSet<>();
        hashes.forEach(missing::add);
        missing.removeAll(all.keySet());
        if (!missing.isEmpty()) {
            Map<? extends String, ? extends KeptReply> made = make.apply(missing);
            putAll(made);
            all.putAll(made);
        }
        return all;
    }

    /** Whether there is such an entry; asking does not count as an access. */
    public boolean has(String hash) {
        return cache.asMap().containsKey(hash);
    }

    /** What is known of an entry; asking does not count as an access. */
    public Optional<Entry> entry(String hash) {
        return has(hash) ? accounts.entry(hash, ticker.read()) : Optional.empty();
    }

    @Override
    public void invalidate(String hash) {
        cache.invalidate(hash);
    }

    @Override
    public void invalidateAll(Iterable<? extends String> hashes) {
        cache.invalidateAll(hashes);
    }

    @Override
    public void invalidateAll() {
        cache.invalidateAll();
    }

    /** Removes what has expired and what there is no room for. */
    @Override
    public void cleanUp() {
        cache.cleanUp();
        if (limits.eviction() != Eviction.LFU) {
            for (var next = accounts.next(); next != null; next = accounts.next()) {
                cache.asMap().remove(next.getKey(), next.getValue());
            }
        }
    }

    /** Counts, of what is there after {@link #cleanUp}. */
    public MemoryStats statistics() {
        cleanUp();
        return accounts.stats(cache.stats().hitCount(), cache.stats().missCount());
    }

    @Override
    public long estimatedSize() {
        return cache.estimatedSize();
    }

    @Override
    public CacheStats stats() {
        return cache.stats();
    }

    /** For looking; what is written through it is made to fit by the next put. */
    @Override
    public ConcurrentMap<String, KeptReply> asMap() {
        return cache.asMap();
    }

    @Override
    public Policy<String, KeptReply> policy() {
        return cache.policy();
    }
}
