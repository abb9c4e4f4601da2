package io.cama.flow.board;

import io.cama.config.ConfigException;
import io.cama.flow.board.Orders.Command;
import io.cama.flow.board.Orders.Isolation;
import io.cama.flow.board.Orders.Verb;
import io.cama.flow.local.Ground.Trouble;
import io.cama.model.Finding;
import io.cama.model.LocalFault;
import io.cama.pace.Gates;
import io.cama.pace.breaker.Breakers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bean {@code switchboard}: obeys what is said about breakers, and publishes how breakers and gates are. */
public final class Switchboard {
    private static final Logger LOG = LoggerFactory.getLogger(Switchboard.class);

    private final OrderBook book;
    private final Breakers breakers;
    private final Gates gates;
    private final Clock clock;
    private final Map<String, Isolation> isolated = new HashMap<>();
    private final Consumer<Instant> onRelease;
    private final Bulletin bulletin;
    private Set<Command> obeyed;
    private boolean released;
    private String complaint = "";

    /**
     * Isolates what is to be isolated from the first call on. Earlier commands are not obeyed: what they were about
     * ended with the process they were given to.
     *
     * @param onRelease told the present instant whenever a breaker was closed, reset or is no longer isolated
     * @throws ConfigException if there are orders that cannot be read, since a call might be what they forbid
     */
    public Switchboard(Path home, Breakers breakers, Gates gates, Clock clock, Consumer<Instant> onRelease) {
        this(home, breakers, gates, clock, onRelease, Optional::empty);
    }

    /** @param trouble the local fault that holds */
    public Switchboard(
            Path home,
            Breakers breakers,
            Gates gates,
            Clock clock,
            Consumer<Instant> onRelease,
            Supplier<Optional<Trouble>> trouble) {
        this.bulletin = new Bulletin(home, breakers, gates, trouble);
        this.book = new OrderBook(home);
        this.breakers = breakers;
        this.gates = gates;
        this.clock = clock;
        this.onRelease = onRelease;
        try {
            Orders orders = book.read();
            obeyed = Set.copyOf(orders.commands());
            obey(orders);
        } catch (IOException unreadable) {
            throw new ConfigException(Finding.error(
                    book.path().toString(),
                    0,
                    "cannot be read: " + firstLine(unreadable),
                    "correct it, or delete it; then no breaker is isolated"));
        }
    }

    /** Does what has been said since it last looked. Orders that cannot be read change nothing. */
    public synchronized void obey() {
        try {
            obey(book.read());
            tell();
            complaint = "";
        } catch (IOException unreadable) {
            complain(book.path() + " cannot be read, so what is isolated stays so and no order is obeyed: "
                    + firstLine(unreadable) + "; correct it");
        } catch (LocalFault full) {
            complain("Runs that paused because calls were held back cannot go on yet: " + full.getMessage());
        }
    }

    /** At the next look again, if it cannot be told now. */
    private void tell() {
        if (released) {
            onRelease.accept(clock.instant());
            released = false;
        }
    }

    private void obey(Orders orders) {
        orders.isolated().forEach(this::isolate);
        for (Command command : orders.commands()) {
            if (!obeyed.contains(command)) {
                obey(command);
            }
        }
        obeyed = Set.copyOf(orders.commands());
        for (String name : isolated.keySet().stream()
                .filter(name -> !orders.isolated().containsKey(name))
                .toList()) {
            isolated.remove(name);
            breakers.close(name);
            released = true;
            LOG.warn("The breaker {} is closed: its isolation is no longer in {}", name, book.path());
        }
    }

    private void isolate(String name, Isolation isolation) {
        if (!isolation.equals(isolated.get(name))) {
            breakers.isolateFromNow(name, isolation.reason());
            isolated.put(name, isolation);
            LOG.warn(
                    "The breaker {} is isolated since {} by {}: {}",
                    name,
                    isolation.at(),
                    isolation.by(),
                    isolation.reason());
        }
    }

    private void obey(Command command) {
        if (isolated.remove(command.name()) == null && !breakers.stats().containsKey(command.name())) {
            LOG.info("There is no breaker {} to {}; no call has been made yet", command.name(), word(command.verb()));
            return;
        }
        if (command.verb() == Verb.RESET) {
            breakers.reset(command.name());
        } else {
            breakers.close(command.name());
        }
        released = true;
        LOG.warn("The breaker {} was {} at {} by {}", command.name(), done(command.verb()), command.at(), command.by());
    }

    private static String word(Verb verb) {
        return verb == Verb.RESET ? "reset" : "close";
    }

    private static String done(Verb verb) {
        return verb == Verb.RESET ? "reset" : "closed";
    }

    /** What calls wait for now, by provider; those that wait for nothing are left out. */
    public Map<String, String> limitedBy() {
        Map<String, String> limits = new TreeMap<>();
        gates.stats().forEach((provider, gate) -> {
            if (!gate.limitedBy().isEmpty()) {
                limits.put(provider, gate.limitedBy());
            }
        });
        return limits;
    }

    /** Writes the numbers of this moment. */
    public void publish() {
        publish(false);
    }

    /** Writes the numbers a last time. */
    public void end() {
        publish(true);
    }

    private synchronized void publish(boolean last) {
        try {
            bulletin.write(last, clock.instant());
        } catch (IOException unwritable) {
            complain("The numbers of breakers and limits cannot be written: " + unwritable);
        }
    }

    /** Says it once and not every second. */
    private void complain(String text) {
        if (!text.equals(complaint)) {
            complaint = text;
            LOG.error("{}", text);
        }
    }

    private static String firstLine(IOException thrown) {
        return String.valueOf(thrown.getMessage()).lines().findFirst().orElse("");
    }
}
