package io.cama.house.docs;

import io.cama.cli.Cama;
import io.cama.cli.shell.Shell;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Commands as documentation writes them. */
final class CommandLines {
    private static final Pattern PROGRAM = Pattern.compile("(?:\\./|bin/|/opt/cama/bin/)?cama|\\$CAMA");
    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Z_]+=.*");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z-]*");

    private CommandLines() {}

    /** A fresh tree of commands, at the width that documentation has. */
    static CommandLine cama() {
        return Cama.commandLine(new Shell(
                new PrintWriter(new StringWriter()),
                new PrintWriter(new StringWriter()),
                Map.of("COLUMNS", "100"),
                Map.of()));
    }

    /** The arguments of each call of cama in a script. */
    static List<List<String>> calls(String script) {
        List<List<String>> calls = new ArrayList<>();
        for (String line : script.replace("\\\n", " ").lines().toList()) {
            for (List<String> words : simple(line)) {
                int first = 0;
                while (first < words.size()
                        && ASSIGNMENT.matcher(words.get(first)).matches()) {
                    first++;
                }
                if (first < words.size() && PROGRAM.matcher(words.get(first)).matches()) {
                    calls.add(words.subList(first + 1, words.size()));
                }
            }
        }
        return calls;
    }

    /** The simple commands of a line, each as its words; redirections end one. */
    private static List<List<String>> simple(String line) {
        List<List<String>> commands = new ArrayList<>(List.of(new ArrayList<>()));
        StringBuilder word = new StringBuilder();
        char quote = 0;
        boolean any = false;
        boolean skipping = false;
        for (char c : (line + "\n").toCharArray()) {
            if (quote != 0 ? c == quote : c == '\'' || c == '"') {
                quote = quote == 0 ? c : 0;
                any = true;
            } else if (quote != 0) {
                word.append(c);
            } else if (Character.isWhitespace(c) || "|&;<>".indexOf(c) >= 0) {
                if (any && !skipping) {
                    commands.get(commands.size() - 1).add(word.toString());
                }
                word.setLength(0);
                any = false;
                skipping |= c == '<' || c == '>';
                if ("|&;".indexOf(c) >= 0) {
                    commands.add(new ArrayList<>());
                    skipping = false;
                }
            } else if (c == '#' && !any) {
                return commands;
            } else {
                word.append(c);
                any = true;
            }
        }
        return commands;
    }

    /** What picocli has to say about arguments; empty if it takes them. */
    static Optional<String> problem(List<String> arguments) {
        try {
            cama().parseArgs(arguments.toArray(String[]::new));
            return Optional.empty();
        } catch (CommandLine.ParameterException wrong) {
            return Optional.of(String.valueOf(wrong.getMessage()));
        }
    }

    /** What is wrong with a command in the middle of a sentence, which may leave out what it needs. */
    static Optional<String> sketchProblem(String text) {
        CommandLine command = cama();
        List<String> words = List.of(text.replace("\\|", "|").strip().split("\\s+"));
        boolean named = false;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.startsWith("-") && word.length() > 1) {
                OptionSpec option = command.getCommandSpec().optionsMap().get(word.replaceFirst("=.*", ""));
                if (option == null) {
                    return Optional.of("there is no " + word + " in " + text);
                }
                i += option.arity().min() > 0 && !word.contains("=") ? 1 : 0;
                continue;
            }
            String name = word.split("\\|", 2)[0];
            CommandLine below = command.getSubcommands().get(name);
            if (below != null) {
                for (String other : word.split("\\|", -1)) {
                    if (!command.getSubcommands().containsKey(other)) {
                        return Optional.of("there is no command " + other);
                    }
                }
                command = below;
                named = true;
            } else if (!named && NAME.matcher(word).matches()) {
                return Optional.of("there is no command " + word);
            }
        }
        return Optional.empty();
    }
}
