package io.cama.config;

import io.cama.config.text.ListText;
import io.cama.config.text.Nearest;
import io.cama.config.text.YamlNodes;
import io.cama.config.value.EscalationTarget;
import io.cama.model.Failing;
import io.cama.model.Finding;
import io.cama.model.Job;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads the {@code kamelet:job} parameters of one route file, without Camel. */
final class JobYaml {
    private static final List<String> PARAMETERS =
            List.of("name", "format", "key", "outputs", "concurrency", "onError", "fallback", "escalate", "pauseAfter");
    private static final Pattern SOURCE = Pattern.compile("kamelet:(//)?job(/[^?]*)?(\\?.*)?");
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,63}");
    private static final int DEFAULT_CONCURRENCY = 5;
    private static final int MOST_IN_A_ROW = 1_000_000;

    /** The form jobs are written in now; one that names none is written in the first. */
    private static final String FORMAT = "1";

    private final Path folder;
    private final String shown;
    private final Settings settings;
    private final List<Found> found = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    private JobYaml(Path file, String shown, Settings settings) {
        this.folder = file.resolveSibling("").normalize();
        this.shown = shown;
        this.settings = settings;
    }

    /**
     * A job's route, sound or not.
     *
     * @param job null when {@code problem} says why there is none
     */
    record Found(
            String name,
            int line,
            @Nullable Job job,
            @Nullable Finding problem) {}

    /** @param shown the file's name for findings */
    static JobYaml read(Path file, String shown, Settings settings) {
        JobYaml yaml = new JobYaml(file, shown, settings);
        try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            if (new Yaml(new LoaderOptions()).compose(text) instanceof SequenceNode routes) {
                routes.getValue().forEach(yaml::route);
            }
        } catch (IOException unreadable) {
            yaml.findings.add(Finding.error(shown, 0, "the file cannot be read as UTF-8", "check its rights"));
        } catch (YAMLException broken) {
            Mark mark = broken instanceof MarkedYAMLException marked ? marked.getProblemMark() : null;
            int line = mark == null ? 0 : mark.getLine() + 1;
            yaml.findings.add(Finding.error(shown, line, "this is no YAML: " + broken.getMessage(), null));
        }
        return yaml;
    }

    List<Found> jobs() {
        return found;
    }

    /** What is wrong, that of each job included. */
    List<Finding> findings() {
        return findings;
    }

    private void route(Node entry) {
        Node route = YamlNodes.child(entry, "route").orElse(entry);
        Optional<Node> from = YamlNodes.child(route, "from");
        String uri = from.flatMap(source -> YamlNodes.child(source, "uri"))
                .or(() -> from)
                .map(YamlNodes::text)
                .orElse("");
        if (from.isPresent() && SOURCE.matcher(uri).matches()) {
            Map<String, Parameter> values = new LinkedHashMap<>();
            int line = from.get().getStartMark().getLine() + 1;
            values.putAll(Parameter.query(uri, line));
            List<NodeTuple> below = YamlNodes.child(from.get(), "parameters")
                    .map(YamlNodes::tuples)
                    .orElse(List.of());
            below.forEach(tuple -> values.put(YamlNodes.text(tuple.getKeyNode()), Parameter.of(tuple.getValueNode())));
            job(values, line, uri.contains("?") && !below.isEmpty());
        }
    }

    private void job(Map<String, Parameter> values, int line, boolean twice) {
        String name = "";
        try {
            name = filled(values, "name", "");
            refuseWhatCamelRefuses(line, twice);
            found.add(new Found(name, line, job(name, values, line), null));
        } catch (ConfigException wrong) {
            findings.add(wrong.finding());
            found.add(new Found(name, line, null, wrong.finding()));
        }
    }

    private Job job(String name, Map<String, Parameter> values, int line) {
        values.forEach((parameter, value) -> {
            if (!PARAMETERS.contains(parameter)) {
                String hint = Nearest.hint(parameter, PARAMETERS, "it takes " + String.join(", ", PARAMETERS));
                throw wrong(value.line(), "kamelet:job has no parameter \"" + parameter + "\"", hint);
            }
        });
        int nameLine = values.getOrDefault("name", new Parameter("", line)).line();
        if (name.isEmpty()) {
            throw wrong(nameLine, "the job has no name", "add name: " + folder.getFileName() + " to its parameters");
        }
        if (!NAME.matcher(name).matches()) {
            throw wrong(nameLine, "\"" + name + "\" is no name for a job", "use up to 64 letters, digits, - and _");
        }
        refuseOtherFormats(values, nameLine);
        List<String> key = ListText.parse(filled(values, "key", ""));
        List<String> outputs = ListText.parse(filled(values, "outputs", "json"));
        int concurrency = number(values, "concurrency", DEFAULT_CONCURRENCY, 1, Job.MAX_CONCURRENCY);
        int pauseAfter = number(values, "pauseAfter", 0, 0, MOST_IN_A_ROW);
        return new Job(name, key, outputs, concurrency, folder, failing(values, line), pauseAfter);
    }

    private void refuseOtherFormats(Map<String, Parameter> values, int line) {
        String format = filled(values, "format", FORMAT);
        if (!format.equals(FORMAT)) {
            throw wrong(
                    values.getOrDefault("format", new Parameter("", line)).line(),
                    "the job is written in format " + format + ", and this Cama reads format " + FORMAT,
                    "use a Cama that knows it, or leave out format if the job was written for this one");
        }
    }

    private Failing failing(Map<String, Parameter> values, int line) {
        try {
            String escalate = EscalationTarget.sound(filled(values, "escalate", ""));
            return Failing.parse(filled(values, "onError", "dead-letter"), filled(values, "fallback", ""), escalate);
        } catch (IllegalArgumentException apart) {
            int where = values.getOrDefault("onError", new Parameter("", line)).line();
            throw wrong(where, String.valueOf(apart.getMessage()), "see the guide on kamelet:job");
        }
    }

    private void refuseWhatCamelRefuses(int line, boolean twice) {
        if (twice) {
            throw wrong(line, "parameters stand both in the address and below it", "put all of them below it");
        }
        if (shown.indexOf('.', shown.lastIndexOf('/')) < shown.length() - ".camel.yaml".length()) {
            throw wrong(0, "Camel reads no route file with a dot in its name", "call it NAME.camel.yaml");
        }
    }

    private int number(Map<String, Parameter> values, String parameter, int otherwise, int least, int most) {
        String text = filled(values, parameter, String.valueOf(otherwise));
        if (text.matches("\\d{1,9}") && Integer.parseInt(text) >= least && Integer.parseInt(text) <= most) {
            return Integer.parseInt(text);
        }
        int line = values.getOrDefault(parameter, new Parameter("", 0)).line();
        throw wrong(line, parameter + " is \"" + text + "\"", "write a whole number from " + least + " to " + most);
    }

    private String filled(Map<String, Parameter> values, String parameter, String otherwise) {
        Parameter value = values.getOrDefault(parameter, new Parameter(otherwise, 0));
        try {
            return settings.resolve(value.text()).strip();
        } catch (IllegalArgumentException unset) {
            throw wrong(value.line(), parameter + ": " + unset.getMessage(), "set it, or give a default as {{key:5}}");
        }
    }

    private ConfigException wrong(int line, String message, String hint) {
        return new ConfigException(Finding.error(shown, line, message, hint));
    }
}
