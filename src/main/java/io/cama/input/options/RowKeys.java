package io.cama.input.options;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.cama.input.choose.Parameter;
import io.cama.input.choose.PickRule;
import io.cama.input.choose.RowLimits;
import io.cama.input.choose.RowRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys of {@code input.yaml} that are about the rows as a whole: parameters, limits, pick. */
final class RowKeys {
    private static final String PARAMETERS = "parameters";
    private static final String LIMITS = "limits";
    private static final String PICK = "pick";
    private static final String PARAMETER_FORM = "parameters: { level: { values: [low, high], default: low } }";
    private static final String LIMITS_FORM = "limits: { total: 20, by: type, each: { coloring: 8 } }";
    private static final String PICK_FORM = "pick: { from: subjects.yaml, by: theme, into: subject, seed: 7 }";
    private static final ObjectMapper YAML = new YAMLMapper();

    private final Keys keys;
    private final Path file;

    /** @param file the keys are of; the lists lie beside it */
    RowKeys(Keys keys, Path file) {
        this.keys = keys;
        this.file = file;
    }

    RowRules rules() {
        List<PickRule> picks = new ArrayList<>();
        JsonNode node = keys.node(PICK);
        for (JsonNode each : node == null ? List.<JsonNode>of() : node.isArray() ? node : List.of(node)) {
            PickRule rule = pick(each);
            if (rule != null) {
                picks.add(rule);
            }
        }
        return new RowRules(parameters(), limits(), picks);
    }

    private List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        keys.members(PARAMETERS, keys.node(PARAMETERS), PARAMETER_FORM).forEach((name, node) -> {
            Map<String, JsonNode> members = only(PARAMETERS, node, Set.of("values", "default"), PARAMETER_FORM);
            JsonNode values = members.get("values");
            List<String> allowed = values == null ? List.of() : keys.texts(PARAMETERS, values, PARAMETER_FORM);
            String otherwise = text(PARAMETERS, members.get("default"), PARAMETER_FORM);
            if (otherwise != null && !allowed.isEmpty() && !allowed.contains(otherwise)) {
                keys.error(
                        PARAMETERS,
                        name + " is \"" + otherwise + "\" by default, which is not among its values",
                        "use one of " + String.join(", ", allowed));
            }
            parameters.add(new Parameter(name, allowed, otherwise));
        });
        return parameters;
    }

    private RowLimits limits() {
        Map<String, JsonNode> members = only(LIMITS, keys.node(LIMITS), Set.of("total", "by", "each"), LIMITS_FORM);
        Map<String, Long> each = new LinkedHashMap<>();
        keys.members(LIMITS, members.get("each"), LIMITS_FORM)
                .forEach((group, most) -> each.put(group, number("each." + group, most, 0)));
        String by = text(LIMITS, members.get("by"), LIMITS_FORM);
        if (by == null && !each.isEmpty()) {
            keys.error(
                    LIMITS, "limits.each has groups and limits.by names no field", "write for example  " + LIMITS_FORM);
        }
        JsonNode total = members.get("total");
        return new RowLimits(total == null ? 0 : number("total", total, 1), by, each);
    }

    private long number(String name, JsonNode node, long least) {
        if (node.canConvertToLong() && node.isIntegralNumber() && node.asLong() >= least) {
            return node.asLong();
        }
        keys.error(
                LIMITS,
                "limits." + name + " is " + node,
                "write a whole number of " + least + " or more, or leave it out for all rows");
        return least;
    }

    private @Nullable PickRule pick(JsonNode node) {
        Map<String, JsonNode> members = only(PICK, node, Set.of("from", "by", "into", "seed", "only"), PICK_FORM);
        String from = text(PICK, members.get("from"), PICK_FORM);
        String into = text(PICK, members.get("into"), PICK_FORM);
        if (from == null || into == null) {
            keys.wrong(PICK, PICK_FORM);
            return null;
        }
        if (!from.matches("[\\w-][\\w.-]*\\.(yaml|yml|json)")) {
            keys.error(
                    PICK,
                    "from: \"" + from + "\" is no list of the job",
                    "name a .yaml or .json file beside input.yaml");
            return null;
        }
        String seed = text(PICK, members.get("seed"), PICK_FORM);
        return new PickRule(
                lists(from),
                text(PICK, members.get("by"), PICK_FORM),
                into,
                seed == null ? "0" : seed,
                keys.scalars(PICK, members.get("only"), PICK_FORM));
    }

    /** The lists of a file; a file that is one list is that of all names. */
    private Map<String, List<Object>> lists(String file) {
        Map<String, List<Object>> lists = new LinkedHashMap<>();
        try {
            JsonNode root = YAML.readTree(Files.readString(this.file.resolveSibling(file)));
            if (root.isArray()) {
                lists.put(PickRule.ANY, list(root));
            }
            root.properties().forEach(list -> {
                if (!list.getValue().isArray()) {
                    keys.error(
                            PICK,
                            list.getKey() + " in " + file + " is no list",
                            "write " + list.getKey() + ": [one, two]");
                }
                lists.put(list.getKey().strip().toLowerCase(Locale.ROOT), list(list.getValue()));
            });
            if (lists.isEmpty()) {
                keys.error(PICK, file + " has no lists", "write lines such as  ocean: [crab, whale]");
            }
        } catch (JsonProcessingException e) {
            keys.error(
                    PICK,
                    file + " is not valid YAML: " + e.getOriginalMessage(),
                    "write lines such as  ocean: [crab, whale]");
        } catch (IOException e) {
            keys.error(PICK, file + " cannot be read", "put it beside input.yaml");
        }
        return lists;
    }

    private static List<Object> list(JsonNode node) {
        List<Object> list = new ArrayList<>();
        node.forEach(element -> list.add(YAML.convertValue(element, Object.class)));
        return list;
    }

    private Map<String, JsonNode> only(String key, @Nullable JsonNode node, Set<String> known, String form) {
        Map<String, JsonNode> members = keys.members(key, node, form);
        members.keySet().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> keys.error(key, key + " has no \"" + name + "\"", "write for example  " + form));
        return members;
    }

    private @Nullable String text(String key, @Nullable JsonNode node, String form) {
        if (node == null || Keys.isScalar(node)) {
            return node == null ? null : node.asText();
        }
        keys.wrong(key, form);
        return null;
    }
}
