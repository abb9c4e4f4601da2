package io.cama.flow.publish;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cama.flow.Keys;
import io.cama.flow.intake.Home;
import io.cama.flow.run.ActiveRun;
import io.cama.flow.run.ActiveRuns;
import io.cama.ledger.Ledger;
import io.cama.model.Counts;
import io.cama.model.Failure;
import io.cama.model.Job;
import io.cama.model.Reason;
import io.cama.model.Result;
import io.cama.model.Run;
import io.cama.output.DeadLetterLines;
import io.cama.output.OutputJob;
import io.cama.output.Publisher;
import io.cama.output.Publisher.Published;
import io.cama.output.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bean {@code publish}: a finished run's files, from the ledger, the receipt last. */
public final class PublishSteps {
    private static final Logger LOG = LoggerFactory.getLogger(PublishSteps.class);

    private final Ledger ledger;
    private final ActiveRuns active;
    private final Home home;
    private final Clock clock;

    /** Receipts to come and the input each will name, so that no two runs publish under one name. */
    private final Map<Path, String> claims = new HashMap<>();

    public PublishSteps(Ledger ledger, ActiveRuns active, Home home, Clock clock) {
        this.ledger = ledger;
        this.active = active;
        this.home = home;
        this.clock = clock;
    }

    /** Body out: what was published, as a list of {@link Published}. */
    public void outputs(Exchange exchange) throws IOException {
        ActiveRun work = active.require(exchange.getProperty(Keys.RUN, String.class));
        Run run = work.run();
        Job job = work.job();
        List<Published> published = publisher(run)
                .publish(
                        claim(run),
                        run.id(),
                        job.outputs(),
                        new OutputJob(job.name(), job.key(), job.folder(), ledger),
                        () -> rows(run.id()));
        exchange.getMessage().setBody(published);
    }

    private Iterator<Row> rows(String run) {
        Iterator<Result> results = ledger.results(run);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return results.hasNext();
            }

            @Override
            public Row next() {
                Result result = results.next();
                return Row.read(result.position(), result.values());
            }
        };
    }

    /** Writes the dead letters' file, or removes an earlier one when there are none any more. */
    public void deadLetters(Exchange exchange) throws IOException {
        Run run = active.require(exchange.getProperty(Keys.RUN, String.class)).run();
        Path file = Receipt.deadLetters(Path.of(run.outbox()), claim(run));
        String name = String.valueOf(file.getFileName());
        if (ledger.counts(run.id()).dead() > 0) {
            publisher(run).publishText(name, run.id(), out -> DeadLetterLines.write(ledger.deadLetters(run.id()), out));
        } else {
            Files.deleteIfExists(file);
        }
    }

    /** Body in: what was published. Writes the receipt. */
    @SuppressWarnings("unchecked")
    public void receipt(Exchange exchange) throws IOException {
        Run run = ledger.run(exchange.getProperty(Keys.RUN, String.class)).orElseThrow();
        List<Published> outputs = exchange.getMessage().getBody(List.class);
        byte[] receipt = JsonMapper.builder()
                .build()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(
                        Receipt.of(ledger, run, outputs, clock.instant().truncatedTo(ChronoUnit.MILLIS)))
                .concat("\n")
                .getBytes(StandardCharsets.UTF_8);
        Path file = Receipt.file(Path.of(run.outbox()), claim(run));
        publisher(run).publishText(String.valueOf(file.getFileName()), run.id(), out -> out.write(receipt));
        synchronized (claims) {
            claims.remove(file);
        }
    }

    /** The name the run's files share; it is kept from others until the receipt is there and does so. */
    private String claim(Run run) {
        Path outbox = Path.of(run.outbox());
        synchronized (claims) {
            String name = Receipt.baseName(outbox, run.input(), claims);
            claims.put(Receipt.file(outbox, name), run.input());
            return name;
        }
    }

    /** The run is done, and its input goes where it belongs; given again meanwhile, both stay. */
    public void done(Exchange exchange) throws IOException {
        Run run = active.require(exchange.getProperty(Keys.RUN, String.class)).run();
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
        Counts counts = ledger.counts(run.id());
        LOG.info(
                "Run done: {} rows = {} ok ({} from the ledger) + {} dead letters + {} skipped. run={} file={}",
                counts.rows(),
                counts.ok(),
                counts.recalled(),
                counts.dead(),
                counts.skipped(),
                run.id(),
                run.input());
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
