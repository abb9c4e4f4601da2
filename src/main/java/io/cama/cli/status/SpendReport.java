package io.cama.cli.status;

import io.cama.cli.shell.Globals;
import io.cama.cli.shell.JsonText;
import io.cama.ledger.Spend.Spent;
import io.cama.llm.price.Money;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was spent, one line for each part and their sum. */
record SpendReport(List<Spent> parts) {
    void print(Globals globals) {
        if (globals.json()) {
            globals.print(JsonText.of(parts.stream().map(SpendReport::json).toList()));
            return;
        }
        int width = parts.stream().mapToInt(part -> part.group().length()).max().orElse(0);
        for (Spent part : parts) {
            globals.print("%s  %10s  %8d calls  %11d tokens in  %11d out"
                    .formatted(
                            part.group() + " ".repeat(width - part.group().length()),
                            Money.text(part.cost()),
                            part.calls(),
                            part.inputTokens(),
                            part.outputTokens()));
        }
        globals.say("In all " + Money.text(parts.stream().mapToLong(Spent::cost).sum()) + ".");
    }

    private static Map<String, Object> json(Spent part) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("group", part.group());
        json.put("calls", part.calls());
        json.put("inputTokens", part.inputTokens());
        json.put("outputTokens", part.outputTokens());
        json.put("cost", Money.dollars(part.cost()));
        return json;
    }
}
