package io.cama.output.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE_NEW;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.cama.model.Finding;
import io.cama.output.OutputFormat;
import io.cama.output.OutputJob;
import io.cama.output.Outputs;
import io.cama.output.Row;
import io.cama.output.value.ContentDigest;
import io.cama.output.value.Json;
import io.cama.output.value.YamlPart;
import java.io.BufferedInputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The items as JSON, one object an item and one line an object, values exactly as stored. */
public final class JsonOutput implements OutputFormat {
    private final Form form;

    public JsonOutput(Form form) {
        this.form = form;
    }

    /** How the objects stand in the file. */
    public enum Form {
        /** In one array, whose brackets stand on lines of their own. */
        ARRAY,
        /** One after the other. */
        LINES
    }

    @Override
    public String name() {
        return form == Form.ARRAY ? "json" : "jsonl";
    }

    @Override
    public Written write(Iterator<Row> rows, OutputJob job, Path file) throws IOException {
        ContentDigest digest = new ContentDigest();
        long count = 0;
        try (BufferedWriter out = Files.newBufferedWriter(file, UTF_8, CREATE_NEW)) {
            out.write(form == Form.ARRAY ? "[\n" : "");
            while (rows.hasNext()) {
                Row row = rows.next();
                out.write(Json.write(row.values()));
                out.write(form == Form.ARRAY && rows.hasNext() ? ",\n" : "\n");
                digest.add(row.values());
                count++;
            }
            out.write(form == Form.ARRAY ? "]\n" : "");
        }
        return new Written(count, digest.hex());
    }

    @Override
    public void verify(Path file, Written written) throws IOException {
        ContentDigest digest = new ContentDigest();
        long count = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
                JsonParser parser = Json.parser(in)) {
            boolean opened = form == Form.LINES || parser.nextToken() == JsonToken.START_ARRAY;
            JsonToken token = parser.nextToken();
            for (; token == JsonToken.START_OBJECT; token = parser.nextToken()) {
                digest.add(Json.next(parser));
                count++;
            }
            boolean closed =
                    form == Form.LINES ? token == null : token == JsonToken.END_ARRAY && parser.nextToken() == null;
            if (!opened || !closed) {
                throw Written.damaged(file, "is no list of JSON objects");
            }
        } catch (JsonProcessingException broken) {
            throw Written.damaged(file, "is no valid JSON: " + broken.getOriginalMessage());
        }
        written.mustBe(new Written(count, digest.hex()), file);
    }

    @Override
    public List<Finding> findings(Path folder) {
        List<Finding> findings = new ArrayList<>();
        YamlPart.read(folder.resolve(Outputs.OUTPUTS_FILE), findings)
                .flatMap(top -> top.part(name()))
                .ifPresent(part -> part.only(List.of()));
        return findings;
    }
}
