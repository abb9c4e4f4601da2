package io.cama.ops.check.route;

import io.cama.config.Settings;
import io.cama.config.text.Listing;
import io.cama.config.text.Nearest;
import io.cama.model.Finding;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** The user's files whose routes and route templates take the place of the program's with the same ids. */
public final class Overrides {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}:?]+)(:[^{}]*)?}}");
    private static final String ENDING = ".camel.yaml";

    private final Path folder;
    private final Settings settings;
    private final Set<String> ids = new LinkedHashSet<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();

    private Overrides(Settings settings) {
        this.settings = settings;
        this.folder = settings.home().resolve(settings.text("cama.routes.overrides"));
    }

    /**
     * Reads the folder that {@code cama.routes.overrides} names.
     *
     * @param program folder holding the program's {@code routes/}; where there is none, those of the jar count
     * @param beans names of the program's beans, which routes refer to
     * @throws IOException if the folder or the program's routes cannot be read
     */
    public static Overrides read(Settings settings, Path program, Set<String> beans) throws IOException {
        Overrides overrides = new Overrides(settings);
        Set<String> known = new TreeSet<>();
        for (Path file : Listing.of(overrides.folder)) {
            if (file.toString().endsWith(ENDING)) {
                overrides.files.add(file);
            }
        }
        if (!overrides.files.isEmpty()) {
            known.addAll(ProgramRoutes.replaceable(program));
        }
        for (Path file : overrides.files) {
            overrides.file(file, known, beans);
        }
        return overrides;
    }

    /** The files, sorted by name. */
    public List<Path> files() {
        return List.copyOf(files);
    }

    /** Where they lie. */
    public Path folder() {
        return folder;
    }

    /** The ids of routes and route templates in them. */
    public Set<String> ids() {
        return Set.copyOf(ids);
    }

    /** What is wrong with them. */
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    private void file(Path file, Set<String> known, Set<String> beans) throws IOException {
        String shown = file.startsWith(settings.home())
                ? settings.home().relativize(file).toString()
                : file.toString();
        try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            if (new Yaml(new LoaderOptions()).compose(text) instanceof SequenceNode entries) {
                entries.getValue().forEach(entry -> entry(entry, shown, known, beans));
            } else {
                findings.add(Finding.error(shown, 0, "this is no list of routes", "begin it with \"- route:\""));
            }
        } catch (YAMLException broken) {
            findings.add(Finding.error(shown, 0, "this is no YAML: " + broken.getMessage(), null));
        }
    }

    private void entry(Node entry, String shown, Set<String> known, Set<String> beans) {
        Node route = Nodes.child(entry, "route")
                .or(() -> Nodes.child(entry, "routeTemplate"))
                .orElse(null);
        if (route == null) {
            findings.add(Finding.error(
                    shown,
                    Nodes.line(entry),
                    "only routes and route templates can take the place of the program's",
                    "put anything else into the folder of a job"));
            return;
        }
        String id = Nodes.child(route, "id").map(Nodes::text).orElse("");
        if (known.contains(id)) {
            ids.add(id);
        } else {
            findings.add(Finding.error(
                    shown,
                    Nodes.line(route),
                    "the program has no route \"" + id + "\", so this takes no one's place",
                    Nearest.hint(id, known, "there are " + String.join(", ", known))));
        }
        new Steps(shown, new ArrayList<>(), findings).entry(entry);
        Set<String> own = new TreeSet<>();
        Nodes.child(route, "parameters").ifPresent(list -> Nodes.entries(list)
                .forEach(one -> Nodes.child(one, "name").map(Nodes::text).ifPresent(own::add)));
        walk(route, shown, beans, own);
    }

    private void walk(Node node, String shown, Set<String> beans, Set<String> own) {
        if (node instanceof SequenceNode list) {
            list.getValue().forEach(each -> walk(each, shown, beans, own));
        } else if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(tuple -> {
                if (Nodes.text(tuple.getKeyNode()).equals("ref")) {
                    bean(tuple.getValueNode(), shown, beans);
                }
                walk(tuple.getValueNode(), shown, beans, own);
            });
        } else {
            placeholders(node, shown, own);
        }
    }

    private void bean(Node node, String shown, Set<String> beans) {
        String name = Nodes.text(node);
        if (!beans.contains(name)) {
            findings.add(Finding.error(
                    shown,
                    Nodes.line(node),
                    "the program has no bean \"" + name + "\"",
                    Nearest.hint(name, beans, "there are " + String.join(", ", new TreeSet<>(beans)))));
        }
    }

    private void placeholders(Node node, String shown, Set<String> own) {
        Set<String> keys = settings.all().keySet();
        Matcher placeholder = PLACEHOLDER.matcher(Nodes.text(node));
        while (placeholder.find()) {
            String key = placeholder.group(1).strip();
            boolean known = keys.contains(key) || own.contains(key) || key.startsWith("this.") || key.startsWith("env");
            if (!known && placeholder.group(2) == null) {
                findings.add(Finding.error(
                        shown,
                        Nodes.line(node),
                        "{{" + key + "}} stands for nothing",
                        Nearest.hint(key, keys, "set it, or give a default as {{" + key + ":5}}")));
            }
        }
    }
}
