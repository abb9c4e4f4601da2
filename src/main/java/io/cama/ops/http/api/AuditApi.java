package io.cama.ops.http.api;

import io.cama.ops.audit.AuditLog;
import io.cama.ops.audit.Chain;
import io.cama.ops.audit.Deed;
import io.cama.ops.audit.Entry;
import io.cama.ops.control.By.Role;
import io.cama.ops.http.route.Asked;
import io.cama.ops.http.route.Route;
import io.cama.ops.http.shape.Shape;
import io.cama.ops.http.wire.Reply;
import io.cama.ops.http.work.Paging;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who did what. */
final class AuditApi {
    private final AuditLog log;

    AuditApi(AuditLog log) {
        this.log = log;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/v1/audit", Role.ADMIN, this::list),
                Route.get("/api/v1/audit/verdict", Role.ADMIN, asked -> verdict()));
    }

    private Reply list(Asked asked) throws IOException {
        asked.request().only("after", "limit");
        int limit = Paging.limit(asked);
        long after = asked.request().number("after", 0, 0, Long.MAX_VALUE);
        List<Entry> later = log.read(entries -> entries.filter(entry -> entry.number() > after)
                .limit(limit + 1L)
                .toList());
        List<Map<String, Object>> shown =
                later.stream().limit(limit).map(AuditApi::json).toList();
        Long next = later.size() > limit ? later.get(limit - 1).number() : null;
        return Reply.json(Shape.page("entries", shown, next));
    }

    private static Map<String, Object> json(Entry entry) {
        Deed deed = entry.deed();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("number", entry.number());
        json.put("at", deed.at().toString());
        json.put("who", deed.who());
        json.put("way", deed.way());
        json.put("role", deed.role());
        json.put("action", deed.action());
        json.put("object", deed.object());
        json.put("before", deed.before());
        json.put("after", deed.after());
        json.put("outcome", deed.outcome());
        json.put("previous", entry.previous());
        json.put("hash", entry.hash());
        return json;
    }

    private Reply verdict() throws IOException {
        Chain chain = log.verify();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("whole", chain.isWhole());
        json.put("entries", chain.entries());
        json.put("torn", chain.torn());
        json.put("brokenAt", chain.brokenAt());
        json.put("why", chain.why());
        return Reply.json(json);
    }
}
