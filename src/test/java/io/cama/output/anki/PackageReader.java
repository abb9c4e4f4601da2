package io.cama.output.anki;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipFile;

/** Reads a package without any of the code that writes it. */
public final class PackageReader {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path database;
    private final List<String> entries;
    private final String media;

    public PackageReader(Path apkg) {
        try (ZipFile zip = new ZipFile(apkg.toFile())) {
            entries = zip.stream().map(entry -> entry.getName()).toList();
            database = Files.createTempFile("package", ".db");
            database.toFile().deleteOnExit();
            Files.copy(
                    zip.getInputStream(zip.getEntry("collection.anki2")),
                    database,
                    StandardCopyOption.REPLACE_EXISTING);
            media = new String(zip.getInputStream(zip.getEntry("media")).readAllBytes(), UTF_8);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    public List<String> entries() {
        return entries;
    }

    public String media() {
        return media;
    }

    public Path database() {
        return database;
    }

    /** Changes the unpacked database, not the package. */
    public void change(String sql) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** A row of a query's result. */
    public record Cells(Map<String, String> texts) {
        public String text(String column) {
            return Objects.requireNonNull(texts.get(column), column);
        }

        public long number(String column) {
            return Long.parseLong(text(column));
        }
    }

    public List<Cells> query(String sql) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<Cells> rows = new ArrayList<>();
            while (result.next()) {
                Map<String, String> row = new LinkedHashMap<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.put(result.getMetaData().getColumnLabel(i), String.valueOf(result.getString(i)));
                }
                rows.add(new Cells(row));
            }
            return rows;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** One of the JSON columns of the collection's row. */
    public JsonNode json(String column) {
        try {
            return JSON.readTree(query("SELECT " + column + " FROM col").get(0).text(column));
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** The note with this text in its fields. */
    public Cells note(String text) {
        return query("SELECT * FROM notes").stream()
                .filter(note -> note.text("flds").contains(text))
                .findFirst()
                .orElseThrow();
    }
}
