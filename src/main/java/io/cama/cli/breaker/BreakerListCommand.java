package io.cama.cli.breaker;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.JsonText;
import io.cama.cli.shell.Workplace;
import io.cama.flow.board.OrderBook;
import io.cama.flow.board.Orders.Isolation;
import io.cama.flow.board.State;
import io.cama.flow.board.State.BreakerLine;
import io.cama.ledger.sqlite.SqliteLedger;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code cama breaker list}: every breaker with its numbers, and every isolation, whether or not a process is at work. */
@Command(
        name = "list",
        description = {
            "List the breakers: their state and their numbers, since when, and why.",
            "Works without a process at work; then the numbers are the latest there were."
        })
public final class BreakerListCommand implements Callable<Integer> {
    private final Globals globals;

    public BreakerListCommand(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() throws IOException {
        Workplace place = globals.workplace();
        Optional<State> state = State.read(place.home());
        boolean atWork = SqliteLedger.isInUse(place.ledger());
        List<Row> rows = rows(
                state.map(State::breakers).orElse(List.of()),
                new OrderBook(place.home()).read().isolated());
        if (globals.json()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("atWork", atWork);
            json.put("at", state.map(State::at).orElse(null));
            json.put("pid", state.map(State::pid).orElse(null));
            json.put("breakers", rows.stream().map(Row::json).toList());
            json.put("gates", state.map(State::gates).orElse(List.of()));
            globals.print(JsonText.of(json));
        } else {
            rows.forEach(row -> globals.print(row.text()));
        }
        globals.say(about(rows, state, atWork));
        return Exit.OK;
    }

    private static List<Row> rows(List<BreakerLine> breakers, Map<String, Isolation> isolated) {
        List<Row> rows = new ArrayList<>();
        Map<String, Isolation> left = new TreeMap<>(isolated);
        for (BreakerLine breaker : breakers) {
            rows.add(new Row(breaker.name(), breaker, left.remove(breaker.name())));
        }
        left.forEach((name, isolation) -> rows.add(new Row(name, null, isolation)));
        return rows;
    }

    private static String about(List<Row> rows, Optional<State> state, boolean atWork) {
        if (state.isEmpty()) {
            return rows.isEmpty()
                    ? "No breakers: no process has been at work in this home folder yet."
                    : "No process has been at work in this home folder yet.";
        }
        return "Numbers of " + state.get().at() + ", of process " + state.get().pid()
                + (atWork
                        ? "."
                        : ", which has ended; the next one begins with every breaker closed but the isolated ones.");
    }

    /** A breaker that was made, an isolation, or both. */
    private record Row(
            String name,
            @Nullable BreakerLine breaker,
            @Nullable Isolation isolation) {
        private String state() {
            return isolation != null ? "isolated" : breaker == null ? "closed" : breaker.state();
        }

        String text() {
            StringBuilder text = new StringBuilder("%-9s  %s".formatted(state(), name));
            if (breaker != null) {
                text.append("  %s  %d ok, %d failed, %d refused, opened %d times"
                        .formatted(
                                breaker.model(),
                                breaker.successes(),
                                breaker.failures(),
                                breaker.rejected(),
                                breaker.opened()));
            }
            if (isolation != null) {
                text.append(
                        "\n  isolated at %s by %s: %s".formatted(isolation.at(), isolation.by(), isolation.reason()));
            } else if (breaker != null && !breaker.state().equals("closed")) {
                text.append("\n  since ").append(breaker.since());
                if (breaker.nextProbe() != null) {
                    text.append(", next probe ").append(breaker.nextProbe());
                }
            }
            if (breaker != null && breaker.lastFailure() != null) {
                text.append("\n  last failure at %s: %s".formatted(breaker.lastFailureAt(), breaker.lastFailure()));
            }
            return text.toString();
        }

        Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("name", name);
            json.put("model", breaker == null ? null : breaker.model());
            json.put("state", state());
            json.put("isolation", isolation);
            json.put("since", breaker == null ? null : breaker.since());
            json.put("successes", breaker == null ? 0 : breaker.successes());
            json.put("failures", breaker == null ? 0 : breaker.failures());
            json.put("rejected", breaker == null ? 0 : breaker.rejected());
            json.put("opened", breaker == null ? 0 : breaker.opened());
            json.put("lastFailure", breaker == null ? null : breaker.lastFailure());
            json.put("lastFailureAt", breaker == null ? null : breaker.lastFailureAt());
            json.put("nextProbe", breaker == null ? null : breaker.nextProbe());
            return json;
        }
    }
}
