package io.cama.cli.shell;

import io.cama.config.JobFolders;
import io.cama.config.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options every command takes, and what follows from them. */
public final class Globals {
    /** When to use colours. */
    enum Color {
        AUTO,
        ALWAYS,
        NEVER
    }

    /** How an event is logged. */
    enum LogFormat {
        TEXT,
        JSON
    }

    private final Shell shell;

    @Option(
            names = {"-C", "--dir"},
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Home folder: holds inbox/, outbox/ and the ledger. Default: the current folder.")
    private Path dir = Path.of("");

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Another file of settings; the last one given wins.")
    private List<Path> configs = List.of();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            scope = ScopeType.INHERIT,
            description = "One setting, stronger than any file.")
    private Map<String, String> sets = Map.of();

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print one JSON document on standard output.")
    private boolean json;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "No progress and no notes, only data and errors.")
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Say more; twice for even more. Errors show where they came from.")
    private boolean[] verbose = {};

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            scope = ScopeType.INHERIT,
            description = "auto, always or never. NO_COLOR is honoured.")
    private Color color = Color.AUTO;

    @Option(
            names = "--log-format",
            paramLabel = "FORM",
            scope = ScopeType.INHERIT,
            description = "Of what is logged: text, or json for a line of JSON an event.")
    private LogFormat logFormat = LogFormat.TEXT;

    public Globals(Shell shell) {
        this.shell = shell;
    }

    public Shell shell() {
        return shell;
    }

    public boolean json() {
        return json;
    }

    public boolean quiet() {
        return quiet;
    }

    /** Whether what is logged is JSON. */
    public boolean logsJson() {
        return logFormat == LogFormat.JSON;
    }

    /** The home folder; it need not be there. */
    public Path home() {
        return dir.toAbsolutePath().normalize();
    }

    /** How often {@code -v} was given. */
    public int verbosity() {
        return verbose.length;
    }

    /** A command to tell the user about, which works in the same home folder as this one. */
    public String command(String rest) {
        return dir.toString().isEmpty() ? "cama " + rest : "cama -C " + quoted(dir.toString()) + " " + rest;
    }

    /** The command with these arguments, quoted so that it can be pasted into a shell. */
    public static String command(List<String> arguments) {
        StringBuilder command = new StringBuilder("cama");
        arguments.forEach(argument -> command.append(' ').append(quoted(argument)));
        return command.toString();
    }

    /** As one word of a shell. */
    public static String quoted(String argument) {
        return argument.matches("[\\p{L}\\p{N}_@%+=:,./-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }

    /** Data, on standard output. */
    public void print(String data) {
        shell.out().println(data);
        shell.out().flush();
    }

    /** A note for the person, on standard error. */
    public void say(String note) {
        if (!quiet) {
            shell.err().println(note);
            shell.err().flush();
        }
    }

    /** Whether help and errors are coloured. */
    public Ansi ansi() {
        boolean auto = shell.outIsTerminal()
                && shell.errIsTerminal()
                && shell.environment().getOrDefault("NO_COLOR", "").isEmpty();
        return switch (color) {
            case ALWAYS -> Ansi.ON;
            case NEVER -> Ansi.OFF;
            case AUTO -> auto ? Ansi.ON : Ansi.OFF;
        };
    }

    /**
     * Reads settings and jobs.
     *
     * @throws Refusal if the home folder is a file
     */
    public Workplace workplace() {
        return workplace(providers -> Map.of());
    }

    /**
     * Reads settings and jobs.
     *
     * @param stronger settings that win over all others, given the names of the providers
     * @throws Refusal if the home folder is a file
     */
    public Workplace workplace(Function<List<String>, Map<String, String>> stronger) {
        if (Files.exists(dir) && !Files.isDirectory(dir)) {
            throw new Refusal(
                    Exit.USAGE, "--dir " + dir + " is a file", "name the folder that holds inbox/ and outbox/");
        }
        for (Path config : configs) {
            if (!Files.exists(config)) {
                throw new Refusal(
                        Exit.CONFIG, config + ": there is no such file", "check the path given with --config");
            }
        }
        Settings settings = Settings.load(dir, configs, shell.environment(), sets);
        Map<String, String> more = stronger.apply(settings.providers());
        if (!more.isEmpty()) {
            Map<String, String> all = new TreeMap<>(sets);
            all.putAll(more);
            settings = Settings.load(dir, configs, shell.environment(), all);
        }
        Path program = Workplace.program(shell.system().get("cama.program"));
        return new Workplace(program, settings, new JobFolders(settings, List.of(Path.of(""), program)));
    }
}
