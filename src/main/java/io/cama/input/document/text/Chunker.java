package io.cama.input.document.text;

import io.cama.input.document.ChunkSize;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text into chunks: at headings first, then between paragraphs, sentences and words. Nothing is lost: the fresh
 * parts of all chunks, one after the other, are the text. The same text is cut the same way each time.
 */
public final class Chunker {
    private final Manuscript text;
    private final List<Mark> marks;
    private final ChunkSize chunk;
    private final Seams seams;

    public Chunker(Manuscript text, ChunkSize chunk) {
        this.text = text;
        this.marks = text.marks();
        this.chunk = chunk;
        this.seams = new Seams(text.characters());
    }

    /** The chunks, in the order of the text. */
    public List<Chunk> chunks() {
        List<Chunk> chunks = new ArrayList<>();
        int fresh = 0;
        int start = 0;
        int mark = 0;
        while (fresh < text.length()) {
            while (mark + 1 < marks.size() && marks.get(mark + 1).offset() <= fresh) {
                mark++;
            }
            int end = end(mark, start, fresh);
            chunks.add(new Chunk(start, fresh, end, marks.get(mark).page(), heading(mark, end)));
            int section = section(mark, fresh, end);
            start = section == end || end == text.length() ? end : overlap(Math.max(section, fresh), end);
            fresh = end;
        }
        return chunks;
    }

    /** Where the chunk ends that goes on with the block of this mark. */
    private int end(int mark, int start, int fresh) {
        int limit = start + chunk.size();
        int early = -1;
        int paragraph = -1;
        for (int i = mark + 1; i < marks.size() && marks.get(i).offset() <= limit; i++) {
            int offset = marks.get(i).offset();
            paragraph =
                    offset > fresh + (limit - fresh) / 2 && !marks.get(i - 1).opens() ? offset : paragraph;
            if (opensSection(i)) {
                if (offset - fresh >= chunk.least()) {
                    return offset;
                }
                early = offset;
            }
        }
        if (text.length() <= limit) {
            return text.length();
        }
        if (early > 0) {
            return early;
        }
        return paragraph > 0 ? paragraph : seams.last(fresh + (limit - fresh) / 2, limit);
    }

    /** A heading opens a section; one right below another heading belongs to that. */
    private boolean opensSection(int i) {
        return marks.get(i).opens() && !marks.get(i - 1).opens();
    }

    /** The last beginning of a section from {@code fresh} to {@code end}, or 0: repeated text does not leave its section. */
    private int section(int mark, int fresh, int end) {
        int section = 0;
        for (int i = Math.max(1, mark); i < marks.size() && marks.get(i).offset() <= end; i++) {
            section = opensSection(i) && marks.get(i).offset() >= fresh
                    ? marks.get(i).offset()
                    : section;
        }
        return section;
    }

    private int overlap(int from, int end) {
        return chunk.overlap() == 0 ? end : seams.first(Math.max(from + 1, end - chunk.overlap()), end);
    }

    /** The headings over the first block of the chunk that is none itself. */
    private String heading(int mark, int end) {
        int at = mark;
        while (marks.get(at).opens()
                && at + 1 < marks.size()
                && marks.get(at + 1).offset() < end) {
            at++;
        }
        return marks.get(at).heading();
    }
}
