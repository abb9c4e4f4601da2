package io.cama.prompt;

import io.cama.model.Finding;
import io.cama.model.Prompt;
import io.cama.prompt.expression.TemplateFault;
import io.cama.prompt.fields.Advice;
import io.cama.prompt.file.FrontMatter;
import io.cama.prompt.file.LineFault;
import io.cama.prompt.file.Sources;
import io.cama.prompt.file.Spelling;
import io.cama.prompt.file.YamlTree;
import io.cama.prompt.render.Origins;
import io.cama.prompt.render.Partials;
import io.cama.prompt.template.Template;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The prompts of a folder: {@code name.prompt} each, and the partials {@code _name.prompt} they share. Files are read
 * once; a new instance sees what has changed. Safe for use by many threads.
 */
public final class PromptFolder {
    private final Path folder;
    private final Sources sources;
    private final Origins origins = new Origins();
    private final Map<String, Prompt> prompts = new ConcurrentHashMap<>();
    private final Map<Path, PromptRenderer> renderer = new ConcurrentHashMap<>();

    public PromptFolder(Path folder) {
        this.folder = folder;
        this.sources = new Sources(folder);
    }

    /**
     * Names of the prompts, sorted, a variant's as {@code name.variant}; empty where there is no such folder.
     *
     * @throws PromptSyntaxException if the folder cannot be listed
     */
    public List<String> names() {
        return files().stream().filter(name -> !name.startsWith("_")).toList();
    }

    /**
     * Reads a prompt.
     *
     * @param name its file's name without {@code .prompt}
     * @throws PromptSyntaxException if it cannot be read, or is not there; then the finding names those that are
     */
    public Prompt prompt(String name) {
        Prompt known = prompts.get(name);
        if (known == null) {
            List<String> names = names();
            if (!names.contains(name)) {
                throw new PromptSyntaxException(Finding.error(
                        folder.toString(),
                        0,
                        "there is no prompt '" + name + "' in this folder; there are: " + String.join(", ", names),
                        Spelling.closest(name, names)
                                .map(near -> "did you mean '" + near + "'?")
                                .orElse("make the file " + sources.file("<name>"))));
            }
            String source = read(name);
            known = PromptFile.parse(sources.file(name), source);
            origins.note(known, sources.file(name), FrontMatter.of(source).templateLine());
            prompts.put(name, known);
        }
        return known;
    }

    /**
     * The renderer that knows this folder's partials.
     *
     * @throws PromptSyntaxException if a partial cannot be read
     */
    public PromptRenderer renderer() {
        return renderer.computeIfAbsent(folder, one -> new PromptRenderer(partials(), origins));
    }

    /**
     * Looks over every prompt and partial: front matter, schemas, templates, the helpers and partials they use.
     *
     * @return what is wrong or doubtful; empty when all is well
     */
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        try {
            Partials partials = partials();
            for (String name : names()) {
                look(name, partials, findings);
            }
            for (String name : partials.names()) {
                partials.problems(name).forEach(fault -> findings.add(finding(fault)));
                if (!FrontMatter.of(read("_" + name)).yaml().isEmpty()) {
                    findings.add(Finding.warning(
                            sources.file("_" + name),
                            1,
                            "a partial has no front matter: these fields would be sent to the model as text",
                            "remove them"));
                }
            }
        } catch (PromptSyntaxException e) {
            findings.add(e.finding());
        }
        return findings;
    }

    private void look(String name, Partials partials, List<Finding> findings) {
        try {
            Prompt prompt = prompt(name);
            FrontMatter cut = FrontMatter.of(read(name));
            for (LineFault advice : Advice.of(YamlTree.read(cut.yaml(), cut.yamlLine()))) {
                findings.add(Finding.warning(
                        sources.file(name), advice.line(), String.valueOf(advice.getMessage()), advice.hint()));
            }
            Template template = Template.compile(sources.file(name), cut.templateLine(), prompt.template());
            template.problems(partials.names(), partials::unchecked).forEach(fault -> findings.add(finding(fault)));
        } catch (PromptSyntaxException e) {
            findings.add(e.finding());
        } catch (TemplateFault e) {
            findings.add(finding(e));
        }
    }

    private Partials partials() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String name : files()) {
            if (name.startsWith("_") && name.length() > 1) {
                texts.put(name.substring(1), read(name));
            }
        }
        return new Partials(texts, name -> sources.file("_" + name));
    }

    private List<String> files() {
        try {
            return sources.names();
        } catch (LineFault e) {
            throw new PromptSyntaxException(
                    Finding.error(folder.toString(), 0, String.valueOf(e.getMessage()), e.hint()));
        }
    }

    private String read(String name) {
        try {
            return sources.read(name);
        } catch (LineFault e) {
            throw new PromptSyntaxException(
                    Finding.error(sources.file(name), e.line(), String.valueOf(e.getMessage()), e.hint()));
        }
    }

    private static Finding finding(TemplateFault fault) {
        return Finding.error(
                fault.place().file(),
                fault.place().line(),
                "column " + fault.place().column() + ": " + fault.problem(),
                fault.hint());
    }
}
