package io.cama.output.anki;

import io.cama.output.OutputFormat.Written;
import io.cama.output.anki.store.CollectionFile;
import io.cama.output.anki.store.CollectionSchema;
import io.cama.output.value.Json;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Opens a package as an importer would, and counts what is in it. */
final class PackageCheck {
    private final Path file;
    private final Statement sql;

    private PackageCheck(Path file, Statement sql) {
        this.file = file;
        this.sql = sql;
    }

    /**
     * What the package holds.
     *
     * @throws io.cama.model.LocalFault if an importer would refuse it
     */
    static Written of(Path file) throws IOException {
        Path database = file.resolveSibling(file.getFileName() + ".check");
        try {
            unpack(file, database);
            try (Connection connection = DriverManager.getConnection(CollectionSchema.url(database) + "?mode=ro");
                    Statement sql = connection.createStatement()) {
                return new PackageCheck(file, sql).content();
            }
        } catch (SQLException broken) {
            throw Written.damaged(file, "has a database that cannot be read: " + broken.getMessage());
        } finally {
            Files.deleteIfExists(database);
        }
    }

    private static void unpack(Path file, Path database) throws IOException {
        boolean media = false;
        boolean collection = false;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals("collection.anki2")) {
                    Files.copy(zip, database);
                    collection = true;
                }
                media |= entry.getName().equals("media");
            }
        }
        if (!media || !collection) {
            throw Written.damaged(file, "is no package with a collection and a list of media");
        }
    }

    private Written content() throws SQLException {
        sql.execute("PRAGMA cache_size = -65536");
        expect("ok", "PRAGMA integrity_check", "has a damaged database");
        expect("0", "SELECT count(*) FROM (SELECT 1 FROM notes GROUP BY guid HAVING count(*) > 1)", "repeats a guid");
        expect(
                "0",
                "SELECT count(*) FROM notes n WHERE NOT EXISTS (SELECT 1 FROM cards WHERE nid = n.id)",
                "has notes without cards");
        expect(
                "0",
                "SELECT count(*) FROM cards c WHERE NOT EXISTS (SELECT 1 FROM notes WHERE id = c.nid)",
                "has cards without notes");
        Map<Long, Integer> widths = widths();
        long notes = 0;
        long sum = 0;
        try (ResultSet note = sql.executeQuery("SELECT guid, mid, mod, tags, flds FROM notes")) {
            while (note.next()) {
                String fields = note.getString(5);
                int width = 1 + (int) fields.chars().filter(c -> c == '\u001f').count();
                if (width != widths.getOrDefault(note.getLong(2), 0)) {
                    throw Written.damaged(file, "has a note with " + width + " fields");
                }
                sum += CollectionFile.digest(
                        note.getString(1), note.getLong(2), note.getLong(3), note.getString(4), fields);
                notes++;
            }
        }
        return CollectionFile.written(notes, Long.parseLong(one("SELECT count(*) FROM cards")), sum);
    }

    private Map<Long, Integer> widths() throws SQLException {
        Map<Long, Integer> widths = new HashMap<>();
        Json.readObject(one("SELECT models FROM col")).forEach((id, type) -> {
            if (type instanceof Map<?, ?> model && model.get("flds") instanceof List<?> fields) {
                widths.put(Long.parseLong(id), fields.size());
            }
        });
        return widths;
    }

    private void expect(String wanted, String query, String otherwise) throws SQLException {
        String seen = one(query);
        if (!wanted.equals(seen)) {
            throw Written.damaged(file, otherwise + " (" + seen + ")");
        }
    }

    private String one(String query) throws SQLException {
        try (ResultSet result = sql.executeQuery(query)) {
            return result.next() ? String.valueOf(result.getString(1)) : "nothing";
        }
    }
}
