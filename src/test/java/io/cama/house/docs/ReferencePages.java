package io.cama.house.docs;

import io.cama.config.source.ConfigReference;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The pages that are made from code. */
final class ReferencePages {
    private static final Pattern SECTION = Pattern.compile("# ---- ([^:]+)(?::.*)?");
    static final String MADE =
            "<!-- Made from %s; do not edit. Again: mvn -Pfast test -Dtest=ReferencePagesTest -Dcama.docs.write -->\n";

    private ReferencePages() {}

    /**
     * The reference of all settings.
     *
     * @param properties the text of {@code config/cama.properties}
     */
    static String configuration(String properties) {
        StringBuilder page = new StringBuilder("# Configuration\n\n")
                .append(MADE.formatted("config/cama.properties"))
                .append("""

                        Every key, its default and what it takes. `--set KEY=VALUE` is the strongest, then the environment
                        (`cama.runs.parallel` is `CAMA_RUNS_PARALLEL`), files given with `--config`, and `config/cama.properties`
                        in the home folder. `cama validate` checks what is set, `cama schema settings` prints this for editors.
                        Durations are written `500ms`, `60s`, `5m`, `2h`, `180d`, sizes `512B`, `64KB`, `4MB`, `1GB`.
                        """);
        List<String> lines = properties.lines().toList();
        ConfigReference.Entry before = null;
        int from = 0;
        for (ConfigReference.Entry entry : ConfigReference.parse(properties).entries()) {
            for (String line : lines.subList(from, entry.line())) {
                var section = SECTION.matcher(line);
                if (section.matches()) {
                    page.append("\n## ").append(section.group(1)).append('\n');
                    before = null;
                }
            }
            boolean together = before != null && before.line() + 1 == entry.line();
            page.append(together ? "" : "\n")
                    .append("- `")
                    .append(entry.key())
                    .append(" = ")
                    .append(entry.value());
            page.append("`\n");
            from = entry.line();
            before = entry;
            boolean more = from < lines.size() && lines.get(from).startsWith("cama.");
            if (!more) {
                page.append("\n  ").append(escaped(entry.meaning())).append(" Range: ");
                page.append(escaped(entry.range().text()))
                        .append(". Takes effect: ")
                        .append(entry.effect());
                page.append(".\n");
            }
        }
        return page.toString().replace(" = `", " =`");
    }

    /** The reference of all commands. */
    static String commands() {
        CommandLine cama = CommandLines.cama();
        StringBuilder page = new StringBuilder("# Commands\n\n")
                .append(MADE.formatted("the commands themselves"))
                .append("\nEvery command takes these:\n\n");
        List<OptionSpec> common = cama.getCommandSpec().options();
        options(page, common);
        page.append("\nExit codes are those of [operations](operations.md#exit-codes).\n");
        for (CommandLine command : below(cama)) {
            CommandSpec spec = command.getCommandSpec();
            page.append("\n## ").append(spec.qualifiedName()).append("\n\n");
            page.append(escaped(String.join(" ", spec.usageMessage().description())))
                    .append('\n');
            List<PositionalParamSpec> positional = spec.positionalParameters();
            List<OptionSpec> own = spec.options().stream()
                    .filter(option -> !option.hidden()
                            && cama.getCommandSpec().optionsMap().get(option.longestName()) == null)
                    .toList();
            page.append(positional.isEmpty() && own.isEmpty() ? "" : "\n");
            positional.forEach(each -> line(page, each.paramLabel(), each));
            options(page, own);
            if (!command.getSubcommands().isEmpty()) {
                page.append("\nCommands: ")
                        .append(String.join(
                                ", ",
                                command.getSubcommands().keySet().stream()
                                        .map(name -> "`" + name + "`")
                                        .toList()))
                        .append(".\n");
            }
        }
        return page.toString();
    }

    private static List<CommandLine> below(CommandLine command) {
        List<CommandLine> all = new ArrayList<>();
        for (CommandLine each : new LinkedHashSet<>(command.getSubcommands().values())) {
            if (!each.getCommandSpec().usageMessage().hidden()) {
                all.add(each);
                all.addAll(below(each));
            }
        }
        return all;
    }

    private static void options(StringBuilder page, List<OptionSpec> options) {
        for (OptionSpec option : options) {
            String value = option.arity().max() > 0 ? " " + option.paramLabel() : "";
            line(page, String.join(", ", option.names()) + value, option);
        }
    }

    private static void line(StringBuilder page, String names, ArgSpec argument) {
        page.append("- `").append(names).append("`: ");
        page.append(escaped(String.join(" ", argument.description()))).append('\n');
    }

    /** As text of Markdown: braces and angles mean nothing, and two percent signs of picocli are one. */
    private static String escaped(String text) {
        return text.replace("%%", "%").replace("<", "&lt;").replace("*", "\\*").replace("|", "\\|");
    }
}
