package io.cama.output.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE_NEW;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.cama.model.Finding;
import io.cama.output.OutputFormat;
import io.cama.output.OutputJob;
import io.cama.output.RefusedOutputException;
import io.cama.output.Row;
import io.cama.output.value.ContentDigest;
import io.cama.output.value.Json;
import java.io.BufferedInputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** The items as JSON, one object an item and one line an object, with the fields that {@code outputs.yaml} names or all. */
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
        List<Finding> findings = new ArrayList<>();
        JsonSpec spec = JsonSpec.read(job.folder(), name(), form == Form.ARRAY, findings);
        RefusedOutputException.ifAnyError(findings);
        ContentDigest digest = new ContentDigest();
        long count = 0;
        try (BufferedWriter out = Files.newBufferedWriter(file, UTF_8, CREATE_NEW)) {
            out.write(form == Form.ARRAY ? head(spec, job, digest) + "[\n" : "");
            while (rows.hasNext()) {
                Map<String, Object> item = spec.shape(rows.next().values());
                out.write(Json.write(item));
                out.write(form == Form.ARRAY && rows.hasNext() ? ",\n" : "\n");
                digest.add(item);
                count++;
            }
            out.write(form == Form.ARRAY ? "]" + (spec.list() == null ? "" : "}") + "\n" : "");
        }
        return new Written(count, digest.hex());
    }

    private static String head(JsonSpec spec, OutputJob job, ContentDigest digest) {
        String list = spec.list();
        if (list == null) {
            return "";
        }
        Map<String, Object> meta = spec.head(job.facts());
        if (!meta.isEmpty()) {
            digest.add(meta);
        }
        return "{" + (meta.isEmpty() ? "" : "\"meta\":" + Json.write(meta) + ",") + Json.write(list) + ":";
    }

    @Override
    public void verify(Path file, Written written) throws IOException {
        ContentDigest digest = new ContentDigest();
        long count = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
                JsonParser parser = Json.parser(in)) {
            JsonToken first = form == Form.ARRAY ? parser.nextToken() : null;
            boolean wrapped = first == JsonToken.START_OBJECT;
            boolean opened = form == Form.LINES || (wrapped ? opens(parser, digest) : first == JsonToken.START_ARRAY);
            JsonToken token = parser.nextToken();
            for (; token == JsonToken.START_OBJECT; token = parser.nextToken()) {
                digest.add(Json.next(parser));
                count++;
            }
            boolean closed = form == Form.LINES
                    ? token == null
                    : token == JsonToken.END_ARRAY
                            && (!wrapped || parser.nextToken() == JsonToken.END_OBJECT)
                            && parser.nextToken() == null;
            if (!opened || !closed) {
                throw Written.damaged(file, "is no list of JSON objects");
            }
        } catch (JsonProcessingException broken) {
            throw Written.damaged(file, "is no valid JSON: " + broken.getOriginalMessage());
        }
        written.mustBe(new Written(count, digest.hex()), file);
    }

    /** Reads up to the list in an object, and says whether there is one. */
    private static boolean opens(JsonParser parser, ContentDigest digest) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            JsonToken value = parser.nextToken();
            if (value != JsonToken.START_OBJECT) {
                return value == JsonToken.START_ARRAY;
            }
            digest.add(Json.next(parser));
        }
        return false;
    }

    @Override
    public List<Finding> findings(Path folder) {
        List<Finding> findings = new ArrayList<>();
        JsonSpec.read(folder, name(), form == Form.ARRAY, findings);
        return findings;
    }
}
