package io.cama.input.document.archive;

import io.cama.input.document.DocumentLimits;
import io.cama.input.document.text.RefusedDocument;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a zip archive that hold text, in memory. Names are only ever looked up, never made into paths, so it
 * does not matter where they point. What is packed too tightly is refused before it is all unpacked.
 */
public final class Archive {
    private static final Set<String> KEPT = Set.of("xml", "rels", "opf", "xhtml", "html", "htm");
    private static final int HARMLESS = 1 << 20;
    private static final int BUFFER = 1 << 14;

    private final DocumentLimits.Content limits;
    private final int packed;
    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private long unpacked;

    private Archive(DocumentLimits.Content limits, int packed) {
        this.limits = limits;
        this.packed = packed;
    }

    /**
     * Unpacks.
     *
     * @throws RefusedDocument if it has more entries, holds more, or is packed more tightly than allowed
     * @throws IOException if it is damaged
     */
    public static Archive read(byte[] bytes, DocumentLimits.Content limits) throws IOException, RefusedDocument {
        Archive archive = new Archive(limits, bytes.length);
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8)) {
            int count = 0;
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (++count > limits.maxEntries()) {
                    throw new RefusedDocument(
                            "it is an archive of more than %,d entries".formatted(limits.maxEntries()),
                            "raise cama.document.max-entries if you trust it");
                }
                archive.unpack(zip, entry.getName());
            }
        }
        return archive;
    }

    private void unpack(ZipInputStream zip, String name) throws IOException, RefusedDocument {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        boolean keep = KEPT.contains(ending) && !entries.containsKey(name);
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER];
        for (int n = zip.read(buffer); n >= 0; n = zip.read(buffer)) {
            unpacked += n;
            check();
            if (keep) {
                kept.write(buffer, 0, n);
            }
        }
        if (keep) {
            entries.put(name, kept.toByteArray());
        }
    }

    private void check() throws RefusedDocument {
        if (unpacked > limits.maxUnpackedBytes()) {
            throw new RefusedDocument(
                    "it unpacks to more than %,d bytes".formatted(limits.maxUnpackedBytes()),
                    "raise cama.document.max-unpacked if you trust it");
        }
        if (unpacked > HARMLESS && unpacked / packed >= limits.maxRatio()) {
            throw new RefusedDocument(
                    "it unpacks to more than %,d times its size, as a zip bomb does".formatted(limits.maxRatio()),
                    "raise cama.document.max-ratio if you trust it");
        }
    }

    /** Whether an entry of exactly this name was kept. */
    public boolean has(String name) {
        return entries.containsKey(name);
    }

    /** The bytes of a kept entry, or null. */
    public byte @Nullable [] find(String name) {
        return entries.get(name);
    }

    /**
     * The bytes of a kept entry.
     *
     * @throws RefusedDocument if there is none
     */
    public byte[] need(String name) throws RefusedDocument {
        byte[] bytes = entries.get(name);
        if (bytes == null) {
            throw new RefusedDocument("it lacks its entry " + name, "open it, save it again and give that");
        }
        return bytes;
    }
}
