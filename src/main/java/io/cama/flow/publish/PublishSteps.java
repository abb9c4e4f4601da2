package io.cama.flow.publish;

import io.cama.flow.Keys;
import io.cama.flow.intake.Home;
import io.cama.flow.publish.Claims.Claim;
import io.cama.flow.receipt.OutputNames;
import io.cama.flow.receipt.Receipt;
import io.cama.flow.run.ActiveRun;
import io.cama.flow.run.ActiveRuns;
import io.cama.ledger.Ledger;
import io.cama.model.Counts;
import io.cama.model.Failure;
import io.cama.model.Job;
import io.cama.model.Reason;
import io.cama.model.Run;
import io.cama.output.DeadLetterLines;
import io.cama.output.Publisher;
import io.cama.output.Publisher.Published;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bean {@code publish}: a finished run's files, from the ledger, the receipt last. */
public final class PublishSteps {
    private static final Logger LOG = LoggerFactory.getLogger(PublishSteps.class);

    private final Ledger ledger;
    private final ActiveRuns active;
    private final Home home;
    private final Clock clock;
    private final Claims claims;

    public PublishSteps(Ledger ledger, ActiveRuns active, Home home, Clock clock) {
        this.ledger = ledger;
        this.active = active;
        this.home = home;
        this.clock = clock;
        this.claims = new Claims(ledger);
    }

    @FunctionalInterface
    private interface Publishing<T> {
        T run() throws IOException;
    }

    /** Lets go of the run's names when a step of its publishing fails. */
    private <T> T holding(Run run, Publishing<T> publishing) throws IOException {
        boolean kept = false;
        try {
            T done = publishing.run();
            kept = true;
            return done;
        } finally {
            if (!kept) {
                claims.release(run.id());
            }
        }
    }

    /**
     * Body out: what was published, as a list of {@link Published}. Every row that ended well is in each of them. The
     * files of an earlier run under the same name are set aside once all of these are checked.
     */
    public void outputs(Exchange exchange) throws IOException, InterruptedException {
        ActiveRun work = active.require(exchange.getProperty(Keys.RUN, String.class));
        Run run = work.run();
        Job job = work.job();
        Claim claim = claims.take(run);
        exchange.getMessage().setBody(holding(run, () -> publisher(run)
                .publish(
                        claim.name(),
                        run.id(),
                        job.outputs(),
                        Edition.of(ledger, run, job),
                        () -> new ResultRows(ledger, run.id()),
                        () -> take(claim.makeRoom()))));
    }

    private static void take(List<EarlierRun.Step> steps) throws IOException {
        for (EarlierRun.Step step : steps) {
            step.take();
        }
    }

    /** Writes the dead letters' file, or removes an earlier one when there are none any more. */
    public void deadLetters(Exchange exchange) throws IOException {
        Run run = active.require(exchange.getProperty(Keys.RUN, String.class)).run();
        Path file =
                OutputNames.deadLetters(Path.of(run.outbox()), claims.of(run).name());
        holding(run, () -> {
            exchange.setProperty(Keys.DEAD_LETTERS, deadLetters(run, file));
            return file;
        });
    }

    private @Nullable Published deadLetters(Run run, Path file) throws IOException {
        if (ledger.counts(run.id()).dead() == ledger.recorded(run.id())) {
            Files.deleteIfExists(file);
            return null;
        }
        return publisher(run)
                .publishText(
                        String.valueOf(file.getFileName()),
                        run.id(),
                        out -> DeadLetterLines.write(ledger.deadLetters(run.id()), out));
    }

    /** Body in: what was published. Writes the receipt. */
    @SuppressWarnings("unchecked")
    public void receipt(Exchange exchange) throws IOException {
        ActiveRun work = active.require(exchange.getProperty(Keys.RUN, String.class));
        Run run = ledger.run(work.run().id()).orElseThrow();
        List<Published> outputs = exchange.getMessage().getBody(List.class);
        Published dead = exchange.getProperty(Keys.DEAD_LETTERS, Published.class);
        Claim claim = claims.of(run);
        try {
            Map<String, Object> receipt = Receipt.of(
                    ledger, run, work.job(), outputs, dead, clock.instant().truncatedTo(ChronoUnit.MILLIS));
            String name = String.valueOf(claim.receipt().getFileName());
            publisher(run).publishText(name, run.id(), out -> out.write(Receipt.text(receipt)));
            claim.tidy();
        } finally {
            claims.release(run.id());
        }
    }

    /** The run is done, and its input goes where it belongs; given again meanwhile, both stay. */
    public void done(Exchange exchange) throws IOException {
        ActiveRun work = active.require(exchange.getProperty(Keys.RUN, String.class));
        Run run = work.run();
        active.end(run.id()); // before the ledger lets it be taken again
        if (!ledger.done(run.id())) {
            LOG.info("Run published, and to be published again. run={} file={}", run.id(), run.input());
            return;
        }
        if (run.inbox()) {
            home.done(Path.of(run.source()), run.job());
        } else {
            home.discard(Path.of(run.source()));
        }
        Instant started = run.started() == null ? run.accepted() : run.started();
        work.watches().finished(run, Duration.between(started, clock.instant()));
        Counts counts = ledger.counts(run.id());
        LOG.info(
                "Run done: {} = {} ok ({} from the ledger) + {} + {} skipped. run={} file={}",
                number(counts.rows(), "row"),
                counts.ok(),
                counts.recalled(),
                number(counts.dead(), "dead letter"),
                counts.skipped(),
                run.id(),
                run.input());
    }

    private static String number(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    private static Publisher publisher(Run run) {
        try {
            Path outbox = Path.of(run.outbox());
            Files.createDirectories(outbox);
            return new Publisher(outbox);
        } catch (IOException e) {
            throw Failure.of(Reason.LOCAL_RESOURCE, "cannot make the folder " + run.outbox() + ": " + e.getMessage())
                    .asFault();
        }
    }
}
