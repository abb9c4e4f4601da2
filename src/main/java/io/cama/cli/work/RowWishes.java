package io.cama.cli.work;

import com.fasterxml.jackson.core.type.TypeReference;
import io.cama.cli.shell.JsonText;
import io.cama.input.choose.RowRules;
import io.cama.input.options.InputOptions;
import io.cama.input.options.UnreadableInput;
import io.cama.model.Job;
import io.cama.model.RowOptions;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which rows of a file are asked, and with what: the options that change what a run is. */
final class RowWishes {
    private static final TypeReference<LinkedHashMap<String, Long>> GROUPS = new TypeReference<>() {};

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Ask only the first N rows, instead of as many as the job says; the others are skipped.")
    private @Nullable Long limit;

    @Option(
            names = "--limit-each",
            paramLabel = "GROUP=N,…",
            description = {
                "Ask at most N rows of each group named, such as coloring=8,tracing=4, or as a JSON object;",
                "the job's input.yaml says which field makes the groups. The others are skipped."
            })
    private @Nullable String limitEach;

    @Option(
            names = "--param",
            paramLabel = "NAME=VALUE",
            description = "The value of one of the job's parameters, such as difficulty=hard. May be repeated.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    /** Rows to ask, 0 for as many as the job says. */
    long limit() {
        return limit == null ? 0 : limit;
    }

    RowOptions options() {
        return new RowOptions(parameters, groups());
    }

    private Map<String, Long> groups() {
        Map<String, Long> groups = new LinkedHashMap<>();
        String text = limitEach == null ? "" : limitEach.strip();
        if (text.startsWith("{")) {
            return JsonText.read(text, GROUPS, "--limit-each");
        }
        for (String pair : text.isEmpty() ? new String[0] : text.split(",")) {
            int equals = pair.indexOf('=');
            String group = equals < 0 ? "" : pair.substring(0, equals).strip();
            String most = pair.substring(equals + 1).strip();
            if (group.isEmpty() || !most.matches("\\d{1,18}")) {
                throw new IllegalArgumentException("\"" + pair.strip() + "\" is no GROUP=N with N of 0 or more");
            }
            groups.put(group, Long.valueOf(most));
        }
        return groups;
    }

    /** @throws ParameterException if a number is outside its range */
    void check(CommandLine command) {
        if (limit != null && limit < 1) {
            throw new ParameterException(
                    command, "--limit must be 1 or more, was " + limit + "; leave it out for all rows");
        }
        try {
            options();
        } catch (RuntimeException unreadable) {
            throw new ParameterException(
                    command,
                    "--limit-each: " + unreadable.getMessage() + "; write coloring=8,tracing=4 or {\"coloring\": 8}");
        }
    }

    /** @throws ParameterException if the job does not allow what is said */
    void check(CommandLine command, Job job) throws IOException {
        try {
            RowRules rules = job.folder() == null
                    ? RowRules.NONE
                    : InputOptions.load(job.folder()).rules();
            rules.refusal(options()).ifPresent(refusal -> {
                throw new ParameterException(command, "job " + job.name() + ": " + refusal);
            });
        } catch (UnreadableInput wrong) {
            throw new ParameterException(command, String.valueOf(wrong.getMessage()));
        }
    }
}
