package io.cama.ops.reload.name;

import io.cama.ops.check.route.Nodes;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A route file of a job as it is written: what in it each version has for itself, and what Camel keeps until it ends. */
public final class RouteText {
    /** Camel lets go of these together with the routes of their file. */
    private static final Set<String> OF_A_VERSION = Set.of(
            "route",
            "from",
            "onException",
            "onCompletion",
            "errorHandler",
            "intercept",
            "interceptFrom",
            "interceptSendToEndpoint");

    private static final Pattern SCHEME = Pattern.compile("(direct|seda)(?::(?://)?)?");
    private static final Pattern STEP = Pattern.compile("uri|from|toD?|wireTap");
    private static final Pattern UNKNOWN = Pattern.compile("[$\\{]\\{.*", Pattern.DOTALL);

    private final String text;
    private final Node root;

    private RouteText(String text) {
        this.text = text;
        this.root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
    }

    /** Reads a file, which is known to be YAML; one that is no list has no entries. */
    public static RouteText read(Path file) throws IOException {
        return new RouteText(Files.readString(file));
    }

    /**
     * The entries that Camel keeps until it ends, such as {@code beans} and {@code routeTemplate}; equal where they say the
     * same.
     */
    public List<Object> kept() {
        List<Object> kept = new ArrayList<>();
        Object all = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        for (Object entry : all instanceof List<?> list ? list : List.of()) {
            if (!(entry instanceof Map<?, ?> map && OF_A_VERSION.containsAll(map.keySet()))) {
                kept.add(entry);
            }
        }
        return kept;
    }

    /**
     * The text without these entries, on the same lines; blank if nothing is left.
     *
     * @throws Addresses.Mixed if it is not written line by line
     */
    public String own() {
        List<Node> entries = Nodes.entries(root);
        List<Node> kept = entries.stream().filter(RouteText::isKept).toList();
        if (kept.size() == entries.size()) {
            return "";
        }
        if (!kept.isEmpty() && root instanceof SequenceNode list && list.getFlowStyle() == FlowStyle.FLOW) {
            throw new Addresses.Mixed(
                    "what Camel keeps until it ends stands in it in one pair of brackets with routes");
        }
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < entries.size(); i++) {
            if (isKept(entries.get(i))) {
                int end = i + 1 < entries.size() ? line(entries.get(i + 1)) : lines.length;
                Arrays.fill(lines, line(entries.get(i)), end, "");
            }
        }
        return String.join("\n", lines);
    }

    private static boolean isKept(Node entry) {
        return !Nodes.tuples(entry).stream().allMatch(tuple -> OF_A_VERSION.contains(Nodes.text(tuple.getKeyNode())));
    }

    private static int line(Node node) {
        return node.getStartMark().getLine();
    }

    /**
     * Each value on a line of its own, comments left out, and an address with its name behind it also where that is
     * written below it as a parameter. One that a placeholder is to tell stands there as a computed one.
     */
    public String values() {
        List<String> values = new ArrayList<>();
        values(root, values);
        return String.join("\n", values);
    }

    private static void values(Node node, List<String> values) {
        Nodes.scalar(node).ifPresent(values::add);
        Nodes.entries(node).forEach(entry -> values(entry, values));
        Nodes.child(node, "uri")
                .flatMap(Nodes::scalar)
                .map(SCHEME::matcher)
                .filter(scheme -> scheme.matches())
                .ifPresent(scheme -> Nodes.child(node, "parameters")
                        .flatMap(parameters -> Nodes.child(parameters, "name"))
                        .flatMap(Nodes::scalar)
                        .ifPresent(name -> values.add(scheme.group(1) + ":" + name)));
        for (NodeTuple tuple : Nodes.tuples(node)) {
            Nodes.scalar(tuple.getValueNode())
                    .filter(value ->
                            STEP.matcher(Nodes.text(tuple.getKeyNode())).matches()
                                    && UNKNOWN.matcher(value).matches())
                    .ifPresent(value -> values.add("direct:" + value));
            values(tuple.getValueNode(), values);
        }
    }
}
