package io.cama.ops.check.route;

import io.cama.config.text.Nearest;
import io.cama.model.Finding;
import io.cama.ops.check.route.UsedId.Kind;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;

/** The steps of an entry of a route file: whether Camel knows each of them, and which ids they have. */
final class Steps {
    private static final Set<String> OTHERS = Set.of("beans", "rest", "restConfiguration", "dataFormats");
    private static final Set<String> NO_STEPS = Set.of("parameters", "properties", "constructors");

    private final String file;
    private final List<UsedId> ids;
    private final List<Finding> findings;

    /**
     * @param file the file's name in findings
     * @param ids where ids are added to
     * @param findings where steps are reported that Camel does not know
     */
    Steps(String file, List<UsedId> ids, List<Finding> findings) {
        this.file = file;
        this.ids = ids;
        this.findings = findings;
    }

    /**
     * Looks through an entry of the file; only ids of routes and their steps count, for
     * Camel lets rules, templates and the branches of a choice repeat them.
     */
    void entry(Node entry) {
        for (NodeTuple tuple : Nodes.tuples(entry)) {
            String key = Nodes.text(tuple.getKeyNode());
            if (!OTHERS.contains(key)) {
                boolean route = key.equals("route") || key.equals("from");
                if (key.equals("route")) {
                    id(tuple.getValueNode(), Kind.ROUTE);
                }
                below(tuple.getValueNode(), route);
            }
        }
    }

    private void below(Node node, boolean counts) {
        Nodes.entries(node).forEach(entry -> below(entry, counts));
        for (NodeTuple tuple : Nodes.tuples(node)) {
            String key = Nodes.text(tuple.getKeyNode());
            Node value = tuple.getValueNode();
            if (key.equals("steps")) {
                Nodes.entries(value).forEach(step -> step(step, counts));
            } else if (!NO_STEPS.contains(key)) {
                boolean inside = counts && (!key.startsWith("on") || key.equals("onFallback"));
                below(value, inside);
            }
        }
    }

    private void step(Node step, boolean counts) {
        List<NodeTuple> keys = Nodes.tuples(step);
        if (keys.size() != 1) {
            String names =
                    keys.stream().map(tuple -> Nodes.text(tuple.getKeyNode())).collect(Collectors.joining(", "));
            findings.add(Finding.error(
                    file,
                    Nodes.line(step),
                    keys.isEmpty() ? "this is no step" : "one step has several names: " + names,
                    keys.isEmpty()
                            ? "write its name and a colon, such as \"- stop: {}\""
                            : "begin each step with \"- \", and indent what belongs to it by four more blanks"));
        }
        if (keys.size() == 1) {
            known(keys.get(0).getKeyNode());
        }
        if (counts) {
            keys.stream().limit(1).forEach(tuple -> id(tuple.getValueNode(), Kind.STEP));
        }
        below(step, counts);
    }

    private void known(Node key) {
        String name = Nodes.text(key);
        Set<String> names = StepNames.all();
        if (!names.isEmpty() && !names.contains(name)) {
            findings.add(Finding.error(
                    file,
                    Nodes.line(key),
                    "Camel has no step \"" + name + "\"",
                    Nearest.hint(name, names, "often used are to, filter, choice, setBody, bean and stop")));
        }
    }

    private void id(Node holder, Kind kind) {
        Nodes.child(holder, "id")
                .ifPresent(id -> Nodes.scalar(id).ifPresent(text -> ids.add(UsedId.at(text, kind, file, id))));
    }
}
