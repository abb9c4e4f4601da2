package io.cama.cli.shell;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * The outside as a command sees it.
 *
 * @param out for data
 * @param err for everything else
 * @param environment variables
 * @param system properties of this process
 */
public record Shell(PrintWriter out, PrintWriter err, Map<String, String> environment, Map<String, String> system) {
    private static final int WIDTH = 100;

    /** The streams, variables and properties of this process; text is UTF-8 whatever the platform says. */
    public static Shell ofProcess() {
        Map<String, String> system = new TreeMap<>();
        for (String name : System.getProperties().stringPropertyNames()) {
            system.put(name, System.getProperty(name));
        }
        return new Shell(
                new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
                new PrintWriter(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                System.getenv(),
                system);
    }

    /** Whether data goes to a person. */
    public boolean outIsTerminal() {
        return "true".equals(system.get("cama.tty.out"));
    }

    /** Whether notes and progress go to a person. */
    public boolean errIsTerminal() {
        return "true".equals(system.get("cama.tty.err")) && !"dumb".equals(environment.get("TERM"));
    }

    /** Columns of the terminal. */
    public int width() {
        String columns = environment.getOrDefault("COLUMNS", "");
        return columns.matches("[1-9]\\d{1,3}") ? Integer.parseInt(columns) : WIDTH;
    }
}
