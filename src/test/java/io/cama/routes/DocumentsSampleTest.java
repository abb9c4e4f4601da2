package io.cama.routes;

import static io.cama.input.document.Papers.docx;
import static io.cama.input.document.Papers.docxEntries;
import static io.cama.input.document.Papers.pdf;
import static io.cama.input.document.Papers.utf8;
import static io.cama.input.document.Papers.zip;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.cama.input.document.Papers;
import io.cama.model.Run;
import io.cama.model.RunState;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;

/** {@code samples/documents}: from the file to the files, and what becomes of documents that are hostile. */
class DocumentsSampleTest extends SharedFlow {
    private static final Path SAMPLE = Path.of("samples/documents");

    @Override
    String jobs() {
        return "samples";
    }

    @Override
    String model() {
        return "demo/any";
    }

    private Run process(String name) throws Exception {
        Run run = settled(submit("documents", SAMPLE.resolve(name), 0));
        assertThat(run.state()).as(run.reason()).isEqualTo(RunState.DONE);
        assertThat(dead(run)).isEmpty();
        return run;
    }

    @Test
    void aPdfBecomesSummariesNotesAndADeckThatNameTheirSource() throws Exception {
        Run run = process("camel-and-llama.pdf");

        JsonNode items = json(Files.readString(Path.of(run.outbox(), "camel-and-llama.json")));
        assertThat(items).hasSize(2).allSatisfy(item -> {
            assertThat(item.path("file").asText()).isEqualTo("camel-and-llama.pdf");
            assertThat(item.path("page").asInt()).isEqualTo(item.path("part").asInt());
            assertThat(item.at("/cards/cards")).hasSize(3);
        });
        assertThat(items.toString()).doesNotContain("demo");
        assertThat(Files.readString(Path.of(run.outbox(), "camel-and-llama.md")))
                .startsWith("""
                        # The Camel and the Llama

                        ## 1. Where camels and llamas come from

                        *Two cousins*

                        *camel-and-llama.pdf, page 1, part 1 of 2*

                        Camels and llamas are camelids, a family""")
                .contains("\n- A hump holds fat, not water\n", "\n## 2. Saving water, and living in thin air\n");
        String notes = notes(Path.of(run.outbox(), "camel-and-llama.apkg"));
        assertThat(notes.lines()).hasSize(6);
        assertThat(notes)
                .contains(
                        "What lets a llama live at four thousand metres?\u001fIts blood binds oxygen more tightly than that"
                                + " of other mammals.\u001fcamel-and-llama.pdf\u001f2\u001fHow a camel saves water\u001f2/2\n");
    }

    private String notes(Path deck) throws Exception {
        Path collection = Files.createTempFile(home, "collection", ".db");
        try (ZipFile zip = new ZipFile(deck.toFile())) {
            Files.write(
                    collection,
                    zip.getInputStream(zip.getEntry("collection.anki2")).readAllBytes());
        }
        StringBuilder notes = new StringBuilder();
        try (var connection = java.sql.DriverManager.getConnection("jdbc:sqlite:" + collection);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select flds from notes order by id")) {
            while (rows.next()) {
                notes.append(rows.getString(1)).append('\n');
            }
        }
        return notes.toString();
    }

    @Test
    void aMarkdownFileHasHeadingsAndNoPages() throws Exception {
        Run run = process("desert-walk.md");

        JsonNode items = json(Files.readString(Path.of(run.outbox(), "desert-walk.json")));
        assertThat(items)
                .extracting(item -> item.path("heading").asText())
                .containsExactly(
                        "Crossing a desert on foot",
                        "Crossing a desert on foot > Walking by night",
                        "Crossing a desert on foot > Finding the way");
        assertThat(Files.readString(Path.of(run.outbox(), "desert-walk.md")))
                .contains("## 3. Dunes as a compass\n\n*Crossing a desert on foot \\> Finding the way*\n\nThe shape")
                .doesNotContain("page");
    }

    @Test
    void theSameDocumentGivenAgainCostsNothing() throws Exception {
        Run first = process("desert-walk.md");
        Run again = process("desert-walk.md");

        assertThat(again.id()).isEqualTo(first.id());
        assertThat(receipt(again).path("calls").asInt()).isZero();
    }

    @Test
    void aHostileDocumentLiesInRejectedWithTheReasonBesideIt() throws Exception {
        Map<String, byte[]> bomb = docxEntries("<w:document/>");
        bomb.put("word/media/a.png", new byte[30_000_000]);
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("locked.pdf", pdf("x", List.of(List.of("secret words")), "secret"));
        files.put("broken.pdf", utf8("%PDF-1.7 and then nothing"));
        files.put("bomb.docx", zip(bomb));
        files.put(
                "xxe.docx",
                zip(docxEntries(
                        "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><w:document>&x;</w:document>")));
        files.put("deep.docx", docx("<w:x>".repeat(9000)));
        files.put("out.epub", zip(Papers.epub(Map.of("../../../../../etc/passwd", "<p>x"))));
        files.put("cat.png", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
        Map<String, String> reasons = Map.of(
                "locked.pdf", "locked with a password",
                "broken.pdf", "it is damaged",
                "bomb.docx", "zip bomb",
                "xxe.docx", "document type or entities",
                "deep.docx", "nested more than 500 deep",
                "out.epub", "lacks its entry",
                "cat.png", "a PNG picture");
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            drop(file.getKey(), file.getValue());
        }

        Path rejected = home.resolve("rejected/documents");
        for (String name : files.keySet()) {
            until(() -> Files.exists(rejected.resolve(name)));
            assertThat(rejected.resolve(name)).hasBinaryContent(files.get(name));
            assertThat(rejected.resolve(name + ".reason.txt")).content().contains(name, reasons.get(name), "Do: ");
        }
    }

    private void drop(String name, byte[] bytes) throws Exception {
        Path inbox = Files.createDirectories(home.resolve("inbox/documents"));
        Files.write(inbox.resolve("." + name), bytes);
        Files.move(inbox.resolve("." + name), inbox.resolve(name));
    }

    @Test
    void aWebPageBecomesARunByTheRouteOfTheReadme() throws Exception {
        HttpServer web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        web.createContext("/news.html", request -> {
            byte[] page = utf8("<title>News</title><h1>Camel wins race</h1><p>By a neck.");
            request.sendResponseHeaders(200, page.length);
            request.getResponseBody().write(page);
            request.close();
        });
        web.start();
        try {
            Matcher block =
                    Pattern.compile("(?s)```yaml\n(.*?)```").matcher(Files.readString(SAMPLE.resolve("README.md")));
            assertThat(block.find()).isTrue();
            String route = block.group(1)
                    .replace(
                            "https://www.example.org",
                            "http://127.0.0.1:" + web.getAddress().getPort());
            assertThat(route).isNotEqualTo(block.group(1));
            PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("page.yaml", route));

            until(() -> ledger.runs(100).stream().anyMatch(run -> run.input().equals("news.html")));

            Run run = ledger.runs(100).stream()
                    .filter(any -> any.input().equals("news.html"))
                    .findFirst()
                    .orElseThrow();
            assertThat(run.job()).isEqualTo("documents");
        } finally {
            context.getRouteController().stopRoute("page");
            context.removeRoute("page");
            web.stop(0);
        }
    }
}
