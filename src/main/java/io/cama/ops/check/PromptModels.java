package io.cama.ops.check;

import io.cama.config.ConfigException;
import io.cama.config.ModelName;
import io.cama.config.Settings;
import io.cama.config.text.Nearest;
import io.cama.flow.choice.AtOnce;
import io.cama.flow.choice.Canary;
import io.cama.flow.choice.Fallbacks;
import io.cama.model.Fault;
import io.cama.model.Finding;
import io.cama.model.Prompt;
import io.cama.prompt.PromptFolder;
import io.cama.prompt.PromptSyntaxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether the models that prompts name could be asked, keys apart. */
final class PromptModels {
    private static final Pattern MODEL = Pattern.compile("[\"']?model[\"']?\\s*:.*");

    private final Settings settings;
    private final PromptFolder prompts;

    PromptModels(Settings settings, PromptFolder prompts) {
        this.settings = settings;
        this.prompts = prompts;
    }

    /**
     * What is wrong with the model of a prompt, or that there is none.
     *
     * @param asked the prompts that a route asks; only these need a model
     * @param file the prompt's file
     * @param shown its name in findings
     */
    List<Finding> findings(String prompt, Set<String> asked, Path file, String shown) throws IOException {
        List<Finding> findings = new ArrayList<>();
        try {
            Prompt parsed = prompts.prompt(prompt);
            String model = parsed.model();
            if (model != null) {
                check(model, line(file), shown, findings);
            } else if (asked.contains(prompt)) {
                findings.add(Finding.warning(
                        shown,
                        1,
                        "the prompt names no model, so each run needs --model",
                        "add model: provider/model, such as openai/gpt-4.1-mini or demo/any"));
            }
            standIns(parsed, shown, findings);
        } catch (PromptSyntaxException reportedByTheFolder) {
            findings.clear();
        }
        return findings;
    }

    /** What is wrong with the models and the prompt that answer in place of the prompt's own. */
    private void standIns(Prompt prompt, String shown, List<Finding> findings) {
        try {
            for (String fallback : Fallbacks.of(prompt)) {
                check(fallback, 0, shown + " cama.fallbacks", findings);
            }
            AtOnce.of(prompt);
            Canary canary = Canary.of(prompt);
            if (canary != null && canary.model() != null) {
                check(canary.model(), 0, shown + " cama.canary", findings);
            }
            if (canary != null && canary.prompt() != null && !prompts.names().contains(canary.prompt())) {
                findings.add(Finding.error(
                        shown,
                        0,
                        "cama.canary names the prompt \"" + canary.prompt() + "\", which is not there",
                        Nearest.hint(
                                canary.prompt(), prompts.names(), "there are " + String.join(", ", prompts.names()))));
            }
        } catch (Fault malformed) {
            findings.add(Finding.error(
                    shown, 0, malformed.failure().message(), "write it in the form that the message names"));
        }
    }

    private void check(String model, int line, String shown, List<Finding> findings) {
        try {
            settings.provider(ModelName.parse(model).provider());
        } catch (ConfigException wrong) {
            Finding finding = wrong.finding();
            findings.add(Finding.error(shown, line, finding.file() + " " + finding.message(), finding.hint()));
        }
    }

    private static int line(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        for (int line = 0; line < lines.size(); line++) {
            if (MODEL.matcher(lines.get(line)).matches()) {
                return line + 1;
            }
        }
        return 0;
    }
}
