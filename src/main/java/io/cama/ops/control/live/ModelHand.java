package io.cama.ops.control.live;

import io.cama.config.ConfigException;
import io.cama.config.ModelName;
import io.cama.config.Settings;
import io.cama.flow.Flow;
import io.cama.flow.board.OrderBook;
import io.cama.flow.board.Orders;
import io.cama.flow.board.Orders.Verb;
import io.cama.model.Held;
import io.cama.model.Limits;
import io.cama.model.Windows;
import io.cama.ops.control.Action;
import io.cama.ops.control.By;
import io.cama.ops.control.Done;
import io.cama.ops.control.LimitChange;
import io.cama.ops.control.NotDone;
import io.cama.ops.control.NotDone.Why;
import io.cama.pace.Gate;
import io.cama.pace.GateStats;
import io.cama.pace.breaker.BreakerStats;
import io.cama.pace.breaker.Breakers;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Breakers of models, and limits of providers. */
final class ModelHand {
    private final Settings settings;
    private final Flow flow;
    private final InstantSource clock;
    private final Map<String, Limits> changed = new ConcurrentHashMap<>();

    ModelHand(Settings settings, Flow flow, InstantSource clock) {
        this.settings = settings;
        this.flow = flow;
        this.clock = clock;
    }

    Done isolate(String model, String reason, By by) throws IOException {
        if (reason.isBlank()) {
            throw new NotDone(Why.INVALID, "an isolation needs a reason, for whoever finds the model switched off");
        }
        OrderBook book = new OrderBook(flow.home().root());
        String name = breaker(model, book.read());
        String before = state(name);
        book.isolate(name, Held.plain(reason), clock.instant(), by.toString());
        flow.switchboard().obey();
        String after = "isolated: " + Held.plain(reason);
        return new Done(
                Action.BREAKER_ISOLATE,
                name,
                before,
                after,
                !before.equals(after),
                name + " is isolated, over restarts too, until it is closed or reset");
    }

    Done release(Verb verb, String model, By by) throws IOException {
        OrderBook book = new OrderBook(flow.home().root());
        Orders orders = book.read();
        String name = breaker(model, orders);
        String before = state(name);
        book.order(verb, name, clock.instant(), by.toString());
        flow.switchboard().obey();
        boolean reset = verb == Verb.RESET;
        return new Done(
                reset ? Action.BREAKER_RESET : Action.BREAKER_CLOSE,
                name,
                before,
                state(name),
                !before.equals(state(name)) || reset,
                name + " lets calls through" + (reset ? ", its counts begin anew" : ""));
    }

    private String state(String name) {
        BreakerStats stats = flow.breakers().stats().get(name);
        return stats == null
                ? "not made yet"
                : stats.state() + (stats.isolation() == null ? "" : ": " + stats.isolation());
    }

    private String breaker(String said, Orders orders) {
        if (said.contains("/")) {
            try {
                ModelName model = ModelName.parse(said);
                settings.provider(model.provider());
                return Breakers.name(model.provider(), model.model());
            } catch (ConfigException | IllegalArgumentException wrong) {
                throw new NotDone(Why.UNKNOWN, String.valueOf(wrong.getMessage()), wrong);
            }
        }
        if (!orders.isolated().containsKey(said) && !flow.breakers().stats().containsKey(said)) {
            throw new NotDone(
                    Why.UNKNOWN,
                    "there is no breaker \"" + said + "\"; there are "
                            + String.join(", ", flow.breakers().stats().keySet())
                            + "; name it by its model, as provider/model");
        }
        return said;
    }

    /** Whether somebody has set the limits that hold now, other than by the configuration. */
    boolean isChanged(String provider) {
        return limits(provider).equals(changed.get(provider));
    }

    /** What holds now: as configured, or as it was set or reloaded since. */
    Limits limits(String provider) {
        GateStats known = flow.gates().stats().get(provider);
        return known == null ? settings.provider(provider).limits() : known.limits();
    }

    synchronized Done limit(String provider, LimitChange change) {
        if (!settings.providers().contains(provider)) {
            throw new NotDone(
                    Why.UNKNOWN,
                    "there is no provider \"" + provider + "\"; there are " + String.join(", ", settings.providers()));
        }
        Gate gate = flow.gates().of(settings.provider(provider));
        Limits before = gate.stats().limits();
        Limits after = changed(before, change);
        gate.limits(after);
        changed.put(provider, after);
        return new Done(
                Action.LIMITS_SET,
                provider,
                text(before),
                text(after),
                !before.equals(after),
                provider + " is asked with " + text(after)
                        + " until this process ends; config/cama.properties says what holds from then on");
    }

    private static Limits changed(Limits before, LimitChange change) {
        int min = or(change.minConcurrency(), before.minConcurrency());
        int max = or(change.maxConcurrency(), before.maxConcurrency());
        if (max < min) {
            throw new NotDone(
                    Why.INVALID, "maxConcurrency must be at least minConcurrency, were to be " + max + " and " + min);
        }
        return new Limits(minute(before.requests(), change.rpm()), minute(before.tokens(), change.tpm()), min, max);
    }

    private static int or(@Nullable Integer wanted, int before) {
        return wanted == null ? before : wanted;
    }

    private static Windows minute(Windows before, @Nullable Long wanted) {
        return wanted == null ? before : new Windows(wanted, before.hour(), before.day());
    }

    private static String text(Limits limits) {
        return "rpm %d, tpm %d, concurrency %d to %d"
                .formatted(
                        limits.requests().minute(),
                        limits.tokens().minute(),
                        limits.minConcurrency(),
                        limits.maxConcurrency());
    }
}
