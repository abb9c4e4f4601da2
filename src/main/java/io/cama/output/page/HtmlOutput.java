package io.cama.output.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE_NEW;

import io.cama.model.Finding;
import io.cama.output.OutputFormat;
import io.cama.output.OutputJob;
import io.cama.output.PageTemplates;
import io.cama.output.RefusedOutputException;
import io.cama.output.Row;
import io.cama.output.value.ContentDigest;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows as one HTML page that needs nothing beside it, each by the template {@code html/page.html} of the job or as a
 * card. {@code html/cover.html} stands before the first and {@code html/end.html} behind the last. Its policy lets nothing
 * run and nothing be loaded, and values are text whatever is in them.
 */
public final class HtmlOutput implements OutputFormat {
    private static final String ROW = "<section class=\"row\" id=\"row-";
    private static final String LAST_LINE = "</main></body></html>";

    @Override
    public String name() {
        return "html";
    }

    @Override
    public Written write(Iterator<Row> rows, OutputJob job, Path file) throws IOException {
        List<Finding> findings = new ArrayList<>();
        PageSpec spec = PageSpec.read(job.folder(), findings);
        RefusedOutputException.ifAnyError(findings);
        long count = 0;
        try (DigestOutputStream digest = ContentDigest.around(Files.newOutputStream(file, CREATE_NEW));
                Writer out = new BufferedWriter(new OutputStreamWriter(digest, UTF_8))) {
            out.write(head(spec, job));
            out.write(part("cover", job));
            while (rows.hasNext()) {
                Row row = rows.next();
                count++;
                out.write(ROW + row.position() + "\">\n" + inner(row, count, job) + "\n</section>\n");
            }
            out.write(part("end", job));
            out.write(LAST_LINE + "\n");
            out.flush();
            return new Written(
                    count, HexFormat.of().formatHex(digest.getMessageDigest().digest()));
        }
    }

    private static String head(PageSpec spec, OutputJob job) {
        String title = spec.title();
        return """
                <!DOCTYPE html>
                <html lang="%s"><head><meta charset="utf-8">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="referrer" content="no-referrer">
                <title>%s</title>
                <style>%s</style></head><body><main>
                """.formatted(
                        spec.language(),
                        Base64.getEncoder().encodeToString(ContentDigest.ofText(spec.style())),
                        PageText.escape(title == null ? job.job() : title),
                        spec.style());
    }

    private static String part(String name, OutputJob job) {
        return job.pages().has(name) ? job.pages().fill(name, job.facts(), job.facts()) + "\n" : "";
    }

    private static String inner(Row row, long number, OutputJob job) {
        PageTemplates pages = job.pages();
        if (!pages.has("page")) {
            return Cards.of(row);
        }
        Map<String, Object> data = new LinkedHashMap<>(job.facts());
        data.put("number", number);
        data.put("position", row.position());
        data.put("recorded", row.recorded());
        return pages.fill("page", row.values(), data);
    }

    @Override
    public void verify(Path file, Written written) throws IOException {
        long count = 0;
        String last = "";
        try (BufferedReader in = Files.newBufferedReader(file, UTF_8)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                count += line.startsWith(ROW) ? 1 : 0;
                last = line;
            }
        }
        if (!last.equals(LAST_LINE)) {
            throw Written.damaged(file, "has no end");
        }
        written.mustBe(new Written(count, ContentDigest.ofFile(file)), file);
    }

    @Override
    public List<Finding> findings(Path folder) {
        List<Finding> findings = new ArrayList<>();
        PageSpec.read(folder, findings);
        return findings;
    }
}
