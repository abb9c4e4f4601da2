package io.cama.cli.back;

import com.fasterxml.jackson.core.type.TypeReference;
import io.cama.cli.look.CallJson;
import io.cama.cli.shell.JsonText;
import io.cama.ledger.look.Looks.CallLook;
import io.cama.ledger.look.Looks.ItemLook;
import io.cama.llm.price.Money;
import io.cama.model.Run;
import io.cama.model.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One row as it is shown. */
record ItemView(Run run, ItemLook item, List<CallLook> calls) {
    private static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {};

    /** All there is to know, for a person. What models and files say cannot steer the terminal. */
    String text() {
        StringBuilder text = new StringBuilder("%s-%d  job %s, row %d, line %d of %s%n"
                .formatted(run.id(), item.position(), run.job(), item.position(), item.line(), run.input()));
        text.append("state     %s%s%s%n"
                .formatted(
                        item.state(),
                        item.recalled() ? ", from the ledger" : "",
                        item.at() == null ? "" : ", " + item.at()));
        if (item.reason() != null) {
            text.append("reason    %s: %s%n".formatted(item.reason(), item.message()));
            text.append("do        %s%n".formatted(item.reason().hint()));
        } else if (item.message() != null) {
            text.append("reason    %s%n".formatted(item.message()));
        }
        text.append("fields    %s%n".formatted(JsonText.of(object(item.fields(), "fields"))));
        calls.forEach(call -> text.append(line(call)));
        if (calls.isEmpty()) {
            text.append("calls     none\n");
        }
        for (CallLook call : calls) {
            if (!call.body().isEmpty()) {
                text.append("--- reply of call %d ---%n%s%n".formatted(call.call(), call.body()));
            }
        }
        if (item.result() != null) {
            text.append("--- result ---\n").append(JsonText.of(object(item.result(), "result")));
        }
        return plain(text.toString().stripTrailing());
    }

    private static String line(CallLook call) {
        String served = call.served();
        Usage usage = call.usage();
        return "call %-4d %s, %s%s, %s%s%s, %s, pass %d, asked %s%s, %d tokens in, %d out, %s%n%s"
                .formatted(
                        call.call(),
                        call.prompt(),
                        call.model(),
                        served == null ? "" : " (" + served + ")",
                        call.verdict(),
                        call.used() ? ", used" : "",
                        call.own() ? "" : ", bought for another row",
                        call.status() == 0 ? "no response" : "status " + call.status(),
                        call.pass(),
                        call.asked(),
                        took(call),
                        usage.input(),
                        usage.output(),
                        cost(call),
                        why(call));
    }

    private static String took(CallLook call) {
        Instant answered = call.answered();
        return answered == null
                ? ", no answer"
                : String.format(
                        Locale.ROOT,
                        ", took %.3f s",
                        Duration.between(call.asked(), answered).toMillis() / 1000.0);
    }

    private static String cost(CallLook call) {
        Long cost = call.cost();
        return cost == null
                ? "cost not known" + (call.worstCost() > 0 ? ", at most " + Money.text(call.worstCost()) : "")
                : Money.text(cost);
    }

    private static String why(CallLook call) {
        if (call.reason() == null && call.why() == null) {
            return "";
        }
        return "          %s%s%n"
                .formatted(
                        call.reason() == null ? "mended" : call.reason(), call.why() == null ? "" : ": " + call.why());
    }

    private static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints()
                .map(point -> Character.isISOControl(point) && point != '\n' && point != '\t' ? '\ufffd' : point)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }

    /** All there is to know, for a program. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", run.id() + "-" + item.position());
        json.put("run", run.id());
        json.put("job", run.job());
        json.put("input", run.input());
        json.put("position", item.position());
        json.put("line", item.line());
        json.put("state", item.state().name());
        json.put("recalled", item.recalled());
        json.put("at", item.at() == null ? null : item.at().toString());
        json.put("reason", item.reason() == null ? null : item.reason().name());
        json.put("message", item.message());
        json.put("fields", object(item.fields(), "fields"));
        json.put("calls", calls.stream().map(CallJson::of).toList());
        json.put("result", item.result() == null ? null : object(item.result(), "result"));
        return json;
    }

    private Map<String, Object> object(String json, String what) {
        return JsonText.read(json, OBJECT, "the " + what + " of " + run.id() + "-" + item.position());
    }
}
