package io.cama.input.document;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a document is, by its first bytes and then by its name. */
public enum DocumentKind {
    PDF,
    /** DOCX and EPUB, which only their entries tell apart. */
    ARCHIVE,
    HTML,
    MARKDOWN,
    TEXT;

    /** How much of a file {@link #of} looks at. */
    static final int HEAD = 1024;

    /**
     * Any file has a kind; one that is no text is found out by whoever reads it.
     *
     * @param head the first {@link #HEAD} bytes, or all there are
     */
    static DocumentKind of(String name, byte[] head) {
        String start = new String(head, StandardCharsets.ISO_8859_1);
        DocumentKind named = named(name);
        if (named == null ? start.contains("%PDF-") : start.startsWith("%PDF-")) {
            return PDF;
        }
        if (start.startsWith("PK\u0003\u0004") || start.startsWith("PK\u0005\u0006")) {
            return ARCHIVE;
        }
        String begin =
                start.replaceFirst("^\u00ef\u00bb\u00bf", "").stripLeading().toLowerCase(Locale.ROOT);
        boolean page = begin.startsWith("<!doctype html") || begin.startsWith("<html");
        return named != null ? named : page ? HTML : TEXT;
    }

    /** What a text is by its name, or null if that does not say; a text may well write about PDF. */
    private static @Nullable DocumentKind named(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
            case "html", "htm", "xhtml" -> HTML;
            case "md", "markdown" -> MARKDOWN;
            case "txt", "text" -> TEXT;
            default -> null;
        };
    }

    /** Whether the charset has to be settled before it is read. */
    boolean isPlain() {
        return this == MARKDOWN || this == TEXT;
    }
}
