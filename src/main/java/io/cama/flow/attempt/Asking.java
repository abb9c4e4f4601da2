package io.cama.flow.attempt;

import io.cama.flow.choice.AtOnce;
import io.cama.flow.choice.Candidate;
import io.cama.flow.choice.Choice;
import io.cama.flow.item.ItemWork;
import io.cama.flow.run.ActiveRun;
import io.cama.ledger.Replies.KeptReply;
import io.cama.model.Rendered;
import io.cama.pace.Permit;
import io.cama.prompt.Answer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One prompt being answered for one item: who may answer, what is tried, what came of it. For one thread at a time. */
public final class Asking {
    private final ActiveRun active;
    private final ItemWork work;
    private final Map<String, Object> item;
    private final String name;
    private final Choice choice;
    private final Rendered rendered;
    private final Try first;
    private Try now;
    private @Nullable Size size;
    private boolean begun;
    private long call;
    private final Waiting waiting;
    private boolean unsettled;
    private Map<String, String> headers = Map.of();
    private @Nullable Permit permit;
    private @Nullable KeptReply reply;
    private @Nullable Answer answer;

    /**
     * @param item the item's values, to which the answer is added
     * @param name of the prompt, under which the answer is added
     * @param choice of who may answer
     * @param rendered the prompt filled with the item
     */
    public Asking(
            ActiveRun active, ItemWork work, Map<String, Object> item, String name, Choice choice, Rendered rendered) {
        this.active = active;
        this.work = work;
        this.item = item;
        this.name = name;
        this.choice = choice;
        this.rendered = rendered;
        this.waiting = new Waiting(AtOnce.of(choice.prompt()));
        this.first = Try.of(choice.candidates().get(0), rendered);
        this.now = first;
    }

    public ActiveRun active() {
        return active;
    }

    public ItemWork work() {
        return work;
    }

    public String run() {
        return active.run().id();
    }

    public long position() {
        return work.ref().position();
    }

    public Map<String, Object> item() {
        return item;
    }

    /** Of the prompt, as the job's route names it. */
    public String name() {
        return name;
    }

    public List<Candidate> candidates() {
        return choice.candidates();
    }

    /** Whose stored replies are looked for before the candidates are asked. */
    List<Candidate> known() {
        return choice.known();
    }

    /** What the first candidate is asked first. */
    public Try first() {
        return first;
    }

    /** What a candidate is asked first. */
    public Try first(Candidate candidate) {
        return candidate.equals(first.candidate()) ? first : Try.of(candidate, rendered);
    }

    /** Whether this is the first time it is asked; true once. */
    public boolean begin() {
        boolean before = begun;
        begun = true;
        return !before;
    }

    /** How it has waited so far. */
    public Waiting waiting() {
        return waiting;
    }

    /** What is being tried. */
    public Try now() {
        return now;
    }

    /** Goes on with another request. */
    public void tryNext(Try next) {
        now = next;
        size = null;
    }

    /** Tokens of what is being tried, or null while nobody has counted them. */
    public @Nullable Size size() {
        return size;
    }

    public void size(Size counted) {
        size = counted;
    }

    /** The candidate after the present one, or null. */
    public @Nullable Candidate next() {
        int after = choice.candidates().indexOf(now.candidate()) + 1;
        return after < choice.candidates().size() ? choice.candidates().get(after) : null;
    }

    /** Where a run's refused requests are counted: what is wrong with one prompt says nothing about another. */
    public String place() {
        return name + "/" + now.candidate().endpoint();
    }

    /** The ledger's id of the call under way, 0 before the first. */
    public long call() {
        return call;
    }

    public void calls(long id) {
        call = id;
        unsettled = id != 0;
        headers = Map.of();
    }

    /** The ledger knows what became of the call. */
    public void settled() {
        unsettled = false;
    }

    /** Whether a call was noted of which the ledger does not know what became. */
    public boolean isUnsettled() {
        return unsettled;
    }

    /** Headers of the latest response, names in lower case. */
    public Map<String, String> headers() {
        return headers;
    }

    public void heard(Map<String, String> response) {
        headers = response;
    }

    public @Nullable Permit permit() {
        return permit;
    }

    public void permit(@Nullable Permit given) {
        permit = given;
    }

    /** The reply the answer was read from, or null. */
    public @Nullable KeptReply reply() {
        return reply;
    }

    public @Nullable Answer answer() {
        return answer;
    }

    public void answered(KeptReply from, Answer read, Candidate by) {
        reply = from;
        answer = read;
        if (choice.several()) {
            work.models().put(name, by.name());
        }
    }
}
