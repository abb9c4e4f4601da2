package io.cama.ops.control.wish;

import io.cama.config.Settings;
import io.cama.flow.door.Errand.Wish;
import io.cama.flow.door.Word;
import io.cama.flow.door.Word.Trouble;
import io.cama.model.Finding;
import io.cama.ops.Application;
import io.cama.ops.control.Action;
import io.cama.ops.control.By;
import io.cama.ops.control.By.Role;
import io.cama.ops.control.By.Way;
import io.cama.ops.control.Control;
import io.cama.ops.control.Done;
import io.cama.ops.control.LetterChoice;
import io.cama.ops.control.NotDone;
import io.cama.ops.control.NotDone.Why;
import io.cama.ops.control.Reload;
import io.cama.ops.control.live.LiveControl;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Does what commands want that are given in other processes. Who may write to the home folder may do anything. */
public final class WishDoor implements Function<Wish, Word> {
    private final Supplier<Control> control;

    private final boolean serves;

    /**
     * For a service.
     *
     * @param control is asked for when there is a wish
     */
    public WishDoor(Supplier<Control> control) {
        this(control, true);
    }

    private WishDoor(Supplier<Control> control, boolean serves) {
        this.control = control;
        this.serves = serves;
    }

    /** For an application that is no service, and reads its jobs and settings only once. */
    public static WishDoor of(Application application, Settings settings) {
        Reload none = () -> {
            throw new NotDone(
                    Why.CONFLICT,
                    "the process at work is no cama run; it ends by itself, and the next one reads all anew");
        };
        return new WishDoor(() -> new LiveControl(application, settings, InstantSource.system(), none), false);
    }

    @Override
    public Word apply(Wish wish) {
        try {
            return Word.done(answer(wish).text());
        } catch (NotDone refused) {
            return Word.refused(trouble(refused.why()), String.valueOf(refused.getMessage()));
        } catch (IllegalArgumentException unsound) {
            return Word.refused(Trouble.INPUT, String.valueOf(unsound.getMessage()));
        }
    }

    private Answer answer(Wish wish) {
        Action action = Arrays.stream(Action.values())
                .filter(known -> known.toString().equals(wish.action()))
                .findFirst()
                .orElseThrow(() -> new NotDone(Why.INVALID, "nobody here knows how to \"" + wish.action() + "\""));
        By by = new By(wish.who(), Way.CLI, Role.ADMIN);
        Control now = control.get();
        if (action == Action.RELOAD) {
            return reloaded(now.reload(by));
        }
        Done done =
                switch (action) {
                    case RUN_PAUSE -> now.pauseRun(wish.object(), wish.reason(), by);
                    case RUN_RESUME -> now.resumeRun(wish.object(), by);
                    case RUN_CANCEL -> now.cancelRun(wish.object(), wish.reason(), by);
                    case JOB_PAUSE -> now.pauseJob(wish.object(), wish.reason(), by);
                    case JOB_RESUME -> now.resumeJob(wish.object(), by);
                    case MAINTENANCE_ON -> now.maintenanceOn(wish.reason(), by);
                    case MAINTENANCE_OFF -> now.maintenanceOff(by);
                    case LETTERS_RETRY -> now.retryLetters(letters(wish), by);
                    case LETTERS_DROP -> now.dropLetters(letters(wish), by);
                    case CACHE_CLEAR ->
                        now.clearCache(Details.read(wish.details()).replies(), by);
                    default -> throw new NotDone(Why.INVALID, action + " is not for other processes to ask for");
                };
        return new Answer(done, List.of());
    }

    /** Whoever is no service ends with its own runs, and may not have loaded the jobs of the others. */
    private LetterChoice letters(Wish wish) {
        if (!serves) {
            throw new NotDone(
                    Why.TROUBLE, "the process at work is no cama run; wait for it to end, and give the command again");
        }
        return Details.read(wish.details()).letters(wish.object());
    }

    private static Answer reloaded(List<Finding> findings) {
        long errors = findings.stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .count();
        String text = errors == 0
                ? "what has changed is taken up"
                : errors + (errors == 1 ? " error; that stays" : " errors; those stay") + " as it was";
        return new Answer(
                new Done(Action.RELOAD, "", "", text, errors == 0, text),
                findings.stream().map(Finding::toString).toList());
    }

    private static Trouble trouble(Why why) {
        return switch (why) {
            case UNKNOWN, CONFLICT -> Trouble.NOTHING;
            case INVALID, FORBIDDEN -> Trouble.INPUT;
            case TROUBLE -> Trouble.BUSY;
        };
    }
}
