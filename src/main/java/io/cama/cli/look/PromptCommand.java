package io.cama.cli.look;

import com.fasterxml.jackson.core.type.TypeReference;
import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.JsonText;
import io.cama.cli.shell.Refusal;
import io.cama.model.ItemFault;
import io.cama.model.Message;
import io.cama.model.Part;
import io.cama.model.Prompt;
import io.cama.model.Reason;
import io.cama.model.Rendered;
import io.cama.prompt.PromptFolder;
import io.cama.prompt.RenderedJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cama prompt}: what a model would be asked, without asking it. */
@Command(
        name = "prompt",
        description = "Fill a prompt with an item and show what a model would be asked. No call is made.",
        footer = {"", "Example:", "  cama prompt samples/korean-flashcards/nuance.prompt --data '{\"term\": \"눈치\"}'"})
public final class PromptCommand implements Callable<Integer> {
    private static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {};
    private static final String ENDING = ".prompt";

    private final Globals globals;

    @Parameters(paramLabel = "FILE", description = "The prompt, a .prompt file.")
    private Path file = Path.of("");

    @Option(names = "--data", paramLabel = "JSON", description = "The item, a JSON object, or @FILE that holds one.")
    private String data = "{}";

    @Option(names = "--context", paramLabel = "JSON", description = "Values for @variables, a JSON object or @FILE.")
    private String context = "{}";

    @Option(
            names = "--history",
            paramLabel = "JSON",
            description = "Earlier turns: a list of {\"role\": …, \"content\": …}, or @FILE.")
    private String history = "[]";

    public PromptCommand(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() throws IOException {
        if (!Files.isRegularFile(file) || !file.toString().endsWith(ENDING)) {
            String seen = Files.isDirectory(file)
                    ? "is a folder"
                    : Files.exists(file) ? "is no .prompt file" : "is not there";
            throw new Refusal(Exit.NO_INPUT, file + " " + seen, "name a .prompt file, such as JOB/nuance.prompt");
        }
        Map<String, Object> item = JsonText.read(text("--data", data), OBJECT, "--data");
        Map<String, Object> variables = JsonText.read(text("--context", context), OBJECT, "--context");
        show(render(item, variables, Turns.read(text("--history", history))));
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

    private static String text(String option, String value) throws IOException {
        if (!value.startsWith("@")) {
            return value;
        }
        Path file = Path.of(value.substring(1));
        if (!Files.isRegularFile(file)) {
            throw new Refusal(
                    Exit.NO_INPUT, option + " names the file " + file + ", which is not there", "check its path");
        }
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    private void show(Rendered rendered) {
        if (globals.json()) {
            globals.print(RenderedJson.toJson(rendered));
            return;
        }
        for (Message message : rendered.messages()) {
            globals.print("--- " + message.role() + " ---");
            message.content().forEach(part -> globals.print(readable(part)));
        }
        String model = rendered.prompt().model();
        globals.say("%d messages for %s. No call was made."
                .formatted(rendered.messages().size(), model == null ? "no model in particular" : model));
    }

    private static String readable(Part part) {
        if (part instanceof Part.Text text) {
            return text.text();
        }
        return part instanceof Part.Media media ? "[media " + media.url() + "]" : "[kept free for another program]";
    }
}
