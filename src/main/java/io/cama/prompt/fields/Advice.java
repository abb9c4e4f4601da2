package io.cama.prompt.fields;

import io.cama.prompt.file.LineFault;
import io.cama.prompt.file.Spelling;
import io.cama.prompt.file.YamlTree;
import java.util.ArrayList;
import java.util.List;

/** Points out what the format allows in front matter and nobody means. */
public final class Advice {
    private static final List<String> KNOWN = List.of(
            "name",
            "variant",
            "version",
            "description",
            "model",
            "tools",
            "toolDefs",
            "config",
            "input",
            "output",
            "metadata",
            "ext",
            "raw");

    private Advice() {}

    /** Unknown fields that look like a known one misspelt. Other unknown fields are the author's own. */
    public static List<LineFault> of(YamlTree.Fields fields) {
        List<LineFault> advice = new ArrayList<>();
        for (String key : fields.values().keySet()) {
            if (!KNOWN.contains(key) && !key.contains(".")) {
                Spelling.closest(key, KNOWN)
                        .ifPresent(near -> advice.add(new LineFault(
                                fields.line(List.of(key)),
                                "the field '" + key + "' is unknown",
                                "did you mean '" + near + "'? Fields of your own have a dot, as in  mine." + key)));
            }
        }
        return advice;
    }
}
