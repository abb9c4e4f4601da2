package io.cama.cli.prompt;

import io.cama.cli.shell.JsonText;
import io.cama.flow.attempt.Asking;
import io.cama.ledger.look.Looks.CallLook;
import io.cama.llm.price.Money;
import io.cama.model.Message;
import io.cama.prompt.RenderedJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One prompt filled with the row, and what became of it.
 *
 * @param model {@code provider/model} that is asked first
 * @param rendered the messages and all that goes with them, as one JSON document
 * @param input tokens, estimated where no call was made
 * @param output tokens, likewise
 * @param cost in billionths of a US dollar, likewise; 0 for what the ledger knows
 * @param origin where the answer comes from
 * @param answer null where there is none
 */
record Said(
        String prompt,
        String model,
        List<Message> messages,
        String rendered,
        long input,
        long output,
        long cost,
        Origin origin,
        @Nullable Object answer) {
    /** Where an answer comes from. */
    enum Origin {
        /** It was bought before. */
        LEDGER,
        /** It was bought now. */
        BOUGHT,
        /** Nobody has asked yet: later prompts are filled with an answer that was made up. */
        UNKNOWN
    }

    /**
     * What there is to say of an asking that is over.
     *
     * @param calls those of the row
     * @param metered whether a meter stood in for the model
     */
    static Said of(Asking asking, List<CallLook> calls, boolean metered) {
        long input = 0;
        long output = 0;
        long cost = 0;
        for (CallLook call : calls) {
            if (call.own()
                    && call.prompt().equals(asking.name())
                    && call.call() >= asking.active().run().firstCall()) {
                input += call.usage().input();
                output += call.usage().output();
                cost += call.cost() == null ? call.worstCost() : call.cost();
            }
        }
        boolean made = asking.call() != 0;
        Origin origin =
                asking.answer() == null || (metered && made) ? Origin.UNKNOWN : made ? Origin.BOUGHT : Origin.LEDGER;
        return new Said(
                asking.name(),
                asking.now().candidate().name(),
                asking.first().base().messages(),
                RenderedJson.toJson(asking.first().base()),
                input,
                output,
                cost,
                origin,
                origin == Origin.UNKNOWN || asking.answer() == null
                        ? null
                        : asking.answer().value());
    }

    /** Messages, tokens, cost and the answer, for a person. */
    String text() {
        StringBuilder text = new StringBuilder("=== %s, %s ===%n".formatted(prompt, model)).append(Texts.of(messages));
        text.append('\n')
                .append(
                        switch (origin) {
                            case LEDGER -> "=> from the ledger, nothing to pay";
                            case BOUGHT -> "=> %d tokens in, %d out, %s".formatted(input, output, price());
                            case UNKNOWN ->
                                "=> not asked yet: about %d tokens in and %d out, %s".formatted(input, output, price());
                        });
        return answer == null
                ? text.toString()
                : text.append('\n').append(answerText()).toString();
    }

    private String price() {
        return cost == 0 ? "$0" : Money.text(cost);
    }

    /** The answer as text: indented JSON, or the text itself. */
    String answerText() {
        return answer == null ? "" : answer instanceof String plain ? plain : JsonText.of(answer);
    }

    /** As one document, {@code rendered} as Dotprompt has it. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("prompt", prompt);
        json.put("model", model);
        json.put("rendered", JsonText.read(rendered, FilePrompt.OBJECT, "the rendered prompt"));
        json.put("inputTokens", input);
        json.put("outputTokens", output);
        json.put("cost", Money.dollars(cost));
        json.put("origin", origin.name());
        json.put("answer", answer);
        return json;
    }
}
