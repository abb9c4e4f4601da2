package io.cama.prompt;

import io.cama.model.Finding;
import io.cama.model.Prompt;
import io.cama.prompt.fields.PromptFields;
import io.cama.prompt.file.FrontMatter;
import io.cama.prompt.file.LineFault;
import io.cama.prompt.file.YamlTree;
import java.util.List;

/** Reads prompt files. */
public final class PromptFile {
    private static final String ENDING = ".prompt";

    private PromptFile() {}

    /**
     * Reads one prompt.
     *
     * @param fileName {@code name.prompt} or {@code name.variant.prompt}, which give the name and the variant where
     *     the front matter does not; folders before it are ignored
     * @throws PromptSyntaxException if the front matter or a schema in it cannot be read; the template is not looked
     *     at here
     */
    public static Prompt parse(String fileName, String source) {
        try {
            FrontMatter cut = FrontMatter.of(source);
            YamlTree.Fields fields = YamlTree.read(cut.yaml(), cut.yamlLine());
            List<String> parts = nameAndVariant(fileName);
            return new PromptFields(fields).prompt(parts.get(0), parts.get(1), cut.template());
        } catch (LineFault e) {
            throw new PromptSyntaxException(
                    Finding.error(fileName, e.line(), String.valueOf(e.getMessage()), e.hint()));
        }
    }

    private static List<String> nameAndVariant(String fileName) {
        String name = fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
        String bare = name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
        int dot = bare.indexOf('.', 1);
        return dot < 0 ? List.of(bare, "") : List.of(bare.substring(0, dot), bare.substring(dot + 1));
    }
}
