package io.cama.output.anki;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE_NEW;

import io.cama.model.Finding;
import io.cama.output.OutputFormat;
import io.cama.output.OutputJob;
import io.cama.output.RefusedOutputException;
import io.cama.output.Row;
import io.cama.output.anki.store.CollectionFile;
import io.cama.output.anki.store.NoteType;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The items as an Anki deck, in the form of package that every Anki can import. */
public final class ApkgOutput implements OutputFormat {
    private static final Logger LOG = LoggerFactory.getLogger(ApkgOutput.class);
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    @Override
    public String name() {
        return "apkg";
    }

    @Override
    public Written write(Iterator<Row> rows, OutputJob job, Path file) throws IOException {
        Deck deck = deck(job);
        Path database = file.resolveSibling(file.getFileName() + ".db");
        try {
            Written written = fill(database, deck, rows, job);
            zip(database, file);
            return written;
        } catch (SQLException failed) {
            throw new IOException("the deck's database: " + failed.getMessage(), failed);
        } finally {
            Files.deleteIfExists(database);
        }
    }

    @Override
    public void verify(Path file, Written written) throws IOException {
        written.mustBe(PackageCheck.of(file), file);
    }

    @Override
    public List<Finding> findings(Path folder) {
        List<Finding> findings = new ArrayList<>();
        DeckFile.read(folder, findings);
        return findings;
    }

    private static Deck deck(OutputJob job) {
        if (job.folder() == null) {
            throw new RefusedOutputException("the job " + job.job()
                    + " has no folder, so there is no deck.yaml to make an apkg with; take apkg out of its outputs");
        }
        List<Finding> findings = new ArrayList<>();
        Deck deck = DeckFile.read(job.folder(), findings).orElse(null);
        RefusedOutputException.ifAnyError(findings);
        if (deck == null) {
            throw new IllegalStateException("a deck.yaml without a finding gives a deck");
        }
        return deck;
    }

    private static Written fill(Path database, Deck deck, Iterator<Row> rows, OutputJob job)
            throws IOException, SQLException {
        List<NoteType> types = deck.recipes().stream().map(Deck.Recipe::type).toList();
        List<NoteMaker> makers = deck.recipes().stream()
                .map(recipe -> new NoteMaker(recipe, job))
                .toList();
        NoteMaker.LeftOut leftOut = new NoteMaker.LeftOut();
        try (CollectionFile collection = new CollectionFile(database, job.job(), types, job.clock())) {
            long next = 1;
            while (rows.hasNext()) {
                Row row = rows.next();
                for (NoteMaker maker : row.recorded() ? List.<NoteMaker>of() : makers) {
                    for (NoteType.Note note : maker.notes(row, next, leftOut)) {
                        collection.add(note);
                        next++;
                    }
                }
            }
            if (leftOut.count() > 0) {
                LOG.warn(
                        "Notes left out of the deck: {}. The first: {}. Correct the item, or the field in deck.yaml. job={}",
                        leftOut.count(),
                        leftOut.first(),
                        job.job());
            }
            return collection.finish();
        }
    }

    private static void zip(Path database, Path file) throws IOException {
        try (ZipOutputStream zip =
                new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file, CREATE_NEW)))) {
            zip.putNextEntry(entry("collection.anki2"));
            Files.copy(database, zip);
            zip.putNextEntry(entry("media"));
            zip.write("{}".getBytes(UTF_8));
        }
    }

    private static ZipEntry entry(String name) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(NO_TIME);
        return entry;
    }
}
