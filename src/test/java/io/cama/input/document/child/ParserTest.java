package io.cama.input.document.child;

import static io.cama.input.document.Papers.docx;
import static io.cama.input.document.Papers.docxEntries;
import static io.cama.input.document.Papers.epub;
import static io.cama.input.document.Papers.p;
import static io.cama.input.document.Papers.pdf;
import static io.cama.input.document.Papers.utf8;
import static io.cama.input.document.Papers.zip;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cama.input.document.ChunkSize;
import io.cama.input.document.DocumentKind;
import io.cama.input.document.DocumentLimits;
import io.cama.input.document.Papers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLEventReader;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.events.XMLEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of each kind of document, honest or not, in the parser's own code. */
class ParserTest {
    private static final ChunkSize CHUNKS = new ChunkSize(1000, 100, 0);
    private static final DocumentLimits LIMITS = DocumentLimits.DEFAULT;
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Said(int code, String text) {
        List<JsonNode> items() throws IOException {
            assertThat(code).as(text).isZero();
            return JSON.readerFor(JsonNode.class).<JsonNode>readValues(text).readAll();
        }

        JsonNode only() throws IOException {
            assertThat(items()).hasSize(1);
            return items().get(0);
        }

        void refused(String... says) {
            assertThat(text).contains(says);
            assertThat(text.lines()).hasSize(2);
            assertThat(code).isEqualTo(Parser.REFUSED);
        }
    }

    private static Said parse(DocumentKind kind, byte[] bytes) throws IOException {
        return parse(kind, bytes, LIMITS.content());
    }

    private static Said parse(DocumentKind kind, byte[] bytes, DocumentLimits.Content content) throws IOException {
        Charset charset = kind == DocumentKind.HTML ? null : StandardCharsets.UTF_8;
        Request request = new Request(
                "논문 a.b.x", kind, charset, CHUNKS, new DocumentLimits(Duration.ofSeconds(9), 1 << 26, content));
        assertThat(Request.of(request.toArguments())).isEqualTo(request);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = Parser.run(request, new ByteArrayInputStream(bytes), out);
        return new Said(code, out.toString(StandardCharsets.UTF_8));
    }

    private static Said html(String html) throws IOException {
        return parse(DocumentKind.HTML, utf8(html));
    }

    @Test
    void aPdfTellsItsPagesAndTheHeadingsOfItsOutline() throws IOException {
        byte[] pdf = pdf(
                "On Camels",
                List.of(
                        List.of("# First", "A camel drinks", "and drinks.", "", "It rests."),
                        List.of("It goes on.", "", "# Second", "It arrives.")));

        List<JsonNode> items = parse(DocumentKind.PDF, pdf).items();

        assertThat(items).hasSize(2);
        assertThat(items.get(0))
                .isEqualTo(
                        JSON.readTree(
                                "{\"file\":\"논문 a.b.x\",\"title\":\"On Camels\",\"part\":1,\"parts\":2,\"page\":1,"
                                        + "\"heading\":\"First\",\"text\":\"First\\n\\nA camel drinks and drinks.\\n\\nIt rests.\\n\\nIt goes on.\"}"));
        assertThat(items.get(1).path("heading").asText()).isEqualTo("Second");
        assertThat(items.get(1).path("page").asInt()).isEqualTo(2);
    }

    @Test
    void aLockedPdfIsReadWhereItOpensWithoutAPassword() throws IOException {
        List<List<String>> pages = List.of(List.of("Open to all."));

        assertThat(parse(DocumentKind.PDF, pdf("x", pages, ""))
                        .only()
                        .path("text")
                        .asText())
                .isEqualTo("Open to all.");
        parse(DocumentKind.PDF, pdf("x", pages, "secret")).refused("locked with a password", "save it without one");
    }

    @Test
    void aDamagedOrEmptyPdfIsRefused() throws IOException {
        byte[] whole = Papers.book(3);

        parse(DocumentKind.PDF, utf8("%PDF-1.7\nnot one")).refused("it is damaged");
        parse(DocumentKind.PDF, Arrays.copyOf(whole, 200)).refused("it is damaged");
        parse(DocumentKind.PDF, pdf("x", List.of(List.of()))).refused("it holds no text", "OCR");
        parse(DocumentKind.PDF, whole, with(100, 2, 20_000_000)).refused("it has 3 pages; 2 is the most");
        parse(DocumentKind.PDF, whole, with(100, 5, 1000)).refused("more than 1,000 characters");
    }

    private static DocumentLimits.Content with(int ratio, int pages, int characters) {
        return new DocumentLimits.Content(1 << 26, 1 << 27, ratio, 100, pages, characters, 100);
    }

