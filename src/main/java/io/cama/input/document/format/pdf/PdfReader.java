package io.cama.input.document.format.pdf;

import io.cama.input.document.DocumentLimits;
import io.cama.input.document.text.Manuscript;
import io.cama.input.document.text.RefusedDocument;
import java.io.IOException;
import java.io.StringWriter;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.pdmodel.font.FontMappers;
import org.apache.pdfbox.text.PDFTextStripper;

/** PDF: page by page, under the headings of its outline. One that opens without a password is read, encrypted or not. */
public final class PdfReader {
    private static final String PARAGRAPH = "\u2029";

    private final DocumentLimits.Content limits;

    public PdfReader(DocumentLimits.Content limits) {
        this.limits = limits;
    }

    /**
     * Adds all of a document's text.
     *
     * @throws RefusedDocument if it is locked with a password or exceeds a limit
     * @throws IOException if it is damaged
     */
    public void read(byte[] bytes, Manuscript text) throws IOException, RefusedDocument {
        FontMappers.set(new OneFont());
        try (PDDocument document = Loader.loadPDF(bytes)) {
            if (document.getNumberOfPages() > limits.maxPages()) {
                throw new RefusedDocument(
                        "it has %,d pages; %,d is the most".formatted(document.getNumberOfPages(), limits.maxPages()),
                        "give it in parts, or raise cama.document.max-pages");
            }
            String title = document.getDocumentInformation().getTitle();
            text.title(title == null ? "" : title);
            new Pages(text, PdfOutline.of(document)).readAll(document);
        } catch (InvalidPasswordException e) {
            throw new RefusedDocument("it is locked with a password", "save it without one and give that");
        } catch (TooMuch e) {
            throw e.refusal;
        }
    }

    /** Carries a refusal through the library. */
    private static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient RefusedDocument refusal;

        TooMuch(RefusedDocument refusal) {
            super(refusal.seen());
            this.refusal = refusal;
        }
    }

    private static final class Pages extends PDFTextStripper {
        private final Manuscript text;
        private final PdfOutline outline;
        private final StringWriter page = new StringWriter();

        Pages(Manuscript text, PdfOutline outline) {
            this.text = text;
            this.outline = outline;
            setParagraphEnd(PARAGRAPH);
            setArticleEnd(PARAGRAPH);
            setLineSeparator("\n");
            setPageEnd("");
        }

        void readAll(PDDocument document) throws IOException {
            writeText(document, page);
        }

        @Override
        protected void endPage(PDPage ended) {
            try {
                text.page(getCurrentPageNo());
                PdfOutline.Page headings = outline.page(getCurrentPageNo(), text);
                for (String paragraph : page.toString().split(PARAGRAPH, -1)) {
                    headings.add(paragraph);
                }
                page.getBuffer().setLength(0);
            } catch (RefusedDocument e) {
                throw new TooMuch(e);
            }
        }
    }
}
