package io.cama.llm.price;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Under which names of a price list a model may stand. */
final class ModelNames {
    private static final Set<String> FREE = Set.of("demo", "ollama", "llamacpp", "vllm");
    private static final String OPENROUTER = "openrouter/";
    private static final Pattern DATE = Pattern.compile("[-@](\\d{4}-\\d{2}-\\d{2}|\\d{8}|latest)$");
    private static final Pattern GOOGLE = Pattern.compile("^(google|gemini)/(models/)?");
    private static final Pattern POINT = Pattern.compile("(?<=\\d)\\.(?=\\d)");

    private ModelNames() {}

    /** The names to look for, the best first: the name itself, then without its date, then without OpenRouter's part. */
    static List<String> of(String name) {
        if (name.contains("@preset/")) {
            return List.of(name);
        }
        Set<String> names = new LinkedHashSet<>(forms(name));
        if (name.startsWith(OPENROUTER)) {
            String inner = name.substring(OPENROUTER.length());
            names.addAll(inner.contains("/") ? forms(inner) : List.of());
        }
        return List.copyOf(names);
    }

    /** Whether nobody asks money for it: it runs on the user's own machine, or is one of OpenRouter's free ones. */
    static boolean isFree(String name) {
        int slash = name.indexOf('/');
        return (slash > 0 && FREE.contains(name.substring(0, slash)))
                || (name.startsWith(OPENROUTER) && name.endsWith(":free"));
    }

    /** The name with its provider in front, as Cama writes it, of one in a public list. */
    static String full(String name, String provider) {
        String known = provider.startsWith("vertex_ai") ? "vertex_ai" : provider;
        String full = known.isEmpty() || name.startsWith(known + "/") ? name : known + "/" + name;
        int slash = full.indexOf('/');
        if (slash < 1 || slash == full.length() - 1) {
            throw new IllegalArgumentException("names no provider; write provider/model or add litellm_provider");
        }
        return full.substring(0, slash).replace('_', '-') + full.substring(slash);
    }

    private static List<String> forms(String name) {
        Set<String> same = new LinkedHashSet<>(List.of(name));
        same.add(GOOGLE.matcher(name).replaceFirst("gemini/"));
        if (name.startsWith("anthropic/")) {
            same.add(POINT.matcher(name).replaceAll("-"));
        }
        List<String> all = new ArrayList<>(same);
        same.forEach(each -> all.add(DATE.matcher(each).replaceFirst("")));
        return all;
    }
}
