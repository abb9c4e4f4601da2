package io.cama.input.options;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How the rows of a file are written. */
public enum Format {
    /** Cells parted by a comma, semicolon or bar. */
    CSV,
    /** Cells parted by a tab. */
    TSV,
    /** One list of objects, at the top or as a member of one outer object. */
    JSON,
    /** One JSON object a line. */
    JSONL,
    /** One item a line. */
    TEXT,
    /** A document, an item a chunk of its text; never found out, always asked for. */
    DOCUMENT;

    /** The format that a file name's extension names; null for none or one that names no format. */
    public static @Nullable Format ofName(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
            case "csv" -> CSV;
            case "tsv", "tab" -> TSV;
            case "json" -> JSON;
            case "jsonl", "ndjson" -> JSONL;
            case "txt", "text", "md", "log" -> TEXT;
            default -> null;
        };
    }

    /** Whether rows are made of cells. */
    public boolean hasCells() {
        return this == CSV || this == TSV;
    }
}
