package io.cama.ops.check.route;

import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** What is asked of YAML nodes; a node of another kind than expected has nothing in it. */
final class Nodes {
    private Nodes() {}

    static Optional<Node> child(Node node, String key) {
        return tuples(node).stream()
                .filter(tuple -> scalar(tuple.getKeyNode()).filter(key::equals).isPresent())
                .map(NodeTuple::getValueNode)
                .findFirst();
    }

    static List<NodeTuple> tuples(Node node) {
        return node instanceof MappingNode mapping ? mapping.getValue() : List.of();
    }

    static List<Node> entries(Node node) {
        return node instanceof SequenceNode list ? list.getValue() : List.of();
    }

    static Optional<String> scalar(Node node) {
        return node instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
    }

    static String text(Node node) {
        return scalar(node).orElse("");
    }

    static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
