package io.cama.ledger.sqlite;

import io.cama.ledger.Items.NewItem;
import io.cama.ledger.Ledger;
import io.cama.ledger.Replies.Ask;
import io.cama.ledger.Replies.Reading;
import io.cama.ledger.sqlite.store.GroupCommit;
import io.cama.model.Reason;
import io.cama.model.Run;
import io.cama.model.RunState;
import io.cama.model.Terms;
import io.cama.model.Usage;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/** What the ledger's tests put in, and the clock they turn. */
final class Sample {
    static final Reading READ = new Reading("any-2026", new Usage(10, 4), 0L, null, null);

    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private Sample() {}

    /** A clock that stands still until it is set. */
    record HandClock(AtomicLong now) implements InstantSource {
        HandClock() {
            this(new AtomicLong(NOON.toEpochMilli()));
        }

        void set(Instant instant) {
            now.set(instant.toEpochMilli());
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(now.get());
        }
    }

    static Ledger open(Path folder) {
        return open(folder, InstantSource.fixed(NOON));
    }

    static Ledger open(Path folder, InstantSource clock) {
        return SqliteLedger.open(folder.resolve("ledger.db"), clock, GroupCommit.DEFAULT);
    }

    static Run run(String id) {
        return run(id, 5, "/outbox/words");
    }

    static Run run(String id, int rank, String outbox) {
        return new Run(
                id,
                "words",
                "words.csv",
                "ab12",
                "cd34",
                "/private/" + id + "/words.csv",
                outbox,
                0,
                null,
                Terms.USUAL,
                0,
                rank,
                0,
                RunState.ACCEPTED,
                false,
                1,
                0,
                null,
                true,
                NOON,
                null,
                null,
                null);
    }

    static List<NewItem> pending(long from, long to) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(position -> NewItem.pending(position, position + 1, "{\"term\":\"" + position + "\"}"))
                .toList();
    }

    static Ask ask(String hash, String run, long position) {
        return new Ask(hash, run, position, "nuance", 1, "demo", "any");
    }

    /** An ask that may cost so much. */
    static Ask ask(String hash, String run, long position, long worst) {
        return new Ask(hash, run, position, "nuance", 1, "demo", "any", 0, worst);
    }

    /** A good reading that cost so much. */
    static Reading cost(long cost) {
        return new Reading("any-2026", new Usage(10, 4), cost, null, null);
    }

    static Run run(String id, Terms terms) {
        Run run = run(id);
        return new Run(
                id,
                run.job(),
                run.input(),
                run.sha256(),
                run.jobHash(),
                run.source(),
                run.outbox(),
                0,
                null,
                terms,
                0,
                run.rank(),
                0,
                run.state(),
                false,
                1,
                0,
                null,
                true,
                NOON,
                null,
                null,
                null);
    }

    static Reading wrong(String why) {
        return new Reading("any-2026", new Usage(10, 4), 0L, Reason.INVALID_JSON, why);
    }
}
