package io.cama.flow.intake;

import io.cama.input.options.UnreadableInput;
import io.cama.model.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The names of input files: how they are shown, and under which they are kept. */
final class Names {
    /** The longest name, in bytes, that leaves room for a number and the ending of the reason. */
    private static final int ROOM_FOR_REASON = 230;

    /** What the name of a file's reason ends in. */
    static final String REASON = ".reason.txt";

    /** The longest name, in bytes, that leaves room for the endings of outputs. */
    private static final int LONGEST_NAME = 200;

    private static final int CUT = 60;

    private Names() {}

    /** The job that a file is for, by the folder it is in; empty for one that lies in the inbox itself. */
    static String job(Path inbox, Path file) {
        Path folder = Disk.folder(file);
        return folder.equals(inbox) ? "" : String.valueOf(folder.getFileName());
    }

    /** The name with a line in place of each character that none can see or that is no text. */
    static String shown(String name) {
        return name.replaceAll("[\\p{Cc}\uFFFD]", "_");
    }

    /** The name a rejected file is kept under, short enough that its reason can lie beside it. */
    static String forReason(String name) {
        String shown = shown(name);
        boolean fits = shown.getBytes(StandardCharsets.UTF_8).length <= ROOM_FOR_REASON;
        return fits ? shown : shown.substring(0, Math.min(shown.length(), CUT));
    }

    /** A path in the folder that nothing has: that of the name, or with a number before its ending. */
    static Path free(Path folder, String name) {
        int dot = name.lastIndexOf('.') > 0 ? name.lastIndexOf('.') : name.length();
        Path target = folder.resolve(name);
        for (int n = 2; isTaken(target) || isTaken(target.resolveSibling(target.getFileName() + REASON)); n++) {
            target = folder.resolve(name.substring(0, dot) + "-" + n + name.substring(dot));
        }
        return target;
    }

    private static boolean isTaken(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** A name that no output could bear is refused before anything is paid. */
    static void refuse(String name) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LONGEST_NAME) {
            throw new UnreadableInput(
                    shown(name), "its name has " + bytes + " bytes", "rename it to at most " + LONGEST_NAME + " bytes");
        }
        if (!shown(name).equals(name) || name.matches(".*[/\\\\].*") || name.isBlank() || name.startsWith(".")) {
            throw new UnreadableInput(
                    shown(name),
                    "its name cannot be that of an output",
                    "rename it to letters, digits, spaces, dots and dashes, with no dot in front");
        }
    }

    /** How many names a file has in its file system; 1 where that cannot be told. */
    static int count(Path file) throws IOException {
        try {
            return (Integer) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS);
        } catch (UnsupportedOperationException | IllegalArgumentException notUnix) {
            return 1;
        }
    }
}
