import anki.backend.BackendError;
import anki.backend.BackendInit;
import anki.backend.GeneratedBackend;
import anki.generic.Int64;
import anki.import_export.ImportResponse;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import net.ankiweb.rsdroid.NativeMethods;

/**
 * Anki without a window: imports packages one after the other into one new collection and writes down, as a line of
 * JSON each, what Anki says about it. Compiled by the test that starts it, because Anki's classes are in an Android
 * archive that Maven cannot put on a class path; in a process of its own, because the library takes standard output
 * away.
 *
 * <p>Arguments: the native library, an empty folder, the file for the report, the packages.
 */
public final class AnkiDesk extends GeneratedBackend {
    private final long pointer;

    private AnkiDesk() throws IOException {
        byte[] init = BackendInit.newBuilder().addPreferredLangs("en").build().toByteArray();
        pointer = Int64.parseFrom(answer(NativeMethods.INSTANCE.openBackend(init))).getVal();
    }

    public static void main(String[] args) throws IOException {
        Path report = Path.of(args[2]);
        try {
            System.load(args[0]);
            AnkiDesk desk = new AnkiDesk();
            Path folder = Path.of(args[1]);
            desk.openCollection(
                    folder.resolve("collection.anki2").toString(),
                    folder.resolve("media").toString(),
                    folder.resolve("media.db").toString(),
                    false);
            List<String> lines = new ArrayList<>();
            for (String apkg : Arrays.asList(args).subList(3, args.length)) {
                lines.add(desk.take(apkg));
            }
            desk.closeCollection(false);
            Files.write(report, lines);
        } catch (Throwable failed) {
            Files.writeString(report, "{\"failed\":" + text(failed.toString()) + "}");
            System.exit(1);
        }
    }

    private String take(String apkg) {
        ImportResponse.Log log = importAnkiPackage(apkg).getLog();
        return "{\"found\":" + log.getFoundNotes()
                + ",\"new\":" + log.getNewCount()
                + ",\"updated\":" + log.getUpdatedCount()
                + ",\"duplicate\":" + log.getDuplicateCount()
                + ",\"conflicting\":" + log.getConflictingCount()
                + ",\"tags\":" + texts(allTags())
                + ",\"problems\":" + texts(checkDatabase())
                + ",\"decks\":" + query("select name from decks order by id")
                + ",\"types\":" + query("select id, name from notetypes where id > 1700000000000 and id < 1700000001000")
                + ",\"notes\":" + query("select guid, mod, csum, sfld, flds, tags from notes order by id")
                + ",\"cards\":" + query("select n.guid, c.ord, c.due from cards c join notes n on n.id = c.nid "
                        + "order by c.due, c.ord")
                + ",\"fronts\":" + fronts()
                + "}";
    }

    private String fronts() {
        String ids = query("select id from cards order by due, ord");
        return Arrays.stream(ids.replaceAll("[\\[\\] ]", "").split(","))
                .map(id -> renderExistingCard(Long.parseLong(id), false, false).getQuestionNodesList().stream()
                        .map(node -> node.hasText() ? node.getText() : node.getReplacement().getCurrentText())
                        .collect(Collectors.joining()))
                .map(AnkiDesk::text)
                .collect(Collectors.joining(",", "[", "]"));
    }

    private String query(String sql) {
        String request = "{\"kind\":\"query\",\"sql\":" + text(sql) + ",\"args\":[],\"first_row_only\":false}";
        return runDbCommand(ByteString.copyFromUtf8(request)).toStringUtf8();
    }

    private static String texts(List<String> texts) {
        return texts.stream().map(AnkiDesk::text).collect(Collectors.joining(",", "[", "]"));
    }

    private static String text(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            out.append(c < ' ' || c == '"' || c == '\\' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
        }
        return out.append('"').toString();
    }

    @Override
    protected byte[] runMethodRaw(int service, int method, byte[] input) {
        return answer(NativeMethods.INSTANCE.runMethodRaw(pointer, service, method, input));
    }

    @Override
    protected byte[] runMethodRawNoLock(int service, int method, byte[] input) {
        return runMethodRaw(service, method, input);
    }

    private static byte[] answer(byte[][] okOrError) {
        if (okOrError[1] == null || okOrError[1].length == 0) {
            return okOrError[0];
        }
        try {
            throw new IllegalStateException(BackendError.parseFrom(okOrError[1]).getMessage());
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
