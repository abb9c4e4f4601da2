package io.cama.flow;

import io.cama.config.Settings;
import io.cama.flow.intake.Home;
import io.cama.ledger.Ledger;
import io.cama.ledger.Recalls;
import io.cama.ledger.Spend;
import io.cama.llm.Dialects;
import io.cama.llm.price.Prices;
import io.cama.model.Run;
import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;

/**
 * What the flow stands on.
 *
 * @param home where files are moved
 * @param ledger what is written to
 * @param recalls where replies are looked for
 * @param experience where the sizes of calls are learned from
 * @param mine which accepted runs this process works on
 * @param concurrency items of a run worked on at once, in place of what its job says; 0 to leave it to the job
 * @param serves whether files are taken from other processes
 * @param metered whether a meter stands in for every model: nothing is asked and nothing is published
 */
public record Parts(
        Home home,
        Ledger ledger,
        Recalls recalls,
        Spend experience,
        Prices prices,
        Dialects dialects,
        Predicate<Run> mine,
        int concurrency,
        boolean serves,
        boolean metered,
        Clock clock) {
    /** What an application needs that works on every run of one ledger, in the home folder of its settings. */
    public static Parts of(Settings settings, Ledger ledger, Clock clock) {
        return new Parts(
                new Home(settings.home()),
                ledger,
                ledger,
                ledger,
                Prices.read(settings.home()),
                new Dialects(List.of()),
                run -> true,
                0,
                true,
                false,
                clock);
    }
}
