package io.cama.ops.http.work;

import io.cama.ops.control.Action;
import io.cama.ops.control.Control;
import io.cama.ops.control.Done;
import io.cama.ops.http.route.Asked;
import io.cama.ops.http.route.Route;
import io.cama.ops.http.upload.Uploads;
import io.cama.ops.http.upload.Uploads.Arrived;
import io.cama.ops.http.wire.Problem;
import io.cama.ops.http.wire.Reply;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Files for the inbox. */
public final class IntakeApi {
    private static final Set<String> FORMS = Set.of("multipart/form-data", "application/x-www-form-urlencoded");

    private final Control control;
    private final Uploads uploads;

    /** Those that put files into an inbox. */
    public IntakeApi(Control control, Uploads uploads) {
        this.control = control;
        this.uploads = uploads;
    }

    /** The routes. */
    public List<Route> routes() {
        return List.of(Route.take("/api/v1/jobs/{job}/files", Action.INBOX_PUT, this::put));
    }

    private Reply put(Asked asked) throws IOException {
        asked.request().only("name");
        String job = asked.parameter("job");
        if (control.views().job(job).isEmpty()) {
            throw Problem.notFound("job of this name");
        }
        if (FORMS.contains(asked.request().type())) {
            throw new Problem(
                    415, "content-type", "Send the file itself and no form, such as: curl --data-binary @words.csv.");
        }
        String name = asked.request().query().getOrDefault("name", "");
        Arrived file = uploads.take(job, name, asked.request().content());
        control.note(done(file), asked.by());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("job", file.job());
        json.put("file", file.name());
        json.put("bytes", file.bytes());
        json.put("sha256", file.sha256());
        return Reply.json(201, json).with(Map.of("Location", "/api/v1/runs"));
    }

    private static Done done(Arrived file) {
        return new Done(
                Action.INBOX_PUT,
                file.job() + "/" + file.name(),
                "",
                file.bytes() + " bytes, sha256 " + file.sha256(),
                true,
                "The file " + file.name() + " lies in the inbox of " + file.job() + ".");
    }
}
