package io.cama.ops.http.api;

import io.cama.ledger.ReplyStore.Selection;
import io.cama.ledger.ReplyStore.StoreStats;
import io.cama.ledger.Spend.By;
import io.cama.llm.price.Money;
import io.cama.ops.control.Action;
import io.cama.ops.control.Control;
import io.cama.ops.http.route.Asked;
import io.cama.ops.http.route.Route;
import io.cama.ops.http.shape.Fields;
import io.cama.ops.http.shape.Shape;
import io.cama.ops.http.wire.Problem;
import io.cama.ops.http.wire.Reply;
import io.cama.ops.http.work.Paging;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The replies that are kept, and what was spent on them. */
final class StoreApi {
    private static final String CACHE = "/api/v1/cache";
    private static final int DAYS = 30;

    private final Control control;
    private final InstantSource clock;

    StoreApi(Control control, InstantSource clock) {
        this.control = control;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.get(CACHE, asked -> statistics()),
                Route.post(CACHE + "/clear", Action.CACHE_CLEAR, this::clear),
                Route.get("/api/v1/spend", this::spend));
    }

    private Reply statistics() {
        StoreStats store = control.views().cache();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("replies", store.replies());
        json.put("evidence", store.evidence());
        json.put("cost", Money.dollars(store.cost()));
        json.put("bytes", store.bytes());
        json.put("storedBytes", store.storedBytes());
        Instant oldest = store.oldest();
        json.put("oldest", oldest == null ? null : oldest.toString());
        json.put("memory", control.views().memory());
        return Reply.json(json);
    }

    /** Nothing said removes nothing: whoever wants all of it has to say so. */
    private Reply clear(Asked asked) throws IOException {
        Fields fields = Fields.of(asked.request(), "job", "model", "before", "all");
        Selection which = new Selection(
                fields.optional("job").orElse(null),
                fields.optional("model").orElse(null),
                fields.optional("before").map(StoreApi::instant).orElse(null));
        if (which.equals(Selection.ALL) && !fields.flag("all")) {
            throw Problem.bad("Say job, model or before, or all: true to remove every reply.");
        }
        return Reply.json(Shape.of(control.clearCache(which, asked.by())));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException none) {
            throw Problem.bad("before has to be an instant such as 2026-01-31T09:30:00Z.");
        }
    }

    private Reply spend(Asked asked) {
        asked.request().only("by", "since");
        Map<String, String> query = asked.request().query();
        By by = query.containsKey("by") ? Paging.one(By.class, "by", query.get("by")) : By.DAY;
        LocalDate since = day(query.get("since"));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("currency", "USD");
        json.put("today", Money.dollars(control.views().spentToday()));
        json.put("by", by.name().toLowerCase(java.util.Locale.ROOT));
        json.put("since", since.toString());
        json.put(
                "spent",
                control.views().spent(by, since.atStartOfDay(ZoneOffset.UTC).toInstant()).stream()
                        .map(Shape::of)
                        .toList());
        return Reply.json(json);
    }

    private LocalDate day(@org.jspecify.annotations.Nullable String text) {
        if (text == null) {
            return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(DAYS);
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException none) {
            throw Problem.bad("since has to be a day such as 2026-01-31.");
        }
    }
}
