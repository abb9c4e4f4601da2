package io.cama.llm;

import io.cama.llm.anthropic.AnthropicDialect;
import io.cama.llm.ollama.OllamaDialect;
import io.cama.llm.openai.OpenAiDialect;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * The dialects there are. Of two with one name the built-in one wins over one found on the class path, since a jar must
 * not take over a protocol by lying there; one given by hand wins over both, since somebody asked for it.
 */
public final class Dialects {
    private final Map<String, Dialect> known = new TreeMap<>();

    /**
     * Looks the class path through, once.
     *
     * @param extra further ones, such as the beans of a program that Cama is part of; the last of one name wins
     */
    public Dialects(Collection<? extends Dialect> extra) {
        for (Dialect found : ServiceLoader.load(Dialect.class, Dialects.class.getClassLoader())) {
            known.putIfAbsent(found.name(), found);
        }
        builtIn().forEach(dialect -> known.put(dialect.name(), dialect));
        extra.forEach(dialect -> known.put(dialect.name(), dialect));
    }

    /**
     * Finds a dialect.
     *
     * @throws IllegalArgumentException if there is none of that name; the message lists those there are
     */
    public Dialect require(String name) {
        Dialect dialect = known.get(name);
        if (dialect == null) {
            throw new IllegalArgumentException(
                    "There is no dialect \"" + name + "\". Use one of: " + String.join(", ", known.keySet()) + ".");
        }
        return dialect;
    }

    /** The names, in alphabetical order. */
    public List<String> names() {
        return List.copyOf(known.keySet());
    }

    /**
     * Finds a built-in dialect or one on the class path. Keep what it gives: for one that is not built in, it searches
     * the class path.
     *
     * @throws IllegalArgumentException if there is none of that name; the message lists those there are
     */
    public static Dialect of(String name) {
        return builtIn().stream()
                .filter(dialect -> dialect.name().equals(name))
                .findFirst()
                .orElseGet(() -> new Dialects(List.of()).require(name));
    }

    private static List<Dialect> builtIn() {
        return List.of(new OpenAiDialect(), new AnthropicDialect(), new OllamaDialect());
    }
}
