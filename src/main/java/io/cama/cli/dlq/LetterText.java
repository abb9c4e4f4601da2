package io.cama.cli.dlq;

import com.fasterxml.jackson.core.type.TypeReference;
import io.cama.cli.look.CallJson;
import io.cama.cli.shell.JsonText;
import io.cama.ledger.Ledger;
import io.cama.ledger.letter.Letters.Head;
import io.cama.ledger.letter.Mending.Mend;
import io.cama.ledger.letter.Notices.Notice;
import io.cama.ledger.look.Looks.CallLook;
import io.cama.llm.price.Money;
import io.cama.model.DeadLetter;
import io.cama.model.ErrorDocument;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Dead letters as text and as JSON. */
final class LetterText {
    private static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {};

    private final DeadLetter letter;
    private final List<CallLook> calls;
    private final List<Mend> mends;
    private final Optional<String> original;
    private final Optional<Notice> notice;

    /** All that the ledger knows about one. */
    LetterText(Ledger ledger, DeadLetter letter) {
        this.letter = letter;
        this.calls = ledger.calls(letter.run(), letter.position()).stream()
                .filter(CallLook::own)
                .toList();
        this.mends = ledger.mends(letter.run(), letter.position());
        this.original = ledger.original(letter.run(), letter.position());
        this.notice = ledger.notice(letter.run(), letter.position());
    }

    /** One line, for a list. */
    static String line(Head head) {
        return "%s  %s  row %d  %s: %s%s"
                .formatted(
                        head.id(),
                        head.job(),
                        head.position(),
                        head.reason(),
                        head.message().lines().findFirst().orElse(""),
                        head.recorded() ? "  (in the outputs, with its error)" : "");
    }

    /** What a list tells of one. */
    static Map<String, Object> json(Head head) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", head.id());
        json.put("run", head.run());
        json.put("job", head.job());
        json.put("position", head.position());
        json.put("line", head.line());
        json.put("item", item(head.fields(), head.id()));
        json.put("reason", head.reason().name());
        json.put("message", head.message());
        json.put("hint", head.reason().hint());
        json.put("recorded", head.recorded());
        json.put("at", head.at().toString());
        return json;
    }

    /** All there is to know, for a person. */
    String text() {
        StringBuilder text = new StringBuilder("%s  job %s, row %d, line %d of the input, %s%n"
                .formatted(letter.id(), letter.job(), letter.position(), letter.line(), letter.at()));
        text.append("reason    %s: %s%n".formatted(letter.reason(), letter.message()));
        text.append("do        %s%n".formatted(letter.reason().hint()));
        text.append("calls     %d, %s%n".formatted(calls.size(), total()));
        notice.ifPresent(one -> text.append("told      %s%n".formatted(told(one))));
        mends.forEach(mend -> text.append("mended    %s %s %s%n".formatted(mend.at(), how(mend), mend.detail())));
        text.append("item      %s".formatted(JsonText.of(item(letter.fields(), letter.id()))));
        original.ifPresent(fields -> text.append("%noriginal  %s".formatted(JsonText.of(item(fields, letter.id())))));
        for (int i = 0; i < calls.size(); i++) {
            text.append("%n--- call %d of %d: %s ---".formatted(i + 1, calls.size(), text(calls.get(i))));
            if (!calls.get(i).body().isEmpty()) {
                text.append("%n%s".formatted(calls.get(i).body()));
            }
        }
        return text.toString();
    }

    private static String told(Notice notice) {
        return notice.told() != null
                ? notice.told().toString()
                : "not yet, tried " + notice.tries() + " times" + (notice.why() == null ? "" : ": " + notice.why());
    }

    private static String how(Mend mend) {
        return mend.how().name().toLowerCase(Locale.ROOT);
    }

    private static String text(CallLook call) {
        String why = call.reason() == null ? "" : " " + call.reason() + (call.why() == null ? "" : ": " + call.why());
        return "prompt %s, %s, %s, %s%s%s, %d+%d tokens, %s"
                .formatted(
                        call.prompt(),
                        call.model(),
                        call.asked(),
                        call.verdict(),
                        call.status() > 0 ? " " + call.status() : "",
                        why,
                        call.usage().input(),
                        call.usage().output(),
                        cost(call.cost()));
    }

    private static String cost(@Nullable Long cost) {
        return cost == null ? "no price" : "$" + Money.dollars(cost).toPlainString();
    }

    private String total() {
        long known = calls.stream()
                .mapToLong(call -> call.cost() == null ? 0 : call.cost())
                .sum();
        return cost(known);
    }

    /** All there is to know, for a program. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", letter.id());
        json.put("run", letter.run());
        json.put("job", letter.job());
        json.put("position", letter.position());
        json.put("line", letter.line());
        json.put("item", item(letter.fields(), letter.id()));
        original.ifPresent(fields -> json.put("original", item(fields, letter.id())));
        json.put("reason", letter.reason().name());
        json.put("message", letter.message());
        json.put("hint", letter.reason().hint());
        json.put("attempts", letter.attempts());
        json.put("calls", calls.stream().map(CallJson::of).toList());
        json.put("replies", letter.replies());
        json.put("mends", mends.stream().map(this::json).toList());
        notice.ifPresent(one -> json.put("told", told(one)));
        json.put("at", letter.at().toString());
        json.putAll(ErrorDocument.of(letter));
        return json;
    }

    private Map<String, Object> json(Mend mend) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("how", how(mend));
        json.put("at", mend.at().toString());
        json.putAll(item(mend.detail(), letter.id()));
        return json;
    }

    private static Map<String, Object> item(String fields, String id) {
        return JsonText.read(fields, OBJECT, "the item of " + id);
    }
}
