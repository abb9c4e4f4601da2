package io.cama.ops.http.api;

import io.cama.ops.audit.AuditLog;
import io.cama.ops.control.Control;
import io.cama.ops.http.Checks;
import io.cama.ops.http.Scrape;
import io.cama.ops.http.route.Route;
import io.cama.ops.http.route.Routes;
import io.cama.ops.http.stream.Streams;
import io.cama.ops.http.upload.Uploads;
import io.cama.ops.http.work.IntakeApi;
import io.cama.ops.http.work.JobsApi;
import io.cama.ops.http.work.LettersApi;
import io.cama.ops.http.work.RunsApi;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * What the routes stand on.
 *
 * @param clock tells which days are the last ones
 */
public record Table(
        Control control,
        AuditLog audit,
        Checks checks,
        Scrape scrape,
        Streams streams,
        Uploads uploads,
        InstantSource clock) {
    /** Every route there is. */
    public Routes routes() {
        List<Route> routes = new ArrayList<>();
        routes.addAll(new ObserveApi(control, checks, scrape, streams).routes());
        routes.addAll(new ServiceApi(control).routes());
        routes.addAll(new JobsApi(control).routes());
        routes.addAll(new IntakeApi(control, uploads).routes());
        routes.addAll(new RunsApi(control).routes());
        routes.addAll(new LettersApi(control).routes());
        routes.addAll(new PaceApi(control).routes());
        routes.addAll(new StoreApi(control, clock).routes());
        routes.addAll(new AuditApi(audit).routes());
        routes.addAll(OpenApi.routes());
        return new Routes(routes);
    }
}
