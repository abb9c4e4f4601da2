package io.cama.output.value;

import io.cama.model.Finding;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A part of a YAML file that knows its line. What it does not like it adds to the findings, and goes on. */
public final class YamlPart {
    private static final int FAR_APART = 3;

    private final Path file;
    private final Node node;
    private final List<Finding> findings;

    private YamlPart(Path file, Node node, List<Finding> findings) {
        this.file = file;
        this.node = node;
        this.findings = findings;
    }

    /** The file's content, or empty when there is no such file, it is empty, or it cannot be read: a finding. */
    public static Optional<YamlPart> read(Path file, List<Finding> findings) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (Reader in = Files.newBufferedReader(file)) {
            Node node = new Yaml(new SafeConstructor(new LoaderOptions())).compose(in);
            return node == null ? Optional.empty() : Optional.of(new YamlPart(file, node, findings));
        } catch (MarkedYAMLException wrong) {
            int line =
                    wrong.getProblemMark() == null ? 0 : wrong.getProblemMark().getLine() + 1;
            findings.add(Finding.error(
                    file.toString(),
                    line,
                    "is no valid YAML: " + wrong.getProblem(),
                    "check the indentation and quotes"));
        } catch (YAMLException | IOException wrong) {
            findings.add(Finding.error(
                    file.toString(), 0, "cannot be read: " + wrong.getMessage(), "save it as UTF-8 text"));
        }
        return Optional.empty();
    }

    /** Every key that is not one of these is a finding that suggests the nearest. */
    public void only(Collection<String> keys) {
        if (!(node instanceof MappingNode) && !absent(node)) {
            error("should hold keys and values", keys.isEmpty() ? "write {}" : "use " + String.join(", ", keys));
        }
        Map<String, Node> seen = new LinkedHashMap<>();
        for (NodeTuple tuple : tuples()) {
            String key = name(tuple);
            YamlPart place = at(tuple.getKeyNode());
            if (seen.put(key, tuple.getValueNode()) != null) {
                place.error("\"" + key + "\" is given twice", "remove one of them");
            } else if (!keys.contains(key)) {
                place.error("there is no key \"" + key + "\"", suggestion(key, keys));
            }
        }
    }

    /** What stands under the key, if anything does. */
    public Optional<YamlPart> part(String key) {
        return tuples().stream()
                .filter(tuple -> name(tuple).equals(key) && !absent(tuple.getValueNode()))
                .findFirst()
                .map(tuple -> at(tuple.getValueNode()));
    }

    /** The text or number under the key; a list or object there is a finding. */
    public Optional<String> text(String key) {
        return part(key).flatMap(part -> {
            if (part.scalar().isEmpty()) {
                part.error("\"" + key + "\" should be one text or number", null);
            }
            return part.scalar();
        });
    }

    /** As {@link #text}, but its absence is a finding. */
    public Optional<String> needed(String key, String hint) {
        if (part(key).isEmpty()) {
            error("\"" + key + "\" is missing", hint);
        }
        return text(key);
    }

    /** The elements under the key; one that is no list counts as a list of itself. */
    public List<YamlPart> list(String key) {
        Optional<YamlPart> part = part(key);
        if (part.isPresent() && part.get().node instanceof SequenceNode list) {
            return list.getValue().stream().map(this::at).toList();
        }
        return part.map(List::of).orElse(List.of());
    }

    /** This part's own text, when it is a text or a number. */
    public Optional<String> scalar() {
        return node instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
    }

    /** Adds an error at this line. */
    public void error(String message, @Nullable String hint) {
        findings.add(Finding.error(file.toString(), node.getStartMark().getLine() + 1, message, hint));
    }

    /** Where everything not liked is collected. */
    public List<Finding> findings() {
        return findings;
    }

    private List<NodeTuple> tuples() {
        return node instanceof MappingNode mapping ? mapping.getValue() : List.of();
    }

    private YamlPart at(Node other) {
        return new YamlPart(file, other, findings);
    }

    private static String name(NodeTuple tuple) {
        return tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "?";
    }

    private static boolean absent(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    private static String suggestion(String key, Collection<String> keys) {
        List<String> near = new ArrayList<>(keys);
        near.sort((a, b) -> Integer.compare(distance(key, a), distance(key, b)));
        boolean close = !near.isEmpty() && distance(key, near.get(0)) < FAR_APART;
        if (close) {
            return "did you mean \"" + near.get(0) + "\"?";
        }
        return keys.isEmpty() ? "remove it" : "use one of " + String.join(", ", keys);
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
