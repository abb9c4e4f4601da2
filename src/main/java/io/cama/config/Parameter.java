package io.cama.config;

import io.cama.config.text.YamlNodes;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yaml.snakeyaml.nodes.Node;

/** A parameter of an endpoint as written, and the line it stands in. */
record Parameter(String text, int line) {
    static Parameter of(Node node) {
        return new Parameter(YamlNodes.text(node), node.getStartMark().getLine() + 1);
    }

    /** Those behind the question mark of an address, by name. */
    static Map<String, Parameter> query(String uri, int line) {
        Map<String, Parameter> values = new LinkedHashMap<>();
        int mark = uri.indexOf('?');
        for (String pair : mark < 0 ? new String[0] : uri.substring(mark + 1).split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.put(pair.substring(0, equals), new Parameter(pair.substring(equals + 1), line));
            }
        }
        return values;
    }
}
