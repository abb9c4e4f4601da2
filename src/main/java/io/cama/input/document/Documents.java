package io.cama.input.document;

import io.cama.input.charset.Encoding;
import io.cama.input.charset.EncodingGuess;
import io.cama.input.document.child.Request;
import io.cama.input.options.UnreadableInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Turns a document into the lines of its chunks. */
public final class Documents {
    private Documents() {}

    /**
     * Parses a document in another process and gives its chunks, one JSON object a line. The same file gives the same
     * lines each time.
     *
     * @param name the file's own name, where {@code file} is a copy under another one
     * @param asked the charset of plain text, Markdown and HTML, or null to find out
     * @throws UnreadableInput if it is no document, is damaged or locked, or exceeds a limit
     * @throws IOException if the disk fails or no process can be started
     */
    public static Reader open(Path file, String name, @Nullable Charset asked, ChunkSize chunks, DocumentLimits limits)
            throws IOException {
        long bytes = Files.size(file);
        if (bytes > limits.content().maxBytes()) {
            throw new UnreadableInput(
                    name,
                    "it has %,d bytes; a document has %,d at most"
                            .formatted(bytes, limits.content().maxBytes()),
                    "give it in parts, or raise cama.document.max-bytes");
        }
        DocumentKind kind = kind(file, name);
        Charset charset = kind.isPlain() ? charset(file, name, asked) : asked;
        Path lines = Files.createTempFile("cama-document-", ".jsonl");
        try {
            Request request = new Request(name, kind, charset, chunks, limits);
            new ParserProcess(request).run(file, lines);
            InputStream in = Files.newInputStream(lines, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE);
            return new InputStreamReader(in, StandardCharsets.UTF_8);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(lines);
            throw e;
        }
    }

    private static DocumentKind kind(Path file, String name) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return DocumentKind.of(name, in.readNBytes(DocumentKind.HEAD));
        }
    }

    private static Charset charset(Path file, String name, @Nullable Charset asked) throws IOException {
        Encoding encoding = EncodingGuess.of(file, asked);
        if (encoding instanceof Encoding.Known known) {
            return known.charset();
        }
        Encoding.Unknown unknown = (Encoding.Unknown) encoding;
        throw new UnreadableInput(name, unknown.seen(), unknown.todo());
    }
}
