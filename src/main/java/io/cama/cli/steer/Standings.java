package io.cama.cli.steer;

import io.cama.cli.shell.Globals;
import io.cama.cli.shell.Workplace;
import io.cama.config.ConfigException;
import io.cama.flow.standing.Said;
import io.cama.flow.standing.Standing;
import io.cama.flow.standing.StandingBook;
import io.cama.flow.standing.StandingOrders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What somebody said that holds over restarts, for commands that show how things are, whether or not a process is at work.
 *
 * @param trouble why it cannot be read, or null; then nothing is known of it
 */
public record Standings(StandingOrders orders, @Nullable String trouble) {
    /** What holds in a home folder. */
    public static Standings of(Workplace place) {
        try {
            return new Standings(Standing.require(new StandingBook(place.home())), null);
        } catch (ConfigException unreadable) {
            return new Standings(StandingOrders.NONE, unreadable.finding().toString());
        }
    }

    /** One sentence for each thing, with what ends it. */
    public List<String> sentences(Globals globals) {
        List<String> sentences = new ArrayList<>();
        if (trouble != null) {
            sentences.add(trouble);
        }
        Said maintenance = orders.maintenance();
        if (maintenance != null) {
            sentences.add("Maintenance, set " + maintenance.text() + ". No file is taken until "
                    + globals.command("maintenance off") + ".");
        }
        new TreeMap<>(orders.jobs())
                .forEach((job, said) -> sentences.add("The job " + job + " is paused " + said.text()
                        + ". Its runs stand still until " + globals.command("resume " + job) + "."));
        return sentences;
    }

    /** The paused jobs by name, each as {@link #json(Said)} has it. */
    public Map<String, Object> jobs() {
        Map<String, Object> jobs = new TreeMap<>();
        orders.jobs().forEach((job, said) -> jobs.put(job, Standings.json(said)));
        return jobs;
    }

    /** One of them, for a program. */
    public static Map<String, Object> json(Said said) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("reason", said.reason());
        json.put("since", said.at());
        json.put("by", said.by());
        return json;
    }
}
