package io.cama.output.markdown;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE_NEW;

import io.cama.model.Finding;
import io.cama.output.OutputFormat;
import io.cama.output.OutputJob;
import io.cama.output.RefusedOutputException;
import io.cama.output.Row;
import io.cama.output.value.ContentDigest;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;

/** The items as Markdown to read, one after the other, as {@code outputs.yaml} says or as is usual. */
public final class MarkdownOutput implements OutputFormat {
    @Override
    public String name() {
        return MarkdownTemplate.NAME;
    }

    @Override
    public Written write(Iterator<Row> rows, OutputJob job, Path file) throws IOException {
        List<Finding> findings = new ArrayList<>();
        MarkdownTemplate template = MarkdownTemplate.read(job.folder(), findings);
        RefusedOutputException.ifAnyError(findings);
        long count = 0;
        try (DigestOutputStream digest = ContentDigest.around(Files.newOutputStream(file, CREATE_NEW))) {
            Writer out = new BufferedWriter(new OutputStreamWriter(digest, UTF_8));
            boolean begun = false;
            while (rows.hasNext()) {
                Row row = rows.next();
                if (!begun) {
                    begun = add(out, template.head(row.values()), false);
                }
                for (String text : template.texts(row.values(), count + 1, job)) {
                    begun |= add(out, text, begun);
                    count++;
                }
            }
            out.flush();
            return new Written(
                    count, HexFormat.of().formatHex(digest.getMessageDigest().digest()));
        }
    }

    private static boolean add(Writer out, String text, boolean behind) throws IOException {
        if (text.isEmpty()) {
            return false;
        }
        out.write((behind ? "\n" : "") + text + "\n");
        return true;
    }

    @Override
    public void verify(Path file, Written written) throws IOException {
        written.mustBe(new Written(written.rows(), ContentDigest.ofFile(file)), file);
    }

    @Override
    public List<Finding> findings(Path folder) {
        List<Finding> findings = new ArrayList<>();
        MarkdownTemplate.read(folder, findings);
        return findings;
    }
}
