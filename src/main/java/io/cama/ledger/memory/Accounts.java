package io.cama.ledger.memory;

import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.RemovalListener;
import io.cama.ledger.Replies.KeptReply;
import io.cama.ledger.ReplyStore;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The entries in the order they go. Caffeine tells of each that comes, is found or leaves, whichever way that happens,
 * and is told when it expires.
 */
final class Accounts implements Expiry<String, KeptReply>, RemovalListener<String, KeptReply> {
    private static final class Account {
        final KeptReply reply;
        final long bytes;
        long accesses;
        long accessed;

        Account(KeptReply reply, long bytes, long now) {
            this.reply = reply;
            this.bytes = bytes;
            this.accessed = now;
        }
    }

    private final MemoryLimits limits;
    private final Map<String, Account> accounts;
    private long bytes;
    private long evictions;
    private long expired;

    Accounts(MemoryLimits limits) {
        this.limits = limits;
        accounts = new LinkedHashMap<>(16, 0.75f, limits.eviction() != Eviction.FIFO);
    }

    @Override
    public synchronized long expireAfterCreate(String key, KeptReply reply, long now) {
        Account account = new Account(reply, ReplyMemory.bytes(key, reply), now);
        Account before = accounts.put(key, account);
        bytes += account.bytes - (before == null ? 0 : before.bytes);
        return limits.ttl().isZero()
                ? Long.MAX_VALUE
                : ReplyStore.jittered(limits.ttl(), limits.jitter(), key.hashCode())
                        .toNanos();
    }

    @Override
    public long expireAfterUpdate(String key, KeptReply reply, long now, long left) {
        return expireAfterCreate(key, reply, now);
    }

    @Override
    public synchronized long expireAfterRead(String key, KeptReply reply, long now, long left) {
        Account account = accounts.get(key);
        if (account != null) {
            account.accesses++;
            account.accessed = now;
        }
        return left;
    }

    @Override
    public synchronized void onRemoval(@Nullable String key, @Nullable KeptReply reply, RemovalCause cause) {
        if (key == null || cause == RemovalCause.REPLACED) {
            return;
        }
        Account account = accounts.get(key);
        if (account != null && account.reply.equals(reply)) {
            accounts.remove(key);
            bytes -= account.bytes;
        }
        if (cause == RemovalCause.SIZE) {
            evictions++;
        } else if (cause == RemovalCause.EXPIRED) {
            expired++;
        }
    }

    /** Takes the next entry off that must go for the rest to fit, or null if all do. */
    synchronized Map.@Nullable Entry<String, KeptReply> next() {
        if (bytes <= limits.maxBytes()) {
            return null;
        }
        var oldest = accounts.entrySet().iterator();
        Map.Entry<String, Account> first = oldest.next();
        oldest.remove();
        bytes -= first.getValue().bytes;
        evictions++;
        return Map.entry(first.getKey(), first.getValue().reply);
    }

    synchronized Optional<Entry> entry(String key, long now) {
        for (Map.Entry<String, Account> each : accounts.entrySet()) {
            if (each.getKey().equals(key)) {
                Account account = each.getValue();
                return Optional.of(new Entry(account.bytes, account.accesses, now - account.accessed));
            }
        }
        return Optional.empty();
    }

    synchronized MemoryStats stats(long hits, long misses) {
        return new MemoryStats(hits, misses, evictions, expired, accounts.size(), bytes, limits.maxBytes());
    }
}
