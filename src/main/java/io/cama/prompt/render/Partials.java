package io.cama.prompt.render;

import io.cama.prompt.expression.TemplateFault;
import io.cama.prompt.template.Template;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The partials templates may put in, each compiled and checked when first used. */
public final class Partials {
    private final Map<String, String> sources;
    private final UnaryOperator<String> file;
    private final List<String> names;
    private final Map<String, Template> compiled = new ConcurrentHashMap<>();
    private final Map<String, Template> checked = new ConcurrentHashMap<>();

    /**
     * @param sources the text of each by its name
     * @param file gives the name of the file a partial is in
     */
    public Partials(Map<String, String> sources, UnaryOperator<String> file) {
        this.sources = new LinkedHashMap<>(sources);
        this.file = file;
        this.names = List.copyOf(this.sources.keySet());
    }

    public List<String> names() {
        return names;
    }

    /**
     * A partial ready to be rendered, or null if there is none of that name.
     *
     * @throws TemplateFault if it cannot be used
     */
    public @Nullable Template template(String name) {
        Template known = checked.get(name);
        if (known != null || !sources.containsKey(name)) {
            return known;
        }
        Template fresh = compile(name);
        List<TemplateFault> problems = fresh.problems(names, this::unchecked);
        if (!problems.isEmpty()) {
            throw problems.get(0);
        }
        checked.put(name, fresh);
        return fresh;
    }

    /** A partial for looking at only, or null if there is none or it breaks the grammar. */
    public @Nullable Template unchecked(String name) {
        if (!sources.containsKey(name)) {
            return null;
        }
        try {
            return compile(name);
        } catch (TemplateFault e) {
            return null;
        }
    }

    /** All that is wrong with a partial. */
    public List<TemplateFault> problems(String name) {
        try {
            return compile(name).problems(names, this::unchecked);
        } catch (TemplateFault e) {
            return List.of(e);
        }
    }

    private Template compile(String name) {
        Template known = compiled.get(name);
        if (known == null) {
            known = Template.compile(file.apply(name), 1, sources.getOrDefault(name, ""));
            compiled.put(name, known);
        }
        return known;
    }
}
