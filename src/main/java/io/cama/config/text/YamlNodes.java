package io.cama.config.text;

import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Looks into YAML that has been read as nodes, which know their lines. */
public final class YamlNodes {
    private YamlNodes() {}

    /** The members of a mapping; nothing else has any. */
    public static List<NodeTuple> tuples(Node node) {
        return node instanceof MappingNode mapping ? mapping.getValue() : List.of();
    }

    /** The member of that name, if there is one. */
    public static Optional<Node> child(Node node, String key) {
        return tuples(node).stream()
                .filter(tuple -> text(tuple.getKeyNode()).equals(key))
                .map(NodeTuple::getValueNode)
                .findFirst();
    }

    /** The text of a scalar; empty for anything else. */
    public static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }
}
