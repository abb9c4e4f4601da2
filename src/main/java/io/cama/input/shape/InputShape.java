package io.cama.input.shape;

import io.cama.input.options.Format;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How a file has to be read.
 *
 * @param charset in which every byte of the file is valid
 * @param bomBytes length of the byte order mark to skip, 0 for none
 * @param delimiter between cells; a comma where the format has no cells
 * @param header whether the first record names the columns; false where the format has no cells
 */
public record InputShape(Format format, Charset charset, int bomBytes, char delimiter, boolean header) {
    /** Of a document, whatever it is: its chunks are lines of JSON. */
    public static final InputShape OF_DOCUMENT = new InputShape(Format.DOCUMENT, StandardCharsets.UTF_8, 0, ',', false);

    /** The file's characters without the byte order mark; a byte that does not fit is an exception. */
    public Reader reader(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        try {
            in.skipNBytes(bomBytes);
        } catch (IOException e) {
            in.close();
            throw e;
        }
        return new InputStreamReader(
                in,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }
}
