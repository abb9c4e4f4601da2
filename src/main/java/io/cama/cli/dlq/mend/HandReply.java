package io.cama.cli.dlq.mend;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Refusal;
import io.cama.cli.shell.Workplace;
import io.cama.flow.Json;
import io.cama.flow.choice.Canary;
import io.cama.flow.choice.Retake;
import io.cama.ledger.Ledger;
import io.cama.model.DeadLetter;
import io.cama.model.Item;
import io.cama.model.ItemFault;
import io.cama.model.Job;
import io.cama.model.Prompt;
import io.cama.model.Run;
import io.cama.prompt.AnswerReader;
import io.cama.prompt.PromptFolder;
import java.nio.file.Path;
import java.util.Optional;

/** Holds a reply given by hand against the prompt it answers, before anybody relies on it. */
final class HandReply {
    private HandReply() {}

    /**
     * Makes sure that the reply is one the prompt allows.
     *
     * @throws Refusal if the job has no such prompt, or the reply breaks its form
     */
    static void check(Workplace place, Ledger ledger, DeadLetter letter, String name, String reply) {
        Job job = place.folders().require(letter.job());
        Path folder = job.folder();
        PromptFolder prompts = folder == null ? null : new PromptFolder(folder);
        if (prompts == null || !prompts.names().contains(name)) {
            throw new Refusal(
                    Exit.CONFIG,
                    "the job " + job.name() + " has no prompt \"" + name + "\"",
                    prompts == null ? "it has no folder" : "there are " + String.join(", ", prompts.names()));
        }
        try {
            new AnswerReader().read(asked(ledger, letter, job, prompts, name), reply);
        } catch (ItemFault wrong) {
            throw new Refusal(
                    Exit.BAD_INPUT,
                    "the reply does not fit the prompt " + name + ": "
                            + wrong.failure().message(),
                    wrong.failure().hint());
        }
    }

    /** The prompt as the item was asked it: another one where it was retried so, or a canary's. */
    private static Prompt asked(Ledger ledger, DeadLetter letter, Job job, PromptFolder prompts, String name) {
        Optional<Item> item = ledger.item(letter.run(), letter.position());
        Prompt prompt =
                prompts.prompt(Retake.read(item.map(Item::retake).orElse(null)).prompt(name));
        Canary canary = Canary.of(prompt);
        boolean own = ledger.run(letter.run()).map(Run::model).isEmpty();
        return own && canary != null && canary.prompt() != null && canary.takes(job.key(), Json.object(letter.fields()))
                ? prompts.prompt(canary.prompt())
                : prompt;
    }
}
