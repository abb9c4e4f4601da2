package io.cama.input.document.format;

import io.cama.input.document.DocumentKind;
import io.cama.input.document.DocumentLimits;
import io.cama.input.document.format.pdf.PdfReader;
import io.cama.input.document.text.Manuscript;
import io.cama.input.document.text.RefusedDocument;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads documents of one kind. Runs nothing that is in them, opens nothing they hold or name. */
public interface DocumentReader {
    /**
     * Adds all of a document's text.
     *
     * @throws RefusedDocument if it is locked or exceeds a limit
     * @throws IOException if it is damaged
     */
    void read(byte[] bytes, Manuscript text) throws IOException, RefusedDocument;

    /**
     * The reader of a kind.
     *
     * @param charset in which plain text and HTML are written; null stands for UTF-8, and for what HTML says itself
     */
    static DocumentReader of(DocumentKind kind, @Nullable Charset charset, DocumentLimits.Content limits) {
        Charset plain = charset == null ? StandardCharsets.UTF_8 : charset;
        return switch (kind) {
            case PDF -> new PdfReader(limits)::read;
            case ARCHIVE -> new ArchiveReader(limits);
            case HTML -> new HtmlReader(charset, limits.maxDepth());
            case MARKDOWN -> new MarkdownReader(plain);
            case TEXT -> new PlainReader(plain);
        };
    }
}
