package io.cama.input.charset;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Kinds of file that hold no rows, known by their first bytes. */
enum Magic {
    ZIP("a zip archive or an Office file", "PK\u0003\u0004"),
    EMPTY_ZIP("an empty zip archive", "PK\u0005\u0006"),
    GZIP("a gzip archive", "\u001f\u008b"),
    BZIP2("a bzip2 archive", "BZh91AY&SY"),
    XZ("an xz archive", "\u00fd7zXZ\0"),
    ZSTD("a zstd archive", "(\u00b5/\u00fd"),
    SEVEN_ZIP("a 7z archive", "7z\u00bc\u00af'\u001c"),
    RAR("a rar archive", "Rar!\u001a\u0007"),
    PDF("a PDF document", "%PDF-"),
    OLE("an old Office file", "\u00d0\u00cf\u0011\u00e0"),
    SQLITE("an SQLite database", "SQLite format 3\0"),
    PNG("a PNG picture", "\u0089PNG"),
    JPEG("a JPEG picture", "\u00ff\u00d8\u00ff"),
    GIF("a GIF picture", "GIF89a"),
    ELF("a program", "\u007fELF"),
    CLASS("a Java class", "\u00ca\u00fe\u00ba\u00be");

    private final String kind;
    private final String first;

    Magic(String kind, String first) {
        this.kind = kind;
        this.first = first;
    }

    /** In words what a file that begins so is, or null for none of these. */
    static @Nullable String kind(byte[] head) {
        for (Magic magic : values()) {
            if (magic.begins(head)) {
                return magic.kind;
            }
        }
        return null;
    }

    private boolean begins(byte[] head) {
        int length = first.length();
        return head.length >= length && new String(head, 0, length, StandardCharsets.ISO_8859_1).equals(first);
    }
}
