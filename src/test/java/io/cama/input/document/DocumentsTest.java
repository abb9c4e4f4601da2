package io.cama.input.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.input.InputRow;
import io.cama.input.RecordSource;
import io.cama.input.RowReader;
import io.cama.input.options.InputLimits;
import io.cama.input.options.InputOptions;
import io.cama.input.options.UnreadableInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents through the process that parses them. */
class DocumentsTest {
    private static final DocumentLimits USUAL = DocumentLimits.DEFAULT;

    @TempDir
    private Path job;

    @BeforeEach
    void takesDocuments() throws IOException {
        Files.writeString(job.resolve("input.yaml"), "format: document\nchunk: { size: 2000 }\n");
    }

    private List<InputRow> read(String name, byte[] bytes, DocumentLimits limits) throws IOException {
        Path file = job.resolve("copy");
        Files.write(file, bytes);
        List<InputRow> rows = new ArrayList<>();
        InputLimits all = new InputLimits(1 << 20, 100, 100, 100, 0, limits);
        try (RowReader reader = RowReader.open(file, name, InputOptions.load(job), all, RecordSource.COMMONS)) {
            reader.forEachRemaining(rows::add);
        }
        return rows;
    }

    private static List<Path> leftovers() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(file -> file.getFileName().toString().startsWith("cama-document-"))
                    .toList();
        }
    }

    @Test
    void aBookOfThreeHundredPagesIsTheSameItemsEachTime() throws IOException {
        byte[] book = Papers.book(300);
        List<Path> before = leftovers();

        List<InputRow> rows = read("책 book.pdf", book, USUAL);

        assertThat(rows).hasSizeGreaterThan(300).allMatch(row -> row.failure() == null);
        assertThat(rows).extracting(InputRow::position).isSorted();
        InputRow last = rows.get(rows.size() - 1);
        assertThat(last.fields())
                .containsEntry("file", "책 book.pdf")
                .containsEntry("title", "A Book of Plains")
                .containsEntry("page", 300)
                .containsEntry("parts", rows.size())
                .containsEntry("heading", "Chapter 30");
        assertThat(String.valueOf(last.fields().get("text")))
                .endsWith("Line 40 of page 300 tells how the camel" + " crossed the plain by night.");
        assertThat(read("책 book.pdf", book, USUAL)).isEqualTo(rows);
        assertThat(leftovers()).isSubsetOf(before);
    }

    @Test
    void whatTakesTooLongIsCutOff() {
        DocumentLimits hasty = new DocumentLimits(Duration.ofMillis(50), 1 << 28, USUAL.content());

        assertThatThrownBy(() -> read("book.pdf", Papers.book(300), hasty))
                .isInstanceOf(UnreadableInput.class)
                .hasMessageContaining("took longer than")
                .hasMessageContaining("cama.document.timeout");
    }

    @Test
    void whatTakesTooMuchMemoryTakesOnlyItsOwnProcessDown() throws IOException {
        DocumentLimits narrow = new DocumentLimits(USUAL.timeout(), 24 << 20, USUAL.content());
        List<Path> before = leftovers();

        assertThatThrownBy(() -> read("page.html", Papers.utf8("<b><i>x".repeat(1_500_000)), narrow))
                .isInstanceOf(UnreadableInput.class)
                .hasMessageContaining("25,165,824 bytes of memory")
                .hasMessageContaining("cama.document.memory");
        assertThat(leftovers()).isSubsetOf(before);
    }

    @Test
    void whatIsNoDocumentIsRefusedWithTheReason() {
        assertThatThrownBy(() -> read("cat.png", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10}, USUAL))
                .hasMessageContaining("cat.png: this is a PNG picture");
        assertThatThrownBy(() -> read("old.doc", new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 1, 2}, USUAL))
                .hasMessageContaining("an old Office file");
        assertThatThrownBy(() -> read("paper.pdf", Papers.utf8("%PDF-1.4 rubbish"), USUAL))
                .isInstanceOf(UnreadableInput.class)
                .hasMessageContaining("paper.pdf: it is damaged")
                .hasMessageContaining("Do: ");
        DocumentLimits small = new DocumentLimits(
                USUAL.timeout(), USUAL.memoryBytes(), new DocumentLimits.Content(9, 9, 9, 9, 9, 9, 9));
        assertThatThrownBy(() -> read("a.txt", Papers.utf8("ten bytes."), small))
                .hasMessageContaining("it has 10 bytes; a document has 9 at most");
    }

    @Test
    void theOptionsOfAJobSayHowItIsCut() throws IOException {
        assertThat(InputOptions.load(job).chunks()).isEqualTo(new ChunkSize(2000, 200, 400));
        for (String wrong :
                List.of("{ size: 100 }", "{ overlap: 3000 }", "{ least: -1 }", "{ sizes: 1 }", "{ size: a }")) {
            Files.writeString(job.resolve("input.yaml"), "format: document\nchunk: " + wrong + "\n");
            assertThat(InputOptions.findings(job)).as(wrong).singleElement().satisfies(finding -> assertThat(
                            finding.toString())
                    .contains("input.yaml:2", "chunk"));
        }
        Files.writeString(job.resolve("input.yaml"), "chunk: { size: 1000 }\n");
        assertThat(InputOptions.findings(job)).singleElement().satisfies(finding -> assertThat(finding.toString())
                .contains("format: document"));
    }

    @Test
    void aTextMayWriteAboutPdf() {
        byte[] text = "A file begins with %PDF-1.7.".getBytes(StandardCharsets.UTF_8);

        assertThat(DocumentKind.of("about.md", text)).isEqualTo(DocumentKind.MARKDOWN);
        assertThat(DocumentKind.of("about.txt", text)).isEqualTo(DocumentKind.TEXT);
        assertThat(DocumentKind.of("about.htm", text)).isEqualTo(DocumentKind.HTML);
        assertThat(DocumentKind.of("mailed.pdf", text)).isEqualTo(DocumentKind.PDF);
        assertThat(DocumentKind.of("named.md", "%PDF-1.7".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(DocumentKind.PDF);
    }
}
