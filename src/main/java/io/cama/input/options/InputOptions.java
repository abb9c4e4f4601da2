package io.cama.input.options;

import io.cama.input.choose.Priority;
import io.cama.input.choose.RowRules;
import io.cama.input.document.ChunkSize;
import io.cama.model.Finding;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a job's {@code input.yaml} says about its files. Everything is optional; the file may be missing.
 *
 * @param charset to read files in that have no byte order mark, or null to find out
 * @param format to read files as, or null to find out
 * @param delimiter between cells, or null to find out
 * @param header whether the first record of CSV and TSV names the columns
 * @param quotes whether quotes around a cell have a meaning; false reads them as text
 * @param columns names of the columns in the order of the file, in place of those in its header; when empty, a file
 *     without header has {@code c1} to {@code cn}
 * @param aliases of each field the other names a file may give it; case, spaces and underscores are alike
 * @param values of each field the short forms and what they stand for, in any case
 * @param defaults of each field what stands in when it is absent or blank
 * @param text the field that a line of plain text goes to
 * @param chunks how a document is cut
 * @param rules which rows are asked, and what each is given
 * @param priority which rows go first
 * @param statistics fields whose values are counted, for the receipt and for {@code cama status}
 */
public record InputOptions(
        @Nullable Charset charset,
        @Nullable Format format,
        @Nullable Character delimiter,
        boolean header,
        boolean quotes,
        List<String> columns,
        Map<String, List<String>> aliases,
        Map<String, Map<String, String>> values,
        Map<String, String> defaults,
        String text,
        ChunkSize chunks,
        RowRules rules,
        Priority priority,
        List<String> statistics) {
    /** The name of the file in a job's folder. */
    public static final String FILE = "input.yaml";

    /** What holds when there is no {@code input.yaml}. */
    public static final InputOptions NONE =
            new InputOptions(null, null, null, true, true, List.of(), Map.of(), Map.of(), Map.of(), "text");

    /** Without a word about documents, and with all rows as they are and none before others. */
    public InputOptions(
            @Nullable Charset charset,
            @Nullable Format format,
            @Nullable Character delimiter,
            boolean header,
            boolean quotes,
            List<String> columns,
            Map<String, List<String>> aliases,
            Map<String, Map<String, String>> values,
            Map<String, String> defaults,
            String text) {
        this(
                charset,
                format,
                delimiter,
                header,
                quotes,
                columns,
                aliases,
                values,
                defaults,
                text,
                ChunkSize.DEFAULT,
                RowRules.NONE,
                Priority.NONE,
                List.of());
    }

    /**
     * Reads a job folder's {@code input.yaml}, or gives {@link #NONE} where there is none.
     *
     * @throws UnreadableInput if it has an error; {@link #findings} lists them all
     */
    public static InputOptions load(Path folder) throws IOException {
        OptionsFile file = OptionsFile.read(folder.resolve(FILE));
        for (Finding finding : file.findings()) {
            if (finding.severity() == Finding.Severity.ERROR) {
                String hint = finding.hint();
                throw new UnreadableInput(
                        finding.file() + (finding.line() > 0 ? ":" + finding.line() : ""),
                        finding.message(),
                        hint == null ? "correct the file" : hint);
            }
        }
        return file.options();
    }

    /** What is wrong with a job folder's {@code input.yaml}; empty when nothing is or there is none. */
    public static List<Finding> findings(Path folder) throws IOException {
        return OptionsFile.read(folder.resolve(FILE)).findings();
    }
}
