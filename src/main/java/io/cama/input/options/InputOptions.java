package io.cama.input.options;

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
 * @param columns names of the columns of a file without header; {@code c1} to {@code cn} when empty
 * @param aliases of each field the other names a file may give it; case, spaces and underscores are alike
 * @param values of each field the short forms and what they stand for, in any case
 * @param defaults of each field what stands in when it is absent or blank
 * @param text the field that a line of plain text goes to
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
        String text) {
    /** The name of the file in a job's folder. */
    public static final String FILE = "input.yaml";

    /** What holds when there is no {@code input.yaml}. */
    public static final InputOptions NONE =
            new InputOptions(null, null, null, true, true, List.of(), Map.of(), Map.of(), Map.of(), "text");

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
