package io.cama.flow.rows;

import io.cama.input.choose.Parameter;
import io.cama.input.choose.PickRule;
import io.cama.input.options.InputOptions;
import io.cama.input.options.UnreadableInput;
import io.cama.model.Job;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The columns that a job tells rows apart by. A table without them is another table: it would end as dead letters, row by row. */
final class KeyColumns {
    private static final int MOST_SHOWN = 12;

    private KeyColumns() {}

    /**
     * Makes sure that they are there, or that the job itself gives them to each row.
     *
     * @param columns as the file's header names them; empty where it has none
     * @throws UnreadableInput if one is missing
     */
    static void require(List<String> columns, String name, Job job, InputOptions options) {
        Set<String> there = new HashSet<>(columns);
        there.addAll(options.defaults().keySet());
        options.rules().parameters().stream().map(Parameter::name).forEach(there::add);
        options.rules().picks().stream().map(PickRule::into).forEach(there::add);
        List<String> missing =
                job.key().stream().filter(field -> !there.contains(field)).toList();
        if (!columns.isEmpty() && !missing.isEmpty()) {
            throw new UnreadableInput(
                    name,
                    "its header names %s and not %s, by which job %s tells rows apart"
                            .formatted(quoted(columns), quoted(missing), job.name()),
                    "rename the column, or say under aliases: in the job's input.yaml how this file calls it");
        }
    }

    private static String quoted(List<String> names) {
        String shown = names.stream().limit(MOST_SHOWN).collect(Collectors.joining("\", \"", "\"", "\""));
        return names.size() > MOST_SHOWN ? shown + " and %d more".formatted(names.size() - MOST_SHOWN) : shown;
    }
}
