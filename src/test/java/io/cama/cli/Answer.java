package io.cama.cli;

import io.cama.cli.shell.Shell;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;

/** What a command said and how it ended. */
public record Answer(int exit, String out, String err) {
    /** Runs a command in a home folder, away from terminals and the environment of this process. */
    public static Answer of(Path home, String... arguments) {
        return with(home, Map.of(), arguments);
    }

    /** Runs a command with these environment variables. */
    public static Answer with(Path home, Map<String, String> environment, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Shell shell = new Shell(
                new PrintWriter(out),
                new PrintWriter(err),
                environment,
                Map.of("cama.program", home.resolve("program").toString()));
        String[] all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--dir";
        all[arguments.length + 1] = home.toString();
        int exit = Cama.commandLine(shell).execute(all);
        return new Answer(exit, out.toString(), err.toString());
    }
}
