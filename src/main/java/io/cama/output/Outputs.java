package io.cama.output;

import io.cama.model.Finding;
import io.cama.output.anki.ApkgOutput;
import io.cama.output.markdown.MarkdownOutput;
import io.cama.output.page.HtmlOutput;
import io.cama.output.shape.RowOrder;
import io.cama.output.text.Csv;
import io.cama.output.text.JsonOutput;
import io.cama.output.text.TableOutput;
import io.cama.output.text.Tsv;
import io.cama.output.value.YamlPart;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The formats there are. A new one is one class and one line here. */
public final class Outputs {
    /** The file of a job's folder that says how its outputs look. */
    public static final String OUTPUTS_FILE = "outputs.yaml";

    private static final List<OutputFormat> ALL = List.of(
            new JsonOutput(JsonOutput.Form.ARRAY),
            new JsonOutput(JsonOutput.Form.LINES),
            new TableOutput(new Tsv()),
            new TableOutput(new Csv()),
            new MarkdownOutput(),
            new ApkgOutput(),
            new HtmlOutput());

    private Outputs() {}

    /**
     * The format of that name.
     *
     * @param name such as {@code tsv}
     * @throws IllegalArgumentException if there is no such format; the message lists those there are
     */
    public static OutputFormat named(String name) {
        return ALL.stream()
                .filter(format -> format.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no output format \"" + name + "\"; use one of " + String.join(", ", names())));
    }

    /** The names of all formats. */
    public static List<String> names() {
        return ALL.stream().map(OutputFormat::name).toList();
    }

    /**
     * Checks {@code outputs.yaml}, {@code deck.yaml} and the files they name.
     *
     * @param folder the job's
     * @param formats those the job publishes; unknown ones are findings, too
     */
    public static List<Finding> findings(Path folder, List<String> formats) {
        List<Finding> findings = new ArrayList<>();
        YamlPart.read(folder.resolve(OUTPUTS_FILE), findings).ifPresent(top -> {
            top.only(Stream.concat(Stream.of(RowOrder.KEY), names().stream()).toList());
            top.text(RowOrder.KEY);
        });
        for (String format : formats) {
            if (names().contains(format)) {
                findings.addAll(named(format).findings(folder));
            } else {
                findings.add(Finding.error(
                        folder.toString(),
                        0,
                        "the job's outputs name \"" + format + "\", which is no format",
                        "use one of " + String.join(", ", names())));
            }
        }
        return findings.stream().distinct().toList();
    }
}
