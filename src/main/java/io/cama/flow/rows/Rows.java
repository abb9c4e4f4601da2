package io.cama.flow.rows;

import io.cama.config.JobHash;
import io.cama.flow.Keys;
import io.cama.flow.fair.Places;
import io.cama.flow.run.ActiveRun;
import io.cama.flow.run.ActiveRuns;
import io.cama.input.RecordSource;
import io.cama.input.RowReader;
import io.cama.input.options.InputLimits;
import io.cama.input.options.InputOptions;
import io.cama.input.options.UnreadableInput;
import io.cama.ledger.Ledger;
import io.cama.model.Failure;
import io.cama.model.ItemRef;
import io.cama.model.Job;
import io.cama.model.Reason;
import io.cama.model.RowOptions;
import io.cama.model.Run;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.dataformat.csv.CsvDataFormat;
import org.apache.camel.support.DefaultExchange;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** The bean {@code rows}: the rows of a file, by Camel's CSV data format where it is a table, as pending items. */
public final class Rows {
    private static final int MOST_OPEN = 128;

    private final CamelContext context;
    private final Ledger ledger;
    private final ActiveRuns active;
    private final Places places;
    private final InputLimits limits;
    private final Lock loading = new ReentrantLock();

    /** Those of runs that made room and will go on. */
    private final Map<String, PendingItems> open = new ConcurrentHashMap<>();

    public Rows(CamelContext context, Ledger ledger, ActiveRuns active, Places places, InputLimits limits) {
        this.context = context;
        this.ledger = ledger;
        this.active = active;
        this.places = places;
        this.limits = limits;
    }

    /** What the split of a run goes through: its pending items, read as they are needed. */
    public Iterator<ItemRef> pending(Exchange exchange) {
        ActiveRun work = active.require(exchange.getProperty(Keys.RUN, String.class));
        Run run = ledger.run(work.run().id()).orElseThrow();
        ActiveRun now = work.as(run);
        open.entrySet()
                .removeIf(
                        kept -> active.isOver(kept.getKey()) && kept.getValue().end());
        PendingItems before = open.remove(run.id());
        return before != null && before.resume(now) ? before : pending(now);
    }

    private PendingItems pending(ActiveRun now) {
        Run run = now.run();
        InputOptions options = options(now);
        RowLoader loader = new RowLoader(
                ledger, run, () -> planned(run, options), new NewItems(options), loading, isEdited(now), now.watches());
        boolean ranked =
                run.loaded() ? ledger.isRanked(run.id()) : options.priority().isOn();
        PendingItems items = new PendingItems(
                ledger, now, loader, ranked, () -> places.yields(run.id()), kept -> keep(run.id(), kept));
        if (ranked) {
            var unused = items.hasNext(); // from here on the run waits with the rank of its most urgent item
        }
        return items;
    }

    /** Whether the job's files are others than those the run was accepted with, such as a prompt that was corrected. */
    private static boolean isEdited(ActiveRun active) {
        Path folder = active.job().folder();
        try {
            return folder != null
                    && !active.run().loaded()
                    && !JobHash.of(folder).equals(active.run().jobHash());
        } catch (IOException unknown) {
            return true;
        }
    }

    /** What a run that is loaded is read by no longer matters. */
    private static InputOptions options(ActiveRun active) {
        if (active.run().loaded()) {
            return InputOptions.NONE;
        }
        try {
            return options(active.job());
        } catch (UnreadableInput e) {
            throw Failure.of(Reason.CONFIG, String.valueOf(e.getMessage())).asFault();
        } catch (IOException e) {
            throw Failure.of(
                            Reason.LOCAL_RESOURCE,
                            "cannot read " + InputOptions.FILE + " of job "
                                    + active.job().name() + ": " + e.getMessage())
                    .asFault();
        }
    }

    /** Keeps what a run goes on with; one that is kept nowhere reads its input from the first row. */
    private synchronized boolean keep(String run, PendingItems items) {
        boolean room = open.size() < MOST_OPEN;
        if (room) {
            open.put(run, items);
        }
        return room;
    }

    private PlannedRows planned(Run run, InputOptions options) throws IOException {
        return new PlannedRows(
                open(Path.of(run.source()), run.input(), options),
                options.rules().plan(run.limit(), run.options()));
    }

    /**
     * Makes sure that a file can be made a run.
     *
     * @param name the file's own name, whose ending helps to tell its format
     * @param said about its rows
     * @throws UnreadableInput if it cannot be read as a whole, or its job does not allow what is said
     */
    public void check(Path file, String name, Job job, RowOptions said) throws IOException {
        InputOptions options = options(job);
        String refusal = options.rules().refusal(said).orElse(null);
        if (refusal != null) {
            throw new UnreadableInput(name, refusal, "give what the job's input.yaml allows");
        }
        try (RowReader rows = open(file, name, options)) {
            KeyColumns.require(rows.columns(), name, job, options);
        }
    }

    /**
     * Opens a file as rows.
     *
     * @param name the file's own name, whose ending helps to tell its format
     * @throws UnreadableInput if it cannot be read as a whole
     */
    public RowReader open(Path file, String name, Job job) throws IOException {
        return open(file, name, options(job));
    }

    private RowReader open(Path file, String name, InputOptions options) throws IOException {
        return RowReader.open(file, name, options, limits, new CamelCsv());
    }

    private static InputOptions options(Job job) throws IOException {
        Path folder = job.folder();
        return folder == null ? InputOptions.NONE : InputOptions.load(folder);
    }

    /** Reads tables lazily through Camel's own data format. */
    private final class CamelCsv implements RecordSource {
        @Override
        @SuppressWarnings("unchecked")
        public Iterator<CSVRecord> records(Reader reader, CSVFormat format) throws IOException {
            CsvDataFormat csv = new CsvDataFormat(format);
            csv.setLazyLoad(true);
            csv.setRecordConverter(record -> record);
            try {
                csv.start();
                return (Iterator<CSVRecord>) csv.unmarshal(new DefaultExchange(context), reader);
            } catch (IOException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }
}
