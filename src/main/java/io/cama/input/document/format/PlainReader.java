package io.cama.input.document.format;

import io.cama.input.document.text.Manuscript;
import io.cama.input.document.text.RefusedDocument;
import java.nio.charset.Charset;

/** Plain text: paragraphs are parted by blank lines, and their lines stay as they are. */
final class PlainReader implements DocumentReader {
    private final Charset charset;

    PlainReader(Charset charset) {
        this.charset = charset;
    }

    @Override
    public void read(byte[] bytes, Manuscript text) throws RefusedDocument {
        StringBuilder block = new StringBuilder();
        for (String line : new String(bytes, charset).lines().toList()) {
            if (line.isBlank()) {
                text.lines(block.toString());
                block.setLength(0);
            } else {
                block.append(line).append('\n');
            }
        }
        text.lines(block.toString());
    }
}
