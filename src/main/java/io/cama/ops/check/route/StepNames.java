package io.cama.ops.check.route;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;

/** The steps a route may have, from the schema that comes with Camel; read once, when first asked for. */
final class StepNames {
    private static final String SCHEMA = "/schema/camelYamlDsl.json";
    private static final String STEP = "/items/definitions/org.apache.camel.model.ProcessorDefinition/properties";

    private StepNames() {}

    /** All names, sorted; none where there is no such schema. */
    static Set<String> all() {
        return Holder.NAMES;
    }

    private static Set<String> read() {
        Set<String> names = new TreeSet<>();
        try (InputStream schema = StepNames.class.getResourceAsStream(SCHEMA)) {
            if (schema != null) {
                read(schema, names);
            }
        } catch (IOException unreadable) {
            names.clear();
        }
        return names;
    }

    private static void read(InputStream schema, Set<String> names) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(schema)) {
            while (parser.nextToken() != null) {
                boolean inStep =
                        parser.getParsingContext().pathAsPointer().toString().equals(STEP);
                if (inStep && parser.currentToken() == JsonToken.START_OBJECT) {
                    while (parser.nextToken() == JsonToken.FIELD_NAME) {
                        names.add(parser.currentName());
                        parser.nextToken();
                        parser.skipChildren();
                    }
                    return;
                }
            }
        }
    }

    private static final class Holder {
        private static final Set<String> NAMES = Set.copyOf(read());
    }
}
