package io.cama.ops.check.route;

import io.cama.model.Finding;
import io.cama.ops.check.route.UsedId.Kind;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A job's route file, read without Camel: which prompts it asks, and whether its routes have ids. */
public final class RouteFile {
    private static final Pattern LLM = Pattern.compile("kamelet:(?://)?llm(?:/([^?]*))?(?:\\?(.*))?");
    private static final Pattern REVIEW = Pattern.compile("kamelet:(?://)?review(?:/([^?]*))?(?:\\?(.*))?");

    private final String shown;
    private final List<PromptUse> prompts = new ArrayList<>();
    private final List<UsedId> ids = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, String> descriptions = new HashMap<>();

    private RouteFile(String shown) {
        this.shown = shown;
    }

    /** A step of {@code kamelet:llm} or {@code kamelet:review}, and the prompt it names; a placeholder is left as it is. */
    public record PromptUse(String prompt, String file, int line) {}

    /**
     * Reads a file. One that is no YAML is reported in the words of {@link io.cama.config.JobFolders}.
     *
     * @param shown the file's name in findings
     */
    public static RouteFile read(Path file, String shown) throws IOException {
        RouteFile route = new RouteFile(shown);
        try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            Node root = new Yaml(new LoaderOptions()).compose(text);
            if (root instanceof SequenceNode entries) {
                entries.getValue().forEach(route::entry);
            } else {
                route.findings.add(Finding.error(
                        shown, 0, "this is no list of routes", "begin it with \"- route:\", as the samples do"));
            }
        } catch (YAMLException broken) {
            Mark mark = broken instanceof MarkedYAMLException marked ? marked.getProblemMark() : null;
            route.findings.add(Finding.error(
                    shown, mark == null ? 0 : mark.getLine() + 1, "this is no YAML: " + broken.getMessage(), null));
        }
        return route;
    }

    public List<PromptUse> prompts() {
        return prompts;
    }

    public List<UsedId> ids() {
        return ids;
    }

    public List<Finding> findings() {
        return findings;
    }

    /** What the route of a job says it does; empty where it does not. */
    public String description(String job) {
        return descriptions.getOrDefault(job, "");
    }

    private void entry(Node entry) {
        Nodes.child(entry, "route").ifPresent(this::describe);
        Nodes.child(entry, "route")
                .filter(route -> Nodes.child(route, "id").isEmpty())
                .ifPresent(route -> findings.add(Finding.warning(
                        shown, Nodes.line(route), "the route has no id", "add id:, which logs and tools show")));
        new Steps(shown, ids, findings).entry(entry);
        walk(entry);
    }

    private void describe(Node route) {
        Optional<String> description = Nodes.child(route, "description").flatMap(Nodes::scalar);
        Nodes.child(route, "from")
                .flatMap(from -> Nodes.child(from, "parameters"))
                .flatMap(parameters -> Nodes.child(parameters, "name"))
                .flatMap(Nodes::scalar)
                .ifPresent(job -> descriptions.putIfAbsent(job, description.orElse("")));
    }

    private void walk(Node node) {
        if (node instanceof SequenceNode list) {
            list.getValue().forEach(this::walk);
        } else if (node instanceof MappingNode mapping) {
            Nodes.child(mapping, "uri").flatMap(Nodes::scalar).ifPresent(uri -> step(uri, mapping, mapping));
            for (NodeTuple tuple : mapping.getValue()) {
                if (Nodes.scalar(tuple.getKeyNode())
                        .filter(key -> key.matches("toD?"))
                        .isPresent()) {
                    Nodes.scalar(tuple.getValueNode()).ifPresent(uri -> step(uri, mapping, tuple.getValueNode()));
                }
                walk(tuple.getValueNode());
            }
        }
    }

    private void step(String uri, Node holder, Node place) {
        Matcher review = REVIEW.matcher(uri);
        if (review.matches()) {
            review(review, holder, place);
        }
        Matcher llm = LLM.matcher(uri);
        if (!llm.matches()) {
            return;
        }
        if (llm.group(1) != null) {
            ids.add(UsedId.at(llm.group(1), Kind.KAMELET, shown, place));
        }
        if (!use("prompt", llm.group(2), holder, place)) {
            findings.add(Finding.error(
                    shown,
                    Nodes.line(place),
                    "kamelet:llm does not say which prompt",
                    "add it to its parameters as prompt: NAME"));
        }
    }

    /** A review asks its prompts, where it has any: it may be a route that checks. */
    private void review(Matcher step, Node holder, Node place) {
        if (step.group(1) != null) {
            ids.add(UsedId.at(step.group(1), Kind.KAMELET, shown, place));
        }
        use("check", step.group(2), holder, place);
        use("fix", step.group(2), holder, place);
    }

    /** Notes the prompt that a parameter names; says whether it names one. */
    private boolean use(String parameter, @Nullable String query, Node holder, Node place) {
        Optional<Node> below =
                Nodes.child(holder, "parameters").flatMap(parameters -> Nodes.child(parameters, parameter));
        Optional<String> prompt = below.flatMap(Nodes::scalar).or(() -> query(parameter, query));
        prompt.ifPresent(name -> prompts.add(new PromptUse(name, shown, Nodes.line(below.orElse(place)))));
        return prompt.isPresent();
    }

    private static Optional<String> query(String parameter, @Nullable String query) {
        return Arrays.stream(query == null ? new String[0] : query.split("&"))
                .filter(pair -> pair.startsWith(parameter + "="))
                .map(pair -> pair.substring(parameter.length() + 1))
                .findFirst();
    }
}
