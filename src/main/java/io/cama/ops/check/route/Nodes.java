package io.cama.ops.check.route;

import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** What is asked of YAML nodes; a node of another kind than expected has nothing in it. */
public final class Nodes {
    private Nodes() {}

    /** What a mapping has under a key. */
    public static Optional<Node> child(Node node, String key) {
        return tuples(node).stream()
                .filter(tuple -> scalar(tuple.getKeyNode()).filter(key::equals).isPresent())
                .map(NodeTuple::getValueNode)
                .findFirst();
    }

    /** The keys and values of a mapping. */
    public static List<NodeTuple> tuples(Node node) {
        return node instanceof MappingNode mapping ? mapping.getValue() : List.of();
    }

    /** The entries of a list. */
    public static List<Node> entries(Node node) {
        return node instanceof SequenceNode list ? list.getValue() : List.of();
    }

    /** The text of a value that is one. */
    public static Optional<String> scalar(Node node) {
        return node instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
    }

    /** The same, empty where it is none. */
    public static String text(Node node) {
        return scalar(node).orElse("");
    }

    /** The line at which it begins, from 1. */
    public static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
