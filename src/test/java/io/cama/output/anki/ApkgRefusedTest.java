package io.cama.output.anki;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.model.LocalFault;
import io.cama.output.OutputFormat.Written;
import io.cama.output.OutputJob;
import io.cama.output.Publisher;
import io.cama.output.Publisher.Published;
import io.cama.output.RefusedOutputException;
import io.cama.output.Row;
import io.cama.output.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApkgRefusedTest {
    private final Samples.HandClock clock = new Samples.HandClock();
    private final ApkgOutput apkg = new ApkgOutput();
    private final Path folder;
    private int files;
    private final Exports exports;

    ApkgRefusedTest(@TempDir Path folder) {
        this.folder = folder;
        exports = new Exports(folder, clock);
    }

    @Test
    void leavesOutTheNoteThatHasNothingToShow() throws IOException {
        List<Row> rows =
                List.of(exports.word(1, "말", "noun"), exports.word(2, " \u0007", "noun"), exports.word(3, "새", "noun"));

        List<Published> published = new Publisher(folder)
                .publish("words", "r1", List.of("apkg", "json"), Samples.job(clock), rows::iterator);

        assertThat(published).extracting(Published::rows).containsExactly(2L, 3L);
        assertThat(new PackageReader(folder.resolve("words.apkg")).query("SELECT sfld FROM notes ORDER BY sfld"))
                .extracting(note -> note.text("sfld"))
                .containsExactly("말", "새");
        assertThat(folder.resolve("words.json")).content().contains("말", "\\u0007", "새");
    }

    @Test
    void leavesOutTheNoteThatGivesNoCard() throws IOException {
        Path copy = exports.copyOfSample();
        Files.writeString(copy.resolve("deck/recognition-front.html"), "{{Meaning}}");

        PackageReader reader = exports.write(List.of(exports.word(5, "말", "noun")), copy, List.of());

        assertThat(reader.query("SELECT id FROM notes")).isEmpty();
    }

    @Test
    void noticesADamagedPackage() throws IOException {
        Path file = folder.resolve("good.apkg");
        Written written = apkg.write(Samples.rows().iterator(), Samples.job(clock), file);
        byte[] bytes = Files.readAllBytes(file);
        apkg.verify(file, written);

        assertThatThrownBy(() -> apkg.verify(file, new Written(written.rows() + 1, written.digest())))
                .isInstanceOf(LocalFault.class)
                .hasMessageContaining("holds 8 records where 9 were written");
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> apkg.verify(file, written)).isInstanceOfAny(LocalFault.class, IOException.class);
        zip(file, "collection.anki2", "no database");
        assertThatThrownBy(() -> apkg.verify(file, written)).isInstanceOf(LocalFault.class);
        zip(file, "collection.anki2", "no database", "media", "{}");
        assertThatThrownBy(() -> apkg.verify(file, written))
                .isInstanceOf(LocalFault.class)
                .hasMessageContaining("has a database that cannot be read");
        assertThat(folder.toFile().list()).containsExactly("good.apkg");
    }

    @Test
    void refusesNotesThatAnImporterWouldTrip() throws Exception {
        damage("UPDATE notes SET guid = 'same'", "repeats a guid");
        damage("DELETE FROM cards WHERE ord = 0", "has notes without cards");
        damage("DELETE FROM notes WHERE sfld = 'f'", "has cards without notes");
        damage("UPDATE notes SET flds = flds || char(31)", "has a note with");
        damage("UPDATE notes SET tags = ' other '", "holds other content");
    }

    @Test
    void needsAFolderWithADeck() {
        assertThatThrownBy(() -> apkg.write(
                        Samples.rows().iterator(), new OutputJob("j", List.of(), null, clock), folder.resolve("x")))
                .isInstanceOf(RefusedOutputException.class)
                .hasMessageContaining("the job j has no folder");
        assertThatThrownBy(() -> exports.write(Samples.rows(), folder, List.of()))
                .isInstanceOf(RefusedOutputException.class)
                .hasMessageContaining("deck.yaml: error: is not there");
    }

    @Test
    void saysWhenTheDatabaseCannotBeMade() {
        assertThatThrownBy(() ->
                        apkg.write(Samples.rows().iterator(), Samples.job(clock), folder.resolve("missing/x.apkg")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the deck's database");
    }

    private void damage(String sql, String message) throws Exception {
        Path file = folder.resolve(files++ + ".apkg");
        Written written = apkg.write(Samples.rows().iterator(), Samples.job(clock), file);
        PackageReader reader = new PackageReader(file);
        reader.change(sql);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("collection.anki2"));
            Files.copy(reader.database(), zip);
            zip.putNextEntry(new ZipEntry("media"));
        }
        assertThatThrownBy(() -> apkg.verify(file, written))
                .isInstanceOf(LocalFault.class)
                .hasMessageContaining(message);
    }

    private static void zip(Path file, String... namesAndContents) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                zip.putNextEntry(new ZipEntry(namesAndContents[i]));
                zip.write(namesAndContents[i + 1].repeat(200).getBytes(UTF_8));
            }
        }
    }
}
