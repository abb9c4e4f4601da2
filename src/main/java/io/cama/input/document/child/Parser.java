package io.cama.input.document.child;

import io.cama.input.document.format.DocumentReader;
import io.cama.input.document.text.Manuscript;
import io.cama.input.document.text.RefusedDocument;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The program that parses one document: bytes in, chunks out as lines of JSON. */
public final class Parser {
    /** What stands on standard output is two lines: what is wrong with the document, and what to do. */
    public static final int REFUSED = 65;

    public static final int TIMED_OUT = 66;

    /** Java's own, by {@code ExitOnOutOfMemoryError}. */
    public static final int OUT_OF_MEMORY = 3;

    public static final int DISK = 74;

    /** Java's own when it does not come as far as {@link #main}. */
    public static final int NOT_STARTED = 1;

    public static final int UNFORESEEN = 70;

    private Parser() {}

    /** Runs as a process, which this ends. */
    public static void main(String[] arguments) {
        Request request = Request.of(List.of(arguments));
        Thread work = Thread.currentThread();
        Thread watch = new Thread(() -> endWith(work, request.limits().timeout().toMillis()), "timeout");
        watch.setDaemon(true);
        watch.start();
        PrintStream out = System.out;
        System.setOut(System.err); // so that no library can write among the lines
        int code;
        try (OutputStream buffered = new BufferedOutputStream(out, 1 << 16)) {
            code = run(request, System.in, buffered);
            buffered.flush();
        } catch (IOException e) {
            code = DISK;
        } catch (RuntimeException | Error unforeseen) {
            code = UNFORESEEN; // left to Java it would be that of a Java that did not start
        }
        Runtime.getRuntime().halt(out.checkError() ? DISK : code);
    }

    private static void endWith(Thread work, long after) {
        try {
            work.join(after);
            if (!work.isAlive()) {
                return;
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(TIMED_OUT);
    }

    /**
     * Parses one document in this process, without bounds of memory and time.
     *
     * @return 0 when all chunks are written, or {@link #REFUSED}
     * @throws IOException if the lines cannot be written
     */
    static int run(Request request, InputStream in, OutputStream out) throws IOException {
        Manuscript text;
        try {
            text = parse(request, in);
        } catch (RefusedDocument refused) {
            out.write((refused.seen() + "\n" + refused.todo() + "\n").getBytes(StandardCharsets.UTF_8));
            return REFUSED;
        }
        ChunkLines.write(request, text, out);
        return 0;
    }

    private static Manuscript parse(Request request, InputStream in) throws RefusedDocument {
        try {
            byte[] bytes = in.readNBytes(request.limits().content().maxBytes());
            Manuscript text = new Manuscript(request.limits().content().maxCharacters());
            DocumentReader.of(
                            request.kind(), request.charset(), request.limits().content())
                    .read(bytes, text);
            if (text.isEmpty()) {
                throw new RefusedDocument(
                        "it holds no text", "if its pages are pictures, have their text recognised (OCR) first");
            }
            return text;
        } catch (LinkageError e) { // PDFBox needs classes for encryption with public keys that are not here
            throw new RefusedDocument(
                    "it is written in a way that this program has no reader for, " + e,
                    "save it without encryption, or by another program, and give that");
        } catch (IOException | RuntimeException | StackOverflowError e) {
            String what = e.getMessage() == null ? "" : ": " + e.getMessage();
            throw new RefusedDocument(
                    "it is damaged, " + e.getClass().getSimpleName() + what, "open it, save it again and give that");
        }
    }
}