    @Test
    void aDocxTellsItsHeadingsTablesAndNotes() throws IOException {
        Map<String, byte[]> entries = docxEntries("<w:document xmlns:w=\"w\" xmlns:mc=\"m\"><w:body>"
                + p("H1", "Top") + p("H2", "Sub") + p("Body", "One &lt;b&gt; two.")
                + "<w:tbl><w:tr><w:tc>" + p("", "a") + "</w:tc><w:tc>" + p("", "b") + "</w:tc></w:tr></w:tbl>"
                + "<w:p><w:r><mc:AlternateContent><mc:Choice><w:t>seen</w:t></mc:Choice>"
                + "<mc:Fallback><w:t>twice</w:t></mc:Fallback></mc:AlternateContent><w:delText>gone</w:delText>"
                + "<w:instrText>DDEAUTO calc</w:instrText></w:r></w:p></w:body></w:document>");
        entries.put("word/footnotes.xml", utf8("<w:footnotes xmlns:w=\"w\">" + p("", "A note.") + "</w:footnotes>"));
        entries.put("word/vbaProject.bin", new byte[100]);

        JsonNode item = parse(DocumentKind.ARCHIVE, zip(entries)).only();

        assertThat(item.path("text").asText()).isEqualTo("Top\n\nSub\n\nOne <b> two.\n\na | b\n\nseen\n\nA note.");
        assertThat(item.path("heading").asText()).isEqualTo("Top > Sub");
        assertThat(item.path("title").asText()).isEqualTo("Top");
        assertThat(item.has("page")).isFalse();
    }

