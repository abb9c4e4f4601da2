package io.cama.llm;

import io.cama.llm.openai.OpenAiDialect;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The dialects there are: the built-in ones and those found on the class path. */
public final class Dialects {
    private Dialects() {}

    /**
     * Finds a dialect. Keep what it gives: for one that is not built in, it searches the class path.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public static Dialect of(String name) {
        Dialect openai = new OpenAiDialect();
        if (name.equals(openai.name())) {
            return openai;
        }
        var known = new TreeMap<String, Dialect>();
        for (Dialect found : ServiceLoader.load(Dialect.class, Dialects.class.getClassLoader())) {
            known.put(found.name(), found);
        }
        known.put(openai.name(), openai);
        Dialect dialect = known.get(name);
        if (dialect == null) {
            throw new IllegalArgumentException(
                    "There is no dialect \"" + name + "\". Use one of: " + String.join(", ", known.keySet()) + ".");
        }
        return dialect;
    }
}
