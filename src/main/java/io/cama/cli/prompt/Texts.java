package io.cama.cli.prompt;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.Patch;
import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Refusal;
import io.cama.model.Message;
import io.cama.model.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Messages and files as text for a person. */
final class Texts {
    private static final int AROUND = 3;

    private Texts() {}

    /** The value of an option, or of the file it names as {@code @FILE}. */
    static String given(String option, String value) throws IOException {
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

    /** Each message below a line with its role. */
    static String of(List<Message> messages) {
        StringBuilder text = new StringBuilder();
        for (Message message : messages) {
            text.append(text.isEmpty() ? "" : "\n")
                    .append("--- ")
                    .append(message.role())
                    .append(" ---");
            message.content().forEach(part -> text.append('\n').append(readable(part)));
        }
        return text.toString();
    }

    private static String readable(Part part) {
        if (part instanceof Part.Text text) {
            return text.text();
        }
        return part instanceof Part.Media media ? "[media " + media.url() + "]" : "[kept free for another program]";
    }

    /** What has to be changed in one text to get another, as {@code diff -u} tells it; empty when they are alike. */
    static List<String> difference(String from, String before, String to, String after) {
        List<String> old = before.lines().toList();
        Patch<String> patch = DiffUtils.diff(old, after.lines().toList());
        return UnifiedDiffUtils.generateUnifiedDiff(from, to, old, patch, AROUND);
    }
}
