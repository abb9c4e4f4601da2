package io.cama.input.document;

import java.awt.geom.AffineTransform;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.destination.PDPageFitDestination;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.util.Matrix;

/** Documents made by hand, honest ones and others. */
public final class Papers {
    private static final String W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    private Papers() {}

    /** A PDF of these pages, each of some lines; a line that begins with {@code #} is in the outline. */
    public static byte[] pdf(String title, List<List<String>> pages) {
        return pdf(title, pages, null);
    }

    /** The same, locked with a password that opens it, which may be empty. */
    public static byte[] pdf(String title, List<List<String>> pages, String password) {
        try (PDDocument document = new PDDocument()) {
            document.getDocumentInformation().setTitle(title);
            PDDocumentOutline outline = new PDDocumentOutline();
            document.getDocumentCatalog().setDocumentOutline(outline);
            PDType1Font font = new PDType1Font(Standard14Fonts.FontName.HELVETICA);
            for (List<String> lines : pages) {
                PDPage page = new PDPage();
                document.addPage(page);
                try (PDPageContentStream out = new PDPageContentStream(document, page)) {
                    out.beginText();
                    out.setFont(font, 11);
                    out.setTextMatrix(new Matrix(AffineTransform.getTranslateInstance(50, 740)));
                    for (String line : lines) {
                        if (line.startsWith("#")) {
                            PDOutlineItem item = new PDOutlineItem();
                            item.setTitle(line.substring(1).strip());
                            PDPageFitDestination there = new PDPageFitDestination();
                            there.setPage(page);
                            item.setDestination(there);
                            outline.addLast(item);
                        }
                        out.showText(line.startsWith("#") ? line.substring(1).strip() : line);
                        out.newLineAtOffset(0, line.isEmpty() || line.startsWith("#") ? -42 : -14);
                    }
                    out.endText();
                }
            }
            if (password != null) {
                document.protect(new StandardProtectionPolicy("owner", password, new AccessPermission()));
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            document.save(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A PDF of that many pages of some paragraphs, a chapter every ten pages. */
    public static byte[] book(int pages) {
        List<List<String>> all = new ArrayList<>();
        for (int page = 1; page <= pages; page++) {
            List<String> lines = new ArrayList<>();
            if (page % 10 == 1) {
                lines.add("# Chapter " + (page / 10 + 1));
            }
            for (int line = 1; line <= 40; line++) {
                lines.add("Line " + line + " of page " + page + " tells how the camel crossed the plain by night.");
            }
            all.add(lines);
        }
        return pdf("A Book of Plains", all);
    }

    /** A zip archive. */
    public static byte[] zip(Map<String, byte[]> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A DOCX with this body. */
    public static byte[] docx(String body) {
        return zip(docxEntries(
                "<?xml version=\"1.0\"?><w:document xmlns:w=\"" + W + "\"><w:body>" + body + "</w:body></w:document>"));
    }

    /** The entries of a DOCX whose main part is this. */
    public static Map<String, byte[]> docxEntries(String document) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("[Content_Types].xml", utf8("<Types/>"));
        entries.put(
                "_rels/.rels",
                utf8("<Relationships><Relationship Type=\"http://x/officeDocument\" Target=\"word/document.xml\"/>"
                        + "</Relationships>"));
        entries.put(
                "word/styles.xml",
                utf8("<w:styles xmlns:w=\"" + W + "\"><w:style w:styleId=\"H1\"><w:name w:val=\"heading 1\"/></w:style>"
                        + "<w:style w:styleId=\"H2\"><w:name w:val=\"Mine\"/><w:basedOn w:val=\"Base2\"/></w:style>"
                        + "<w:style w:styleId=\"Base2\"><w:name w:val=\"heading 2\"/></w:style></w:styles>"));
        entries.put("word/document.xml", utf8(document));
        return entries;
    }

    /** A paragraph of a DOCX. */
    public static String p(String style, String words) {
        return "<w:p><w:pPr><w:pStyle w:val=\"" + style + "\"/></w:pPr><w:r><w:t>" + words + "</w:t></w:r></w:p>";
    }

    /** An EPUB whose spine names these chapters. */
    public static Map<String, byte[]> epub(Map<String, String> chapters) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("mimetype", utf8("application/epub+zip"));
        entries.put(
                "META-INF/container.xml",
                utf8("<container><rootfiles><rootfile full-path=\"OEBPS/book.opf\"/></rootfiles></container>"));
        StringBuilder manifest = new StringBuilder();
        StringBuilder spine = new StringBuilder();
        int id = 0;
        for (Map.Entry<String, String> chapter : chapters.entrySet()) {
            manifest.append("<item id=\"c")
                    .append(++id)
                    .append("\" href=\"")
                    .append(chapter.getKey())
                    .append("\"/>");
            spine.append("<itemref idref=\"c").append(id).append("\"/>");
            entries.put("OEBPS/" + chapter.getKey(), utf8(chapter.getValue()));
        }
        entries.put(
                "OEBPS/book.opf",
                utf8("<package xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><metadata><dc:title>Two Camels</dc:title>"
                        + "</metadata><manifest>" + manifest + "</manifest><spine>" + spine + "</spine></package>"));
        return entries;
    }

    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
