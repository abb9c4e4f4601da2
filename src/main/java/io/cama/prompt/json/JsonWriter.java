package io.cama.prompt.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes plain values as JSON in the shape of JavaScript's {@code JSON.stringify}, non-ASCII letters kept. */
public final class JsonWriter {
    private static final int MAX_INDENT = 10;
    private static final Separators SEPARATORS = Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");

    private final JsonFactory factory = new JsonFactory();

    /**
     * Writes a value; what is neither map, list, number, boolean nor null is written as its text.
     *
     * @param indent spaces a level, at most 10; 0 for one line
     * @throws IllegalArgumentException if the value contains itself or is nested deeper than 1,000 levels
     */
    public String write(@Nullable Object value, int indent) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = factory.createGenerator(text)) {
            if (indent > 0) {
                DefaultIndenter indenter = new DefaultIndenter(" ".repeat(Math.min(indent, MAX_INDENT)), "\n");
                DefaultPrettyPrinter pretty = new DefaultPrettyPrinter(SEPARATORS);
                pretty.indentArraysWith(indenter);
                pretty.indentObjectsWith(indenter);
                json.setPrettyPrinter(pretty);
            }
            value(json, value);
        } catch (IOException e) {
            throw new IllegalArgumentException("the value cannot be written as JSON: " + e.getMessage(), e);
        }
        return text.toString();
    }

    private void value(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(String.valueOf(entry.getKey()));
                value(json, entry.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof Iterable<?> list) {
            json.writeStartArray();
            for (Object element : list) {
                value(json, element);
            }
            json.writeEndArray();
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Number number) {
            number(json, number);
        } else {
            json.writeString(String.valueOf(value));
        }
    }

    private static void number(JsonGenerator json, Number number) throws IOException {
        if ((number instanceof Double || number instanceof Float) && !Double.isFinite(number.doubleValue())) {
            json.writeNull();
        } else {
            json.writeNumber(NumberText.of(number));
        }
    }
}
