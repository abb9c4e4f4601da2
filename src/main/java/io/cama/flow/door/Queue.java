package io.cama.flow.door;

import io.cama.flow.door.Errand.Kind;
import io.cama.flow.door.Word.Stage;
import io.cama.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The errands on the doorstep, as the process that holds the home folder goes through them. */
final class Queue {
    private static final Logger LOG = LoggerFactory.getLogger(Queue.class);

    /** Stands for the folder among the numbers of orders that cannot be read. */
    private static final String ALL = "";

    private final Doorstep doorstep;
    private final Ledger ledger;
    private final boolean serves;
    private final Set<String> unreadable = new HashSet<>();

    /** @param serves whether files are taken */
    Queue(Doorstep doorstep, Ledger ledger, boolean serves) {
        this.doorstep = doorstep;
        this.ledger = ledger;
        this.serves = serves;
    }

    /**
     * Takes what is to be done now, and clears away what nobody waits for or needs any more.
     *
     * @param kept errands of which the last word is still to come
     */
    List<Task> take(Collection<Path> kept) {
        List<Task> tasks = new ArrayList<>();
        List<Path> errands = errands();
        for (Path errand : errands) {
            try {
                take(errand, kept).ifPresent(tasks::add);
                unreadable.remove(Doorstep.id(errand));
            } catch (IOException e) {
                if (unreadable.add(Doorstep.id(errand))) {
                    LOG.error("The order {} cannot be read and stays: {}", errand, e.toString());
                }
            }
        }
        return tasks;
    }

    private List<Path> errands() {
        try {
            List<Path> errands = doorstep.errands();
            unreadable.retainAll(errands.stream().map(Doorstep::id).toList());
            return errands;
        } catch (IOException e) {
            if (unreadable.add(ALL)) {
                LOG.error("Nothing that others ask of this process is seen: {}", e.toString());
            }
            return List.of();
        }
    }

    private Optional<Task> take(Path errand, Collection<Path> kept) throws IOException {
        boolean awaited = doorstep.isAwaited(errand);
        if (Doorstep.is(errand, Doorstep.OFFERED) && awaited) {
            Optional<Path> taken = doorstep.move(errand, Doorstep.TAKEN);
            return taken.isPresent() ? task(taken.get()) : Optional.empty();
        }
        if (Doorstep.is(errand, Doorstep.TAKEN)) {
            return again(errand, awaited || kept.contains(errand));
        }
        if (!awaited) {
            doorstep.remove(errand);
        }
        return Optional.empty();
    }

    private static Optional<Task> task(Path folder) throws IOException {
        return Doorstep.order(folder).read(Errand.class).map(errand -> new Task(folder, errand));
    }

    /** What was taken before: an earlier process may have died over it, a run may still need its input. */
    private Optional<Task> again(Path folder, boolean awaited) throws IOException {
        Optional<Task> task = task(folder);
        Optional<Word> word = Doorstep.word(folder).read(Word.class);
        boolean open = word.isEmpty() || word.get().stage() == Stage.TAKEN;
        if (open && awaited && serves && task.isPresent() && task.get().errand().kind() == Kind.PROCESS) {
            return task;
        }
        if (!awaited && !isNeeded(task, word)) {
            doorstep.remove(folder);
        }
        return Optional.empty();
    }

    /** A word may be lost with the power, so that of an input nobody speaks of the ledger says whose it is. */
    private boolean isNeeded(Optional<Task> task, Optional<Word> word) {
        return task.filter(Task::hasPlainNames).isPresent()
                && (word.map(Word::run)
                                .flatMap(ledger::run)
                                .filter(task.get()::isInputOf)
                                .isPresent()
                        || ledger.needs(task.get().input().toString()));
    }
}
