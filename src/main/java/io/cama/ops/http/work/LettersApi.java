package io.cama.ops.http.work;

import io.cama.ledger.letter.Letters.Head;
import io.cama.ledger.letter.Letters.Selection;
import io.cama.model.ItemState;
import io.cama.model.Reason;
import io.cama.ops.control.Action;
import io.cama.ops.control.Control;
import io.cama.ops.control.LetterChoice;
import io.cama.ops.http.route.Asked;
import io.cama.ops.http.route.Route;
import io.cama.ops.http.shape.Fields;
import io.cama.ops.http.shape.Shape;
import io.cama.ops.http.shape.Work;
import io.cama.ops.http.wire.Problem;
import io.cama.ops.http.wire.Reply;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dead letters. */
public final class LettersApi {
    private static final String LETTERS = "/api/v1/dead-letters";
    private static final Pattern ID = Pattern.compile("(.+)-([1-9][0-9]{0,12})");

    private final Control control;

    /** Those of what a control steers. */
    public LettersApi(Control control) {
        this.control = control;
    }

    /** The routes. */
    public List<Route> routes() {
        return List.of(
                Route.get(LETTERS, this::list),
                Route.get(LETTERS + "/{id}", this::letter),
                Route.post(LETTERS + "/retry", Action.LETTERS_RETRY, this::retry),
                Route.post(LETTERS + "/drop", Action.LETTERS_DROP, this::drop));
    }

    private Reply list(Asked asked) {
        asked.request().only("run", "job", "reason", "words", "offset", "limit");
        Map<String, String> query = asked.request().query();
        int limit = Paging.limit(asked);
        int offset = Paging.offset(asked);
        Selection which = new Selection(
                query.get("run"),
                query.get("job"),
                Paging.one(Reason.class, query, "reason"),
                Arrays.stream(query.getOrDefault("words", "").split(" ", -1))
                        .filter(word -> !word.isEmpty())
                        .toList());
        List<Head> found = control.views().letters(which, offset, limit + 1);
        return Reply.json(Paging.page("deadLetters", found, offset, limit, Work::of));
    }

    private Reply letter(Asked asked) {
        Matcher id = ID.matcher(asked.parameter("id"));
        if (!id.matches()) {
            throw Problem.notFound("dead letter with this id");
        }
        String run = id.group(1);
        long position = Long.parseLong(id.group(2));
        return control.views()
                .item(run, position)
                .filter(item -> item.state() == ItemState.DEAD)
                .map(item -> {
                    Map<String, Object> json =
                            Work.of(run, item, control.views().calls(run, position));
                    json.put("id", id.group());
                    Reason reason = item.reason();
                    json.put("hint", reason == null ? null : reason.hint());
                    return Reply.json(json);
                })
                .orElseThrow(() -> Problem.notFound("dead letter with this id"));
    }

    private static LetterChoice choice(Asked asked) throws IOException {
        Fields fields = Fields.of(asked.request(), "run", "positions", "reason");
        return new LetterChoice(
                fields.text("run"),
                fields.numbers("positions"),
                fields.optional("reason")
                        .map(reason -> Paging.one(Reason.class, "reason", reason))
                        .orElse(null));
    }

    private Reply retry(Asked asked) throws IOException {
        return Reply.json(Shape.of(control.retryLetters(choice(asked), asked.by())));
    }

    private Reply drop(Asked asked) throws IOException {
        return Reply.json(Shape.of(control.dropLetters(choice(asked), asked.by())));
    }
}
