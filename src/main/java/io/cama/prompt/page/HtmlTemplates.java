package io.cama.prompt.page;

import io.cama.model.Finding;
import io.cama.prompt.chat.Piece;
import io.cama.prompt.expression.TemplateFault;
import io.cama.prompt.file.LineFault;
import io.cama.prompt.file.Sources;
import io.cama.prompt.render.Partials;
import io.cama.prompt.template.Template;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The templates of a folder, {@code name.html} each, and the partials {@code _name.html} they share. Whatever a tag
 * prints is escaped, with two braces and with three.
 */
public final class HtmlTemplates {
    private static final String ENDING = ".html";
    private static final Pattern ACTIVE =
            Pattern.compile("(?i)<script|javascript:|<[^>]*\\son[a-z]+\\s*=|<(iframe|object|embed|base|link)\\b");
    private static final Pattern BARE = Pattern.compile("<[^>]*\\s[\\w:-]+=\\{\\{");

    private final Sources sources;
    private final UnaryOperator<String> escape;
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Partials partials;
    private final Map<String, Template> compiled = new LinkedHashMap<>();

    /**
     * Reads and compiles a folder, which may be missing.
     *
     * @param escape makes text safe in an element and in a quoted attribute
     * @throws TemplateFault if a template cannot be used
     * @throws IllegalArgumentException if a file cannot be read
     */
    public HtmlTemplates(Path folder, UnaryOperator<String> escape) {
        this(folder, escape, true);
    }

    private HtmlTemplates(Path folder, UnaryOperator<String> escape, boolean compile) {
        this.sources = new Sources(folder, ENDING);
        this.escape = escape;
        Map<String, String> shared = new LinkedHashMap<>();
        for (String name : sources.names()) {
            try {
                (name.startsWith("_") ? shared : texts)
                        .put(name.startsWith("_") ? name.substring(1) : name, sources.read(name));
            } catch (LineFault e) {
                throw new IllegalArgumentException(sources.file(name) + ": " + e.getMessage(), e);
            }
        }
        this.partials = new Partials(shared, name -> sources.file("_" + name));
        if (compile) {
            texts.keySet().forEach(this::compile);
        }
    }

    private void compile(String name) {
        Template template = Template.compile(sources.file(name), 1, texts.getOrDefault(name, ""));
        template.problems(partials.names(), partials::unchecked).stream()
                .findFirst()
                .ifPresent(problem -> {
                    throw problem;
                });
        compiled.put(name, template);
    }

    /** Whether there is a template of that name. */
    public boolean has(String name) {
        return compiled.containsKey(name);
    }

    /**
     * A template filled with values.
     *
     * @param data the values by {@code @name}
     * @throws TemplateFault if it cannot be filled with these
     */
    public String fill(String name, Map<String, Object> values, Map<String, Object> data) {
        StringBuilder out = new StringBuilder();
        Template template = compiled.get(name);
        if (template == null) {
            throw new IllegalArgumentException("there is no template " + name);
        }
        for (Piece piece : template.render(values, data, partials::template, escape)) {
            if (!(piece instanceof Piece.Words words)) {
                throw new IllegalArgumentException(sources.file(name)
                        + ": role, history, media and section are for prompts; a page has no place for them");
            }
            out.append(words.text());
        }
        return out.toString();
    }

    /** What is wrong or doubtful with the templates of a folder; empty when all is well or there is none. */
    public static List<Finding> findings(Path folder) {
        List<Finding> findings = new ArrayList<>();
        try {
            HtmlTemplates templates = new HtmlTemplates(folder, UnaryOperator.identity(), false);
            for (String name : templates.texts.keySet()) {
                try {
                    templates.compile(name);
                } catch (TemplateFault e) {
                    findings.add(finding(e));
                }
                look(templates.sources.file(name), templates.texts.getOrDefault(name, ""), findings);
            }
            for (String name : templates.partials.names()) {
                templates.partials.problems(name).forEach(fault -> findings.add(finding(fault)));
                look(templates.sources.file("_" + name), templates.sources.read("_" + name), findings);
            }
        } catch (IllegalArgumentException | LineFault e) {
            findings.add(Finding.error(folder.toString(), 0, String.valueOf(e.getMessage()), "correct the file"));
        }
        return findings;
    }

    private static void look(String file, String text, List<Finding> findings) {
        Matcher active = ACTIVE.matcher(text);
        if (active.find()) {
            findings.add(Finding.error(
                    file,
                    line(text, active.start()),
                    "a page runs and loads nothing",
                    "remove " + active.group().strip()));
        }
        Matcher bare = BARE.matcher(text);
        if (bare.find()) {
            findings.add(Finding.error(
                    file,
                    line(text, bare.end()),
                    "a value stands in an attribute without quotes",
                    "write name=\"{{value}}\""));
        }
    }

    private static int line(String text, int at) {
        return 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
    }

    private static Finding finding(TemplateFault fault) {
        return Finding.error(
                fault.place().file(),
                fault.place().line(),
                "column " + fault.place().column() + ": " + fault.problem(),
                fault.hint());
    }
}
