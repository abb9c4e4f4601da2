package io.cama.cli.prompt;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.JsonText;
import io.cama.cli.shell.Refusal;
import io.cama.cli.shell.Workplace;
import io.cama.flow.rows.OneRow;
import io.cama.flow.rows.ReadLimits;
import io.cama.input.InputRow;
import io.cama.input.RecordSource;
import io.cama.input.RowReader;
import io.cama.input.choose.RowPlan;
import io.cama.input.choose.RowPlan.Planned;
import io.cama.input.options.Format;
import io.cama.input.options.InputOptions;
import io.cama.ledger.Ledger;
import io.cama.model.Job;
import io.cama.model.RowOptions;
import io.cama.model.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where one row of a job comes from.
 *
 * @param position 1 for the first
 * @param said values of the job's parameters
 */
record RowSource(Workplace place, Job job, long position, RowOptions said) {
    /**
     * The row of the file or the item given by hand; without either, that of the job's latest run, else of the one
     * example in the job's folder.
     *
     * @throws Refusal if there is none, or it is no sound row
     */
    OneRow find(@Nullable Path input, @Nullable String data) throws IOException {
        if (data != null) {
            Map<String, Object> fields = JsonText.read(Texts.given("--data", data), FilePrompt.OBJECT, "--data");
            InputRow given =
                    plan(options()).next(new InputRow(1, 1, fields, null)).row();
            return sound("data.json", given);
        }
        if (input != null) {
            return of(input);
        }
        Optional<OneRow> known = latest();
        if (known.isPresent()) {
            return known.get();
        }
        List<Path> examples = examples();
        if (examples.size() != 1) {
            throw new Refusal(
                    Exit.NOTHING,
                    "job " + job.name() + " has not run yet, and its folder holds "
                            + (examples.isEmpty() ? "no example" : examples.size() + " files of rows"),
                    "say which file with --input FILE, or give the item with --data '{…}'");
        }
        return of(examples.get(0));
    }

    /** The items of the latest run that has this row; its file may be gone. */
    private Optional<OneRow> latest() {
        try (Ledger ledger = place.past().orElse(null)) {
            if (ledger == null) {
                return Optional.empty();
            }
            for (Run run : ledger.runs(Integer.MAX_VALUE)) {
                Optional<OneRow> row = run.job().equals(job.name())
                        ? ledger.look(run.id(), position)
                                .map(item -> new OneRow(run.input(), item.position(), item.line(), item.fields()))
                        : Optional.empty();
                if (row.isPresent()) {
                    return row;
                }
            }
            return Optional.empty();
        }
    }

    private List<Path> examples() throws IOException {
        Path folder = job.folder();
        if (folder == null) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> isExample(String.valueOf(file.getFileName())))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isExample(String name) {
        Format format = Format.ofName(name);
        return format != null && !name.equals("demo.jsonl") && !name.endsWith(".md");
    }

    private OneRow of(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new Refusal(Exit.NO_INPUT, "there is no file " + file, "check the path");
        }
        String name = String.valueOf(file.getFileName());
        InputOptions options = options();
        RowPlan plan = plan(options);
        Planned planned = null;
        long rows = 0;
        try (RowReader reader =
                RowReader.open(file, name, options, ReadLimits.of(place.settings()), RecordSource.COMMONS)) {
            while (reader.hasNext() && rows < position) {
                planned = plan.next(reader.next());
                rows++;
            }
        }
        if (planned == null || rows < position) {
            throw new Refusal(
                    Exit.NOTHING,
                    "%s has no row %d; it has %d".formatted(file, position, rows),
                    "give a smaller --row");
        }
        if (planned.skipped() != null) {
            throw new Refusal(
                    Exit.NOTHING,
                    "the job does not ask row %d of %s: it is %s".formatted(position, file, planned.skipped()),
                    "raise the limit in its input.yaml, or give a smaller --row");
        }
        return sound(name, planned.row());
    }

    private InputOptions options() throws IOException {
        Path folder = job.folder();
        return folder == null ? InputOptions.NONE : InputOptions.load(folder);
    }

    /** What a run of the whole file would make of its rows. */
    private RowPlan plan(InputOptions options) {
        options.rules().refusal(said).ifPresent(refusal -> {
            throw new Refusal(Exit.USAGE, "job " + job.name() + ": " + refusal, "correct --param");
        });
        return options.rules().plan(0, said);
    }

    private static OneRow sound(String input, InputRow row) {
        if (row.failure() != null) {
            throw new Refusal(
                    Exit.BAD_INPUT,
                    "row %d of %s is no item: %s"
                            .formatted(row.position(), input, row.failure().message()),
                    "correct the row, or give another one");
        }
        return new OneRow(input, row.position(), row.line(), JsonText.line(row.fields()));
    }
}
