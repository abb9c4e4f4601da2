package io.cama.input.document.child;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.cama.input.document.text.Chunk;
import io.cama.input.document.text.Chunker;
import io.cama.input.document.text.Manuscript;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes the chunks of a text as items, one JSON object a line. */
final class ChunkLines {
    private ChunkLines() {}

    static void write(Request request, Manuscript text, OutputStream out) throws IOException {
        List<Chunk> chunks = new Chunker(text, request.chunks()).chunks();
        String name = request.name();
        int dot = name.lastIndexOf('.');
        String title = text.title().isEmpty() ? dot > 0 ? name.substring(0, dot) : name : text.title();
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.setRootValueSeparator(null);
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            for (int i = 0; i < chunks.size(); i++) {
                Chunk chunk = chunks.get(i);
                json.writeStartObject();
                json.writeStringField("file", name);
                json.writeStringField("title", title);
                json.writeNumberField("part", i + 1);
                json.writeNumberField("parts", chunks.size());
                if (chunk.page() > 0) {
                    json.writeNumberField("page", chunk.page());
                }
                if (!chunk.heading().isEmpty()) {
                    json.writeStringField("heading", chunk.heading());
                }
                json.writeStringField(
                        "text", text.text(chunk.start(), chunk.end()).strip());
                json.writeEndObject();
                json.writeRaw('\n');
            }
        }
    }
}
