package io.cama.cli.steer;

import io.cama.cli.handover.Wishes;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.JsonText;
import io.cama.cli.shell.Workplace;
import io.cama.flow.door.Errand.Wish;
import io.cama.flow.standing.StandingBook;
import io.cama.model.Job;
import io.cama.ops.control.Action;
import io.cama.ops.control.By;
import io.cama.ops.control.By.Way;
import io.cama.ops.control.Done;
import io.cama.ops.control.still.AtRest;
import io.cama.ops.control.wish.Answer;
import io.cama.ops.control.wish.Details;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Has something done: by the process that holds the home folder, or here where there is none. It says the same either way. */
public final class Steer {
    private final Globals globals;
    private final Workplace place;
    private final Wishes wishes;

    public Steer(Globals globals, Workplace place) {
        this.globals = globals;
        this.place = place;
        this.wishes = new Wishes(globals, place);
    }

    /** Whether a process holds the home folder. */
    public boolean isHeld() {
        return wishes.isHeld();
    }

    /** Whether that is the name of a job, or of one that is paused, and not of a run. */
    public boolean isJob(String name) throws IOException {
        return jobs().contains(name)
                || new StandingBook(place.home()).read().jobs().containsKey(name);
    }

    private List<String> jobs() {
        return place.folders().jobs().stream().map(Job::name).toList();
    }

    /** Has it done, and prints what was. */
    public void say(Action action, String object, String reason) throws IOException {
        print(act(action, object, reason));
    }

    Answer act(Action action, String object, String reason) throws IOException {
        By by = By.local(Way.CLI);
        if (wishes.isHeld()) {
            return Answer.read(wishes.ask(new Wish(action.toString(), object, reason, by.who())));
        }
        Done done = new AtRest(place.home(), place.ledger(), jobs(), InstantSource.system())
                .act(action, object, reason, by);
        return new Answer(done, List.of());
    }

    /**
     * Has the process that holds the home folder do something.
     *
     * @param details which dead letters or replies are meant
     * @throws io.cama.cli.shell.Refusal if it refuses, or says nothing
     */
    public Done ask(Action action, String object, Details details) throws IOException {
        String who = By.local(Way.CLI).who();
        return Answer.read(wishes.ask(new Wish(action.toString(), object, "", who, details.text())))
                .done();
    }

    void print(Answer answer) {
        Done done = answer.done();
        if (!globals.json()) {
            answer.findings().forEach(globals::print);
            globals.print(done.text());
            return;
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("action", done.action().toString());
        json.put("object", done.object());
        json.put("before", done.before());
        json.put("after", done.after());
        json.put("changed", done.changed());
        json.put("text", done.text());
        json.put("findings", answer.findings());
        globals.print(JsonText.of(json));
    }
}