    @Test
    void nothingIsFetchedForADocxThatNamesSomethingOutside() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String outside = "http://127.0.0.1:" + server.getLocalPort() + "/x";
            for (String type : List.of(
                    "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
                    "<!DOCTYPE d SYSTEM \"" + outside + "\">",
                    "<!DOCTYPE d [<!ENTITY % x SYSTEM \"" + outside + "\"> %x;]>",
                    "<!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]>")) {
                Map<String, byte[]> entries = docxEntries(
                        type
                                + "<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>");

                parse(DocumentKind.ARCHIVE, zip(entries)).refused("document type or entities");
            }
            server.setSoTimeout(1);
            assertThat(org.assertj.core.api.Assertions.catchThrowable(server::accept))
                    .isInstanceOf(java.net.SocketTimeoutException.class);
        }
    }

    @Test
    void aReaderWithoutTheseGuardsWouldHaveTakenTheBait(@TempDir Path folder) throws Exception {
        Path bait = Files.writeString(folder.resolve("bait"), "taken");
        String xml = "<!DOCTYPE d [<!ENTITY x SYSTEM \"" + bait.toUri() + "\">]><d>&x;</d>";

        XMLEventReader naive = XMLInputFactory.newDefaultFactory().createXMLEventReader(new StringReader(xml));
        StringBuilder seen = new StringBuilder();
        while (naive.hasNext()) {
            XMLEvent event = naive.nextEvent();
            seen.append(event.isCharacters() ? event.asCharacters().getData() : "");
        }

        assertThat(seen).contains("taken");
        parse(DocumentKind.ARCHIVE, zip(docxEntries(xml))).refused("document type or entities");
    }

    @Test
    void aZipBombIsRefusedBeforeItIsUnpacked() throws IOException {
        Map<String, byte[]> entries = docxEntries("<w:document/>");
        entries.put("word/media/image.png", new byte[50_000_000]);

        parse(DocumentKind.ARCHIVE, zip(entries)).refused("100 times its size", "zip bomb");
        parse(DocumentKind.ARCHIVE, zip(entries), new DocumentLimits.Content(1 << 26, 1 << 20, 9999, 100, 9, 99, 9))
                .refused("unpacks to more than 1,048,576 bytes");
        parse(DocumentKind.ARCHIVE, zip(entries), new DocumentLimits.Content(1 << 26, 1 << 20, 9999, 3, 9, 99, 9))
                .refused("more than 3 entries");
    }

    @Test
    void aDocxThatIsNestedTooDeeplyOrIsNoneIsRefused() throws IOException {
        parse(DocumentKind.ARCHIVE, docx("<w:x>".repeat(600) + "</w:x>".repeat(600)))
                .refused("more than 500 deep");
        parse(DocumentKind.ARCHIVE, docx("<w:p>")).refused("it is damaged");
        parse(DocumentKind.ARCHIVE, zip(Map.of("a.csv", utf8("a")))).refused("neither DOCX nor EPUB");
        parse(DocumentKind.ARCHIVE, Arrays.copyOf(docx(p("", "a")), 300)).refused("it ");
        parse(
                        DocumentKind.ARCHIVE,
                        zip(Map.of(
                                "_rels/.rels",
                                utf8("<r><x Type=\"/officeDocument\" Target=\"xl/workbook.xml\"/></r>"))))
                .refused("no text document", "export tables as CSV");
    }

    @Test
    void anEpubIsReadInTheOrderOfItsSpine() throws IOException {
        Map<String, String> chapters = new LinkedHashMap<>();
        chapters.put("one%20a.xhtml", "<html><body><h1>One</h1><p>First.</p></body></html>");
        chapters.put("two.xhtml", "<html><body><h1>Two</h1><p>Second.</p></body></html>");
        Map<String, byte[]> entries = epub(chapters);
        entries.put("OEBPS/one a.xhtml", entries.remove("OEBPS/one%20a.xhtml"));
        entries.put("../../../../tmp/evil.xhtml", utf8("<p>evil</p>"));
        entries.put("/etc/evil.xhtml", utf8("<p>evil</p>"));

        List<JsonNode> items = parse(DocumentKind.ARCHIVE, zip(entries)).items();

        assertThat(items)
                .extracting(item -> item.path("text").asText())
                .containsExactly("One\n\nFirst.", "Two\n\nSecond.");
        assertThat(items.get(1).path("title").asText()).isEqualTo("Two Camels");
    }

    @Test
    void anEpubWhoseSpineLeadsOutIsRefused() throws IOException {
        parse(DocumentKind.ARCHIVE, zip(epub(Map.of("../../../../etc/passwd", "x"))))
                .refused("lacks its entry");
        parse(DocumentKind.ARCHIVE, zip(epub(Map.of("http://127.0.0.1:9/x", "x"))))
                .refused("lacks its entry");
        Map<String, byte[]> locked = epub(Map.of("one.xhtml", "<p>x</p>"));
        locked.put("META-INF/encryption.xml", utf8("<e><CipherReference URI=\"OEBPS/one.xhtml\"/></e>"));
        parse(DocumentKind.ARCHIVE, zip(locked)).refused("DRM");
    }

    @Test
    void htmlIsWhatAReaderSeesOfIt() throws IOException {
        JsonNode item = html("<title> T </title><script>evil()</script><h1>Top</h1>words <b>and</b>\n more"
                        + "<ul><li>one<li>two</ul><div hidden>unseen</div><p style='display: none'>unseen</p>"
                        + "<table><tr><td>a<td><p>b</p></table><pre>x\n  y</pre><iframe src=x>no</iframe>")
                .only();

        assertThat(item.path("text").asText()).isEqualTo("Top\n\nwords and more\n\n- one\n\n- two\n\na | b\n\nx\n  y");
        assertThat(item.path("title").asText()).isEqualTo("T");
        assertThat(item.path("heading").asText()).isEqualTo("Top");
    }

    @Test
    void htmlMayBeNestedHoweverDeeply() throws IOException {
        JsonNode item = html("<div>".repeat(200_000) + "deep" + "<b>".repeat(10_000) + "down")
                .only();

        assertThat(item.path("text").asText().replaceAll("\\s", "")).isEqualTo("deepdown");
    }

    @Test
    void htmlTellsItsOwnCharset() throws IOException {
        byte[] page = "<meta charset=euc-kr><p>낙타".getBytes(Charset.forName("EUC-KR"));

        assertThat(parse(DocumentKind.HTML, page).only().path("text").asText()).isEqualTo("낙타");
    }

    @Test
    void markdownKeepsItsBlocksAsTheyAreWritten() throws IOException {
        String text =
                "# Top #\n\nSome *words*\nhere.\n\nSub\n---\n\n- a\n- b\n\n```\n# no heading\n```\n\n[x]: http://y\n";

        List<JsonNode> items = parse(DocumentKind.MARKDOWN, utf8(text)).items();

        assertThat(items)
                .extracting(item -> item.path("text").asText())
                .containsExactly(
                        "Top\n\nSome *words*\nhere.", "Sub\n\n- a\n- b\n\n```\n# no heading\n```\n\n[x]: http://y");
        assertThat(items).extracting(item -> item.path("heading").asText()).containsExactly("Top", "Top > Sub");
    }

    @Test
    void nestedMarkdownIsReadInBoundedTime() throws IOException {
        assertThat(parse(DocumentKind.MARKDOWN, utf8("> ".repeat(5000) + "x\n" + "[".repeat(5000)))
                        .items())
                .isNotEmpty();
    }

    @Test
    void plainTextIsCutAtItsBlankLines() throws IOException {
        assertThat(parse(DocumentKind.TEXT, utf8("\uFEFFone\n  two\n\n\nthree"))
                        .only()
                        .path("text")
                        .asText())
                .isEqualTo("one\n  two\n\nthree");
        parse(DocumentKind.TEXT, utf8(" \n\n")).refused("it holds no text");
    }

    @Test
    void aPdfThatIsLockedForAKeyIsRefusedAndNotAFailureOfTheProgram() throws IOException {
        StringBuilder locked = new StringBuilder("%PDF-1.4\n");
        StringBuilder places = new StringBuilder("0000000000 65535 f \n");
        for (String object : List.of(
                "1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n",
                "2 0 obj <</Type/Pages/Kids[]/Count 0>> endobj\n",
                "3 0 obj <</Filter/Adobe.PubSec/SubFilter/adbe.pkcs7.s4/V 1/Length 40/Recipients[<30>]>> endobj\n")) {
            places.append("%010d 00000 n \n".formatted(locked.length()));
            locked.append(object);
        }
        int table = locked.length();
        locked.append("xref\n0 4\n").append(places);
        locked.append("trailer <</Size 4/Root 1 0 R/Encrypt 3 0 R/ID[<00><00>]>>\nstartxref\n" + table + "\n%%EOF\n");

        parse(DocumentKind.PDF, utf8(locked.toString())).refused("no reader for", "save it without encryption");
    }
}
