package io.cama.prompt.file;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Front matter as plain maps and lists, with the line each entry stands on. It is YAML 1.2, as in Dotprompt's other
 * implementations: {@code no}, {@code on} and dates are text, {@code 010} is ten. Bounded in size, depth and aliases.
 */
public final class YamlTree {
    private static final int MAX_CHARACTERS = 1024 * 1024;
    private static final int MAX_ALIASES = 50;
    private static final int MAX_DEPTH = 50;
    private static final int MAX_NODES = 100_000;

    private final int firstLine;
    private final Map<List<String>, Integer> lines = new HashMap<>();
    private final Set<List<String>> blanks = new HashSet<>();
    private int nodes;

    private YamlTree(int firstLine) {
        this.firstLine = firstLine;
    }

    /** Front matter that has been read. Nothing is written behind the colons of {@code blanks}. */
    public record Fields(
            Map<String, Object> values, Map<List<String>, Integer> lines, Set<List<String>> blanks, int firstLine) {
        /** The line of the entry at {@code path}, or of the nearest one above it. */
        public int line(List<String> path) {
            for (int size = path.size(); size > 0; size--) {
                Integer line = lines.get(path.subList(0, size));
                if (line != null) {
                    return line;
                }
            }
            return firstLine;
        }
    }

    /**
     * Reads front matter.
     *
     * @param firstLine the line of the file at which {@code yaml} begins
     * @throws LineFault if it is no YAML, no mapping, or beyond the bounds
     */
    public static Fields read(String yaml, int firstLine) {
        YamlTree tree = new YamlTree(firstLine);
        Node root = tree.compose(yaml);
        if (root == null || Tag.NULL.equals(root.getTag())) {
            return new Fields(Map.of(), Map.of(), Set.of(), firstLine);
        }
        if (!(root instanceof MappingNode mapping)) {
            throw new LineFault(firstLine, "the front matter is not a list of fields", "write  model: provider/model");
        }
        return new Fields(tree.map(mapping, List.of()), tree.lines, tree.blanks, firstLine);
    }

    private @Nullable Node compose(String yaml) {
        if (yaml.length() > MAX_CHARACTERS) {
            throw new LineFault(firstLine, "the front matter is larger than a million characters", "shorten it");
        }
        LoadSettings settings = LoadSettings.builder()
                .setSchema(new CoreSchema())
                .setMaxAliasesForCollections(MAX_ALIASES)
                .setAllowNonScalarKeys(true)
                .build();
        try {
            return new Compose(settings).composeString(yaml).orElse(null);
        } catch (MarkedYamlEngineException e) {
            throw new LineFault(
                    firstLine + e.getProblemMark().map(Mark::getLine).orElse(0),
                    "the front matter is no valid YAML: " + e.getProblem(),
                    "check the indentation, and quote text that holds ': ' or ' #'");
        } catch (YamlEngineException e) {
            throw new LineFault(firstLine, "the front matter cannot be read: " + e.getMessage(), null);
        } catch (StackOverflowError e) {
            throw new LineFault(firstLine, "the front matter is nested too deeply", "write it out flat");
        }
    }

    private Map<String, Object> map(MappingNode mapping, List<String> path) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode keyNode)) {
                throw new LineFault(line(entry.getKeyNode()), "a key is a map or a list", "use a word as the key");
            }
            String key = keyNode.getValue();
            List<String> here = below(path, key);
            lines.putIfAbsent(here, line(keyNode));
            Object value = value(entry.getValueNode(), here);
            if (values.containsKey(key)) {
                throw new LineFault(line(keyNode), "the key '" + key + "' stands here twice", "remove one of them");
            }
            put(values, key, value);
        }
        return values;
    }

    private @Nullable Object value(Node node, List<String> path) {
        if (++nodes > MAX_NODES || path.size() > MAX_DEPTH) {
            throw new LineFault(line(node), "the front matter is too large or refers to itself", "write it out flat");
        }
        if (node instanceof MappingNode mapping) {
            return map(mapping, path);
        }
        if (node instanceof SequenceNode sequence) {
            List<Object> values = new ArrayList<>();
            for (Node element : sequence.getValue()) {
                add(values, value(element, below(path, Integer.toString(values.size()))));
            }
            return values;
        }
        return scalar((ScalarNode) node, path);
    }

    private @Nullable Object scalar(ScalarNode node, List<String> path) {
        String text = node.getValue();
        Tag tag = node.getTag();
        if (text.isEmpty()) {
            blanks.add(path);
        }
        if (tag.equals(Tag.NULL)) {
            return null;
        }
        if (tag.equals(Tag.STR)) {
            return text;
        }
        try {
            if (tag.equals(Tag.BOOL)) {
                return text.toLowerCase(Locale.ROOT).equals("true");
            }
            if (tag.equals(Tag.INT)) {
                return whole(text);
            }
            if (tag.equals(Tag.FLOAT) && Double.isFinite(Double.parseDouble(text))) {
                return Double.valueOf(text);
            }
        } catch (NumberFormatException e) {
            throw new LineFault(line(node), "'" + text + "' is no number", "quote it if it is text");
        }
        throw new LineFault(
                line(node), "'" + text + "' has the tag " + tag + ", which is not read", "quote it as text");
    }

    private static Number whole(String text) {
        BigInteger number = text.startsWith("0x")
                ? new BigInteger(text.substring(2), 16)
                : text.startsWith("0o") ? new BigInteger(text.substring(2), 8) : new BigInteger(text);
        if (number.bitLength() < Integer.SIZE) {
            return number.intValue();
        }
        if (number.bitLength() < Long.SIZE) {
            return number.longValue();
        }
        return number;
    }

    private int line(Node node) {
        return firstLine + node.getStartMark().map(Mark::getLine).orElse(0);
    }

    private static List<String> below(List<String> path, String key) {
        List<String> longer = new ArrayList<>(path);
        longer.add(key);
        return longer;
    }

    @SuppressWarnings("NullAway")
    private static void put(Map<String, Object> values, String key, @Nullable Object value) {
        values.put(key, value);
    }

    @SuppressWarnings("NullAway")
    private static void add(List<Object> values, @Nullable Object value) {
        values.add(value);
    }
}
