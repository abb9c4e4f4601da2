package io.cama.cli.init;

import io.cama.cli.shell.Globals;
import io.cama.cli.shell.JsonText;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A job that was made.
 *
 * @param files their names below the folder
 * @param input the file to try it with
 */
record Made(String job, Path folder, List<String> files, Path input, Table table) {
    /** Says what was found and written, and what to do with it. */
    void tell(Globals globals, Path home) {
        String given = Globals.quoted(input.toString());
        String process = globals.command("process " + given + " --job " + job + " --limit 3");
        String look = globals.command("prompt " + job + " --row 1 --input " + given);
        if (globals.json()) {
            globals.print(JsonText.of(json(List.of(process, look))));
            return;
        }
        globals.print(input + ": " + table.describe());
        table.columns().forEach(column -> globals.print("  " + line(column)));
        globals.print("wrote " + home.relativize(folder) + ": " + String.join(", ", files));
        globals.say("Next:");
        globals.say("  " + process + "   # on the demo endpoint, for nothing");
        globals.say("  " + look + "   # what a model would be asked");
        globals.say("  then say what you want, and of which model, in " + home.relativize(folder.resolve(prompt())));
    }

    private String prompt() {
        return files.stream()
                .filter(file -> file.endsWith(".prompt"))
                .findFirst()
                .orElse("");
    }

    private static String line(Column column) {
        boolean same = column.heading().isEmpty() || column.heading().equals(column.field());
        String heading = column.heading().replaceAll("[\\s\\p{Cntrl}]+", " ");
        return column.field() + ": " + column.kind() + (same ? "" : ", \"" + heading + "\" in the file");
    }

    private Map<String, Object> json(List<String> next) {
        Map<String, String> columns = new LinkedHashMap<>();
        table.columns().forEach(column -> columns.put(column.field(), column.kind()));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("job", job);
        json.put("folder", folder.toString());
        json.put("files", files);
        json.put("input", table.describe());
        json.put("header", table.header());
        json.put("rows", table.rows());
        json.put("columns", columns);
        json.put("next", next);
        return json;
    }
}
