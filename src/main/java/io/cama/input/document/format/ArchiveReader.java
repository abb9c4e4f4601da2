package io.cama.input.document.format;

import io.cama.input.document.DocumentLimits;
import io.cama.input.document.archive.Archive;
import io.cama.input.document.format.word.WordReader;
import io.cama.input.document.text.Manuscript;
import io.cama.input.document.text.RefusedDocument;
import java.io.IOException;

/** A zip archive, which is a DOCX, an EPUB or no document. */
final class ArchiveReader implements DocumentReader {
    private final DocumentLimits.Content limits;

    ArchiveReader(DocumentLimits.Content limits) {
        this.limits = limits;
    }

    @Override
    public void read(byte[] bytes, Manuscript text) throws IOException, RefusedDocument {
        Archive archive = Archive.read(bytes, limits);
        if (archive.has(EpubReader.CONTAINER)) {
            new EpubReader(archive, limits.maxDepth()).read(text);
        } else if (archive.has(WordReader.RELATIONS)) {
            new WordReader(archive, limits.maxDepth()).read(text);
        } else {
            throw new RefusedDocument(
                    "it is a zip archive, but neither DOCX nor EPUB",
                    "unpack it and give the documents in it one by one");
        }
    }
}
