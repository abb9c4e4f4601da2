package io.cama.output.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.model.LocalFault;
import io.cama.output.OutputFormat.Written;
import io.cama.output.OutputJob;
import io.cama.output.PageTemplates;
import io.cama.output.RefusedOutputException;
import io.cama.output.Row;
import io.cama.output.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlOutputTest {
    static final String HOSTILE =
            "</style></script><script>alert(1)</script><img src=x onerror=alert(1)>\" onload=\"x' `{{evil}}` \u202eabc\u0000 \ud83d";

    @TempDir
    private Path folder;

    private final HtmlOutput html = new HtmlOutput();

    private OutputJob job() {
        return new OutputJob("book", List.of(), folder, new Samples.HandClock(), Map.of(), PageTemplates.NONE);
    }

    private Path file() {
        return folder.resolve("out");
    }

    private String write(Row... rows) throws IOException {
        html.verify(file(), html.write(List.of(rows).iterator(), job(), file()));
        return Files.readString(file());
    }

    @Test
    void withoutTemplatesEachRowIsACardWithAllThatItHas() throws IOException {
        String page = write(
                Row.read(1, "{\"term\":\"눈\",\"n\":1.50,\"say\":{\"cards\":[{\"a\":\"b\"},\"c\"],\"none\":null}}"),
                Row.read(3, "{\"term\":\"x\",\"error\":{\"code\":\"REFUSED\"}}").asRecorded());

        assertThat(page)
                .startsWith("<!DOCTYPE html>\n<html lang=\"en\">")
                .endsWith("</main></body></html>\n")
                .contains(
                        "<title>book</title>",
                        "<section class=\"row\" id=\"row-1\">",
                        "<section class=\"row\" id=\"row-3\">")
                .contains(
                        "<h2>눈</h2>", "<dt>n</dt><dd>1.50</dd>", "<li>c</li>", "<div class=\"card error\">", "REFUSED");
    }

    @Test
    void whatARowHoldsIsTextAndNothingElse() throws IOException {
        String page = write(Samples.row(1, HOSTILE, HOSTILE, "list", List.of(HOSTILE, Map.of(HOSTILE, HOSTILE))));
        String body = page.substring(page.indexOf("<main>"));

        assertThat(body).doesNotContain("<script", "<img", "onerror=", "onload=", "\u202e", "\u0000");
        assertThat(body).contains("&lt;script&gt;alert(1)&lt;/script&gt;", "{{evil}}", "\uFFFD");
        assertThat(body.replaceAll("</?(main|body|html|section|div|h2|dl|dt|dd|ul|li)( (class|id)=\"[\\w -]*\")*>", ""))
                .doesNotContain("<");
    }

    @Test
    void thePolicyAllowsNothingButThePagesOwnStyle() throws IOException {
        String page = write(Samples.row(1, "a", "b"));
        String style = page.substring(page.indexOf("<style>") + 7, page.indexOf("</style>"));
        String digest = java.util.Base64.getEncoder().encodeToString(io.cama.output.value.ContentDigest.ofText(style));

        assertThat(page)
                .contains("content=\"default-src 'none'; style-src 'sha256-" + digest
                        + "'; base-uri 'none'; form-action 'none'\"")
                .doesNotContain("http:", "https:", "unsafe-inline");
        assertThat(page.indexOf("Content-Security-Policy")).isLessThan(page.indexOf("<style>"));
    }

    @Test
    void aPageCutShortOrChangedIsNoticed() throws IOException {
        Written written = html.write(
                List.of(Samples.row(1, "a", "b"), Samples.row(2, "a", "c")).iterator(), job(), file());
        String page = Files.readString(file());

        for (String damaged : List.of(
                page.substring(0, page.length() / 2),
                page.replace("<dd>c</dd>", "<dd>d</dd>"),
                page.replaceFirst("(?s)<section class=\"row\" id=\"row-2\">.*?</section>\n", ""))) {
            Files.writeString(file(), damaged);
            assertThatThrownBy(() -> html.verify(file(), written)).isInstanceOf(LocalFault.class);
        }
    }

    @Test
    void aStyleThatLoadsOrEndsEarlyIsRefused() throws IOException {
        Files.createDirectories(folder.resolve("html"));
        for (String style : List.of("p{background:url(http://x/)}", "@import 'x';", "p{}</style><b>")) {
            Files.writeString(folder.resolve("html/style.css"), style);

            assertThat(html.findings(folder)).hasSize(1);
            assertThatThrownBy(() -> html.write(List.<Row>of().iterator(), job(), file()))
                    .isInstanceOf(RefusedOutputException.class);
        }
        Files.writeString(folder.resolve("html/style.css"), "p{fill:url(#own)}");
        assertThat(html.findings(folder)).isEmpty();
    }

    @Test
    void rowsGoToTheFileAsTheyCome() throws IOException {
        Iterator<Row> rows = new Iterator<>() {
            private long position;

            @Override
            public boolean hasNext() {
                return position < 10_000;
            }

            @Override
            public Row next() {
                if (++position == 5_000) {
                    assertThat(file().toFile().length()).isGreaterThan(4_900L * 2_000);
                }
                return Samples.row(position, "text", "x".repeat(2_000));
            }
        };

        html.verify(file(), html.write(rows, job(), file()));
    }

    @Test
    void theHashOfAStyleIsThatOfWhatABrowserReads() throws Exception {
        Files.createDirectories(folder.resolve("html"));
        Files.writeString(folder.resolve("html/style.css"), "p { color: red }\r\nb { color: blue }\r");
        String page = write();
        String read = "p { color: red }\nb { color: blue }\n";
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(read.getBytes(StandardCharsets.UTF_8));

        assertThat(page)
                .contains(
                        "<style>" + read + "</style>",
                        "'sha256-" + Base64.getEncoder().encodeToString(hash));
    }
}
