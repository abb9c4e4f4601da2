package io.cama.ops.check.route;

import io.cama.model.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Ids that Camel refuses to have twice, over all routes that are started together. */
public final class Clashes {
    private final Map<String, List<UsedId>> seen = new HashMap<>();
    private final Set<Finding> findings = new LinkedHashSet<>();

    private Clashes() {}

    /**
     * The ids that stand in two places, each reported in both.
     *
     * @param program ids of the program's own routes, which nobody is asked to change
     */
    public static List<Finding> of(List<UsedId> program, List<UsedId> jobs) {
        Clashes clashes = new Clashes();
        program.forEach(clashes::note);
        for (UsedId id : jobs) {
            for (UsedId first : clashes.note(id)) {
                clashes.report(id, first);
                if (!program.contains(first) && !first.file().equals(id.file())) {
                    clashes.report(first, id);
                }
            }
        }
        return List.copyOf(clashes.findings);
    }

    /** Keeps an id, and gives the first of those before it that it clashes with. */
    private List<UsedId> note(UsedId id) {
        List<UsedId> before = seen.computeIfAbsent(id.id(), none -> new ArrayList<>());
        if (before.contains(id)) {
            return List.of();
        }
        List<UsedId> first = before.stream().filter(id::clashesWith).limit(1).toList();
        before.add(id);
        return first;
    }

    private void report(UsedId id, UsedId other) {
        findings.add(Finding.error(
                id.file(),
                id.line(),
                "the " + id.what() + " is taken by " + other.where(),
                "use another id, such as " + id.id() + "-2; ids of routes and steps are unique over all jobs"));
    }
}
