package io.cama.output.text;

import io.cama.model.Finding;
import io.cama.output.Outputs;
import io.cama.output.value.Scope;
import io.cama.output.value.YamlPart;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How items are written as JSON.
 *
 * @param list the name under which they stand in an object, or null for an array of its own
 * @param meta what stands before them in that object: names, and the facts about the run that go there
 * @param fields of an item; all it has when empty
 */
record JsonSpec(@Nullable String list, List<Field> meta, List<Field> fields) {
    private static final JsonSpec PLAIN = new JsonSpec(null, List.of(), List.of());
    private static final String ALL_OF = ".*";

    /**
     * One member.
     *
     * @param from path of its value; what ends in {@code .*} puts in all members of that object
     */
    record Field(String name, String from) {}

    /** Reads the format's part of {@code outputs.yaml}; without one, every item is written as it is. */
    static JsonSpec read(@Nullable Path folder, String format, boolean array, List<Finding> findings) {
        return folder == null
                ? PLAIN
                : YamlPart.read(folder.resolve(Outputs.OUTPUTS_FILE), findings)
                        .flatMap(top -> top.part(format))
                        .map(part -> read(part, array))
                        .orElse(PLAIN);
    }

    private static JsonSpec read(YamlPart part, boolean array) {
        part.only(array ? List.of("list", "meta", "fields") : List.of("fields"));
        String list = part.text("list").orElse(null);
        List<Field> meta = fields(part, "meta");
        if (list == null && !meta.isEmpty()) {
            part.error("\"meta\" has no object to stand in", "add list: the name under which the items stand");
        } else if ("meta".equals(list)) {
            part.error("the list cannot be called \"meta\"", "give it another name");
        }
        return new JsonSpec(list, meta, fields(part, "fields"));
    }

    private static List<Field> fields(YamlPart part, String key) {
        List<Field> fields = new ArrayList<>();
        for (YamlPart field : part.list(key)) {
            String plain = field.scalar().orElse(null);
            if (plain != null) {
                fields.add(new Field(plain, plain));
            } else {
                field.only(List.of("name", "from"));
                String name = field.needed("name", "a field is a path, or { name: …, from: path }")
                        .orElse("");
                fields.add(new Field(name, field.text("from").orElse(name)));
            }
        }
        return fields;
    }

    /** An item as it is written; of two members with one name the first counts, and what is not there is left out. */
    Map<String, Object> shape(Map<String, Object> item) {
        return fields.isEmpty() ? item : members(fields, item);
    }

    /** What stands before the items. */
    Map<String, Object> head(Map<String, Object> facts) {
        return members(meta, facts);
    }

    private static Map<String, Object> members(List<Field> fields, Map<String, Object> values) {
        Map<String, Object> members = new LinkedHashMap<>();
        Scope scope = Scope.of(1, values);
        for (Field field : fields) {
            boolean all = field.from().endsWith(ALL_OF);
            Object value =
                    scope.get(all ? field.from().substring(0, field.from().length() - ALL_OF.length()) : field.from());
            if (all && value instanceof Map<?, ?> map) {
                map.forEach((name, member) -> members.putIfAbsent(String.valueOf(name), member));
            } else if (!all && value != null) {
                members.putIfAbsent(field.name(), value);
            }
        }
        return members;
    }
}
