package io.cama.ops;

import io.cama.config.Settings;
import io.cama.flow.Parts;
import io.cama.flow.intake.Home;
import io.cama.flow.intake.Leftovers;
import io.cama.flow.receipt.Receipt;
import io.cama.ledger.Ledger;
import io.cama.ledger.Recalls;
import io.cama.ledger.Replies.KeptReply;
import io.cama.ledger.Spend;
import io.cama.ledger.sqlite.SqliteLedger;
import io.cama.ledger.sqlite.store.GroupCommit;
import io.cama.llm.Dialect;
import io.cama.llm.Dialects;
import io.cama.llm.price.Prices;
import io.cama.model.Run;
import io.cama.model.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * Where an application writes and where it looks things up. To measure, it writes to a ledger of its own that is thrown
 * away, and only reads the real one.
 *
 * @param real the ledger that is only read, or null
 * @param scratch the folder that is thrown away, or null
 */
public record Books(
        Home home,
        Ledger ledger,
        Recalls recalls,
        Spend experience,
        @Nullable Ledger real,
        @Nullable Path scratch) implements AutoCloseable {
    /** How much the time to live differs from reply to reply, so that not all expire at once. */
    private static final double JITTER = 0.1;

    /** The ledger's clock: wall clock, or standing still at {@code SOURCE_DATE_EPOCH} so that outputs can be compared. */
    static Clock clock(@Nullable String sourceDateEpoch) {
        return sourceDateEpoch == null
                ? Clock.systemUTC()
                : Clock.fixed(Instant.ofEpochSecond(Long.parseLong(sourceDateEpoch)), ZoneOffset.UTC);
    }

    /**
     * Opens the ledger of a home folder and removes what has outlived its time there.
     *
     * @param metered whether the ledger is only read
     * @throws io.cama.ledger.fault.LedgerBusyException if another process has it
     */
    public static Books open(Settings settings, boolean metered, Clock clock) throws IOException {
        Path file = settings.home().resolve(settings.text("cama.ledger.file"));
        GroupCommit commit =
                new GroupCommit(settings.number("cama.ledger.batch"), settings.duration("cama.ledger.linger"));
        if (!metered) {
            Leftovers.requireLedger(new Home(settings.home()), file);
            Ledger ledger = SqliteLedger.open(file, clock, commit, settings.bytes("cama.ledger.compress-over"));
            care(ledger, settings, clock);
            return new Books(new Home(settings.home()), ledger, ledger, ledger, null, null);
        }
        Path scratch = Files.createTempDirectory("cama-meter");
        Ledger ledger = SqliteLedger.open(scratch.resolve("ledger.db"), clock, commit);
        Optional<Ledger> real = SqliteLedger.openReadOnly(file);
        Recalls recalls =
                real.<Recalls>map(bought -> new Bought(ledger, bought)).orElse(ledger);
        Spend experience = real.isPresent() ? real.get() : ledger;
        return new Books(new Home(scratch), ledger, recalls, experience, real.orElse(null), scratch);
    }

    /** Removes replies that have outlived their time or take too much room, where that was asked for. */
    private static void care(Ledger ledger, Settings settings, Clock clock) {
        Duration ttl = settings.duration("cama.replies.ttl");
        long most = settings.bytes("cama.replies.max");
        Predicate<Run> receiptKept = Receipt::isKept;
        if (!ttl.isZero()) {
            ledger.expire(ttl, JITTER, clock.instant(), receiptKept);
        }
        if (most > 0) {
            ledger.shrink(most, receiptKept);
        }
    }

    /** Looks in the real ledger first. A reply from there has no call in the other one. */
    private record Bought(Recalls scratch, Recalls real) implements Recalls {
        @Override
        public Optional<KeptReply> recall(String hash) {
            return real.recall(hash).map(Bought::foreign).or(() -> scratch.recall(hash));
        }

        @Override
        public Optional<KeptReply> recall(String hash, long firstCall) {
            return scratch.recall(hash, firstCall);
        }

        @Override
        public Optional<KeptReply> recall(String hash, long firstCall, String run, long position) {
            return scratch.recall(hash, firstCall, run, position);
        }

        @Override
        public Optional<KeptReply> used(String hash, String run, long position) {
            return scratch.used(hash, run, position);
        }

        @Override
        public Optional<KeptReply> rejected(String hash) {
            return real.rejected(hash).map(Bought::foreign).or(() -> scratch.rejected(hash));
        }

        private static KeptReply foreign(KeptReply kept) {
            return new KeptReply(
                    0,
                    kept.hash(),
                    kept.attempt(),
                    Verdict.GOOD,
                    kept.status(),
                    kept.body(),
                    kept.model(),
                    kept.inputTokens(),
                    kept.outputTokens(),
                    kept.reason(),
                    kept.why());
        }
    }

    /**
     * What a flow over these books stands on.
     *
     * @param mine ids of the runs to work on where it does not watch
     */
    Parts parts(Settings settings, Purpose purpose, CamelContext context, Set<String> mine) {
        return new Parts(
                home,
                ledger,
                recalls,
                experience,
                Prices.read(settings.home()),
                new Dialects(context.getRegistry().findByType(Dialect.class)),
                run -> purpose.watches() || mine.contains(run.id()),
                purpose.concurrency(),
                purpose.watches(),
                purpose.metered(),
                Clock.systemUTC());
    }

    @Override
    public void close() {
        ledger.close();
        if (real != null) {
            real.close();
        }
        if (scratch != null) {
            delete(scratch);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + folder, e);
        }
    }
}
