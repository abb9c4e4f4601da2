package io.cama.cli.prompt;

import com.fasterxml.jackson.core.type.TypeReference;
import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.JsonText;
import io.cama.cli.shell.Refusal;
import io.cama.model.ItemFault;
import io.cama.model.Message;
import io.cama.model.Prompt;
import io.cama.model.Reason;
import io.cama.model.Rendered;
import io.cama.prompt.PromptFolder;
import io.cama.prompt.RenderedJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A prompt's file, filled with an item that is given by hand. */
record FilePrompt(Globals globals, Path file) {
    static final String ENDING = ".prompt";

    static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {};

    /** Shows what a model would be asked; each of these is JSON, or {@code @FILE} that holds it. */
    int show(String data, String context, String history) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new Refusal(
                    Exit.NO_INPUT,
                    file + (Files.isDirectory(file) ? " is a folder" : " is not there"),
                    "name a .prompt file, such as JOB/nuance.prompt");
        }
        Map<String, Object> item = JsonText.read(Texts.given("--data", data), OBJECT, "--data");
        Map<String, Object> variables = JsonText.read(Texts.given("--context", context), OBJECT, "--context");
        show(render(item, variables, Turns.read(Texts.given("--history", history))));
        return Exit.OK;
    }

    private Rendered render(Map<String, Object> item, Map<String, Object> variables, List<Message> turns) {
        Path folder = file.toAbsolutePath().getParent();
        String name = String.valueOf(file.getFileName());
        PromptFolder prompts = new PromptFolder(folder == null ? Path.of("") : folder);
        Prompt prompt = prompts.prompt(name.substring(0, name.length() - ENDING.length()));
        try {
            return prompts.renderer().render(prompt, item, variables, turns);
        } catch (ItemFault fault) {
            boolean template = fault.failure().reason() == Reason.TEMPLATE;
            throw new Refusal(
                    template ? Exit.CONFIG : Exit.BAD_INPUT,
                    String.valueOf(fault.getMessage()),
                    fault.failure().hint());
        }
    }

    private void show(Rendered rendered) {
        if (globals.json()) {
            globals.print(RenderedJson.toJson(rendered));
            return;
        }
        globals.print(Texts.of(rendered.messages()));
        String model = rendered.prompt().model();
        globals.say("%d messages for %s. No call was made."
                .formatted(rendered.messages().size(), model == null ? "no model in particular" : model));
    }
}
