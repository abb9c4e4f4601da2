package io.cama.flow.door;

import io.cama.flow.Causes;
import io.cama.flow.Keys;
import io.cama.flow.door.Errand.Kind;
import io.cama.flow.door.Errand.Wish;
import io.cama.flow.door.Word.Trouble;
import io.cama.flow.intake.Intake;
import io.cama.flow.intake.Submission;
import io.cama.flow.letter.LetGo;
import io.cama.flow.run.ActiveRuns;
import io.cama.flow.standing.Standing;
import io.cama.ledger.Ledger;
import io.cama.model.Run;
import io.cama.model.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bean {@code door}: does what other processes ask of the one that holds the home folder. */
public final class Door {
    private static final Logger LOG = LoggerFactory.getLogger(Door.class);
    private static final String TASK = "cama.task";
    private static final String TODO = "cama.todo";

    private final Queue queue;
    private final Ledger ledger;
    private final Intake intake;
    private final ActiveRuns active;
    private final Standing standing;
    private final boolean serves;
    private final List<Path> drains = new CopyOnWriteArrayList<>();
    private volatile Runnable onDrain = () -> {};
    private volatile Function<Wish, Word> onWish =
            wish -> Word.refused(Trouble.BUSY, "the process at work can do no such thing");

    /** @param serves whether files are taken; a process that does not still ends when it is asked to */
    public Door(Path home, Ledger ledger, Intake intake, ActiveRuns active, Standing standing, boolean serves) {
        this.queue = new Queue(new Doorstep(home), ledger, serves);
        this.ledger = ledger;
        this.intake = intake;
        this.active = active;
        this.standing = standing;
        this.serves = serves;
    }

    /**
     * Says who is told when somebody asks this process to end.
     *
     * @param told is called then, at most once an errand
     */
    public void onDrain(Runnable told) {
        onDrain = told;
    }

    /**
     * Says who does what somebody wants done to this process.
     *
     * @param steward answers when it is done, or cannot be
     */
    public void onWish(Function<Wish, Word> steward) {
        onWish = steward;
    }

    /** Has this process end, as if somebody had asked for it at the door. */
    public void drain() {
        onDrain.run();
    }

    /** Body out: the {@link Task}s that are to be done now; none any more once the process is about to end. */
    public void take(Exchange exchange) {
        exchange.getMessage().setBody(active.isStopping() ? List.of() : queue.take(drains));
    }

    /**
     * Body in: a {@link Task}. Body out: what is to be done for it, with the property {@code cama.todo} saying what that
     * is: {@code file} with a {@link Submission}, {@code failed} with a {@link LetGo}, or {@code nothing} more.
     */
    public void open(Exchange exchange) throws IOException {
        Task task = Objects.requireNonNull(exchange.getMessage().getBody(Task.class));
        exchange.setProperty(TASK, task);
        exchange.setProperty(TODO, "nothing");
        if (task.errand().kind() == Kind.DRAIN) {
            drains.add(task.folder());
            say(task, Word.draining());
            onDrain.run();
        } else if (task.errand().wish() != null) {
            say(task, onWish.apply(task.errand().wish()));
        } else if (serves) {
            process(exchange, task);
        } else {
            throw new Refused(
                    Trouble.BUSY,
                    "the process at work takes no files from others: it is no cama run, and ends by itself when its own are done");
        }
    }

    private void process(Exchange exchange, Task task) throws IOException {
        if (!task.hasPlainNames()) {
            throw new Refused(
                    Trouble.INPUT,
                    "the order names a job or a file by a path, and its input can only be in its own folder; give the file again with cama process");
        }
        Optional<Word> before = Doorstep.word(task.folder()).read(Word.class);
        if (!Files.exists(task.input())) {
            exchange.setProperty(Keys.RUN, runOf(before));
            return;
        }
        if (before.isEmpty()) {
            standing.requireOpen(task.errand().job());
        }
        say(task, before.orElse(Word.taken(null)));
        Submission file = task.submission();
        String id = intake.identify(file);
        exchange.setProperty(Keys.RUN, id);
        Optional<Run> known = ledger.run(id);
        if (task.errand().onlyFailed()) {
            if (before.isPresent() || known.isEmpty()) {
                throw known.isEmpty() ? Refused.nothingFailed() : Refused.runGone();
            }
            todo(
                    exchange,
                    "failed",
                    new LetGo(id, List.of(), false, null, task.errand().terms()));
        } else if (known.filter(task::isInputOf).isEmpty()) {
            Doorstep.word(task.folder()).write(Word.taken(id), true);
            todo(exchange, "file", file);
        }
    }

    /** The run that an earlier process made of the file; its input is gone because it is over. */
    private String runOf(Optional<Word> before) {
        return before.map(Word::run).flatMap(ledger::run).map(Run::id).orElseThrow(Refused::runGone);
    }

    private static void todo(Exchange exchange, String what, Object with) {
        exchange.setProperty(TODO, what);
        exchange.getMessage().setBody(with);
    }

    /** Body in: whatever came of it. Tells the asker which run to follow; one that was asked to end is told later. */
    public void accept(Exchange exchange) throws IOException {
        Task task = exchange.getProperty(TASK, Task.class);
        String run = exchange.getProperty(Keys.RUN, String.class);
        if (run == null) {
            return;
        }
        if (task.errand().onlyFailed()) {
            requireFailed(exchange.getMessage().getBody(Integer.class), run);
        }
        // Another one than was told first, where the job was reloaded in between.
        Object made = exchange.getMessage().getBody();
        String accepted = made instanceof Run one ? one.id() : run;
        Doorstep.word(task.folder()).write(Word.accepted(accepted), true);
        LOG.info("Taken from another process: {} run={}", task.errand().name(), accepted);
    }

    private void requireFailed(int failed, String run) {
        if (failed == 0) {
            boolean running = ledger.run(run)
                    .filter(one -> one.state() == RunState.RUNNING)
                    .isPresent();
            throw running ? Refused.stillRunning() : Refused.nothingFailed();
        }
    }

    /** Tells the asker why it will not be done. */
    public void refuse(Exchange exchange) throws IOException {
        Task task = exchange.getProperty(TASK, Task.class);
        Throwable thrown = Causes.require(exchange);
        Refused refused = Causes.find(thrown, Refused.class).orElseGet(() -> Refused.of(thrown));
        LOG.warn("Refused what another process asked: {}", refused.getMessage());
        say(task, Word.refused(refused.trouble(), String.valueOf(refused.getMessage())));
    }

    /** Tells whoever asked this process to end that it has. */
    public void drained(boolean clean, String text) {
        for (Path folder : drains) {
            try {
                Doorstep.word(folder).write(Word.drained(clean, text), true);
            } catch (IOException e) {
                LOG.error("Whoever asked to drain cannot be told: {}", e.toString());
            }
        }
    }

    private static void say(Task task, Word word) throws IOException {
        Doorstep.word(task.folder()).write(word, false);
    }
}
