package io.cama.prompt.template;

import io.cama.prompt.syntax.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What names mean at a point of a template.
 *
 * @param self what {@code this} is
 * @param parent what {@code ../} leads to, or null at the top
 * @param data what {@code @name} finds
 * @param names what enclosing blocks call their values
 * @param inlines partials defined on the spot
 */
record Scope(
        @Nullable Object self,
        @Nullable Scope parent,
        Data data,
        Map<String, Object> names,
        Map<String, Inline> inlines) {

    /** Values of {@code @name}; a loop lays its own over those around it. */
    record Data(
            Map<String, Object> values,
            @Nullable Data outer,
            @Nullable Inline block) {
        @Nullable
        Object find(String name) {
            for (Data data = this; data != null; data = data.outer) {
                if (data.values.containsKey(name)) {
                    return data.values.get(name);
                }
            }
            return null;
        }
    }

    /** A body that is rendered elsewhere, with what its names mean. */
    record Inline(Node.Program program, Scope scope) {}

    static Scope top(Object input, Map<String, Object> data) {
        Map<String, Object> values = new HashMap<>(data);
        values.putIfAbsent("root", input);
        return new Scope(input, null, new Data(values, null, null), Map.of(), Map.of());
    }

    /** The scope of a body whose {@code this} is {@code value}; the same value opens no new level. */
    Scope enter(@Nullable Object value) {
        return Values.same(value, self) ? this : new Scope(value, this, data, names, inlines);
    }

    /** The scope of a partial: its {@code this}, and nothing of the names its caller's blocks gave. */
    Scope partial(@Nullable Object value, @Nullable Inline block) {
        Data frame = block == null ? data : new Data(Map.of(), data, block);
        Scope entered = enter(value);
        return new Scope(entered.self, entered.parent, frame, Map.of(), inlines);
    }

    Scope with(Map<String, Object> values) {
        return new Scope(self, parent, new Data(values, data, data.block), names, inlines);
    }

    Scope named(List<String> words, @Nullable Object... values) {
        if (words.isEmpty()) {
            return this;
        }
        Map<String, Object> more = new HashMap<>(names);
        for (int i = 0; i < Math.min(words.size(), values.length); i++) {
            put(more, words.get(i), values[i]);
        }
        return new Scope(self, parent, data, more, inlines);
    }

    Scope defining(Map<String, Inline> more) {
        Map<String, Inline> all = new HashMap<>(inlines);
        all.putAll(more);
        return new Scope(self, parent, data, names, all);
    }

    /** The block body that {@code @partial-block} means here, for use inside that body: the one around it. */
    Scope inside(Inline block, @Nullable Object value) {
        Scope home = block.scope();
        Scope entered = new Scope(home.self, home.parent, data, home.names, home.inlines).enter(value);
        Data frame = new Data(data.values, data.outer, home.data.block);
        return new Scope(entered.self, entered.parent, frame, home.names, home.inlines);
    }

    @SuppressWarnings("NullAway")
    private static void put(Map<String, Object> map, String key, @Nullable Object value) {
        map.put(key, value);
    }
}
