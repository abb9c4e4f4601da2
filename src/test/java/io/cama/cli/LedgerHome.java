package io.cama.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.ledger.Items.NewItem;
import io.cama.ledger.Ledger;
import io.cama.ledger.Replies.Ask;
import io.cama.ledger.Replies.Reading;
import io.cama.ledger.sqlite.SqliteLedger;
import io.cama.ledger.sqlite.store.GroupCommit;
import io.cama.model.Reason;
import io.cama.model.Run;
import io.cama.model.RunState;
import io.cama.model.Terms;
import io.cama.model.Usage;
import io.cama.model.Verdict;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.LongStream;

/** A ledger in a home folder, with runs in the states that tests need. */
public final class LedgerHome implements AutoCloseable {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    private final Path home;
    private final Ledger ledger;

    public LedgerHome(Path home) {
        this.home = home;
        this.ledger = SqliteLedger.open(home.resolve("work/ledger.db"), InstantSource.fixed(AT), GroupCommit.DEFAULT);
    }

    public Ledger ledger() {
        return ledger;
    }

    /** A run of job {@code greet} that is being worked on, with so many pending rows. */
    public String running(String id, int rows) {
        begun(id, rows);
        ledger.loaded(id);
        return id;
    }

    /** One of another job. */
    public void of(String job, String id, int rows) {
        begun(job, id, rows);
        ledger.loaded(id);
    }

    /** One of which so many rows have been read, and nobody knows how many more there are. */
    public void begun(String id, int rows) {
        begun("greet", id, rows);
    }

    private void begun(String job, String id, int rows) {
        String outbox = home.resolve("outbox/greet").toString();
        String source = home.resolve("work").resolve(id).resolve("people.csv").toString();
        ledger.accept(new Run(
                id,
                job,
                id + ".csv",
                "00",
                "11",
                source,
                outbox,
                0,
                null,
                Terms.USUAL,
                0,
                0,
                0,
                RunState.ACCEPTED,
                false,
                1,
                0,
                null,
                false,
                AT,
                null,
                null,
                null));
        assertThat(ledger.takeAccepted(run -> run.id().equals(id))).isPresent();
        ledger.add(
                id,
                LongStream.rangeClosed(1, rows)
                        .mapToObj(position -> NewItem.pending(position, position + 1, "{\"name\":\"Ada\"}"))
                        .toList());
    }

    /** Answers a row. */
    public void ok(String run, long position) {
        ledger.ok(run, position, "{\"name\":\"Ada\"}", List.of());
    }

    /** Buries a row after one call that came to nothing. */
    public void dead(String run, long position) {
        long call = ledger.ask(new Ask("hash" + position, run, position, "hello", 1, "openai", "gpt"));
        ledger.keep(call, 200, "no JSON at all");
        ledger.dead(run, position, Reason.INVALID_JSON, "the reply is no JSON\nbut a sentence");
    }

    /**
     * Has a row asked well, which ends it.
     *
     * @param cost in billionths of a US dollar, or null when nobody knows
     */
    public void bought(String run, long position, Long cost) {
        long call = ledger.ask(new Ask("%064x".formatted(position), run, position, "hello", 1, "openai", "gpt"));
        ledger.keep(call, 200, "{\"greeting\":\"Hello\"}");
        ledger.judge(call, Verdict.GOOD, new Reading("gpt-1", new Usage(10, 5), cost, null, null));
        ledger.ok(run, position, "{\"name\":\"Ada\"}", List.of(call));
    }

    @Override
    public void close() {
        ledger.close();
    }
}
