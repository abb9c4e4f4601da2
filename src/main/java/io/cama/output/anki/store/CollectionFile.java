package io.cama.output.anki.store;

import io.cama.model.ContentClock;
import io.cama.output.OutputFormat.Written;
import io.cama.output.anki.store.NoteType.Note;
import io.cama.output.value.ContentDigest;
import io.cama.output.value.Html;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The database of a package while it is written: one transaction, one pass, indexes last. */
public final class CollectionFile implements Closeable {
    private static final int BATCH = 500;
    private static final long MILLIS = 1000;

    private final String job;
    private final List<NoteType> types;
    private final ContentClock clock;
    private final DeckNames.Ids ids;
    private final KeyBook keys;
    private final Connection connection;
    private final PreparedStatement insertNote;
    private final PreparedStatement insertCard;
    private final DeckNames decks = new DeckNames();
    private final Map<String, Note> batch = new LinkedHashMap<>();
    private long notes;
    private long cards;
    private long sum;

    /**
     * @param file does not exist yet; another beside it is used while writing
     * @param types all that the notes may have
     */
    public CollectionFile(Path file, String job, List<NoteType> types, ContentClock clock) throws SQLException {
        this(file, job, types, clock, DeckNames.Ids.PAST);
    }

    CollectionFile(Path file, String job, List<NoteType> types, ContentClock clock, DeckNames.Ids ids)
            throws SQLException {
        this.ids = ids;
        this.job = job;
        this.types = types;
        this.clock = clock;
        keys = new KeyBook(file.resolveSibling(file.getFileName() + ".keys"));
        connection = DriverManager.getConnection(CollectionSchema.url(file));
        run(CollectionSchema.SETTINGS);
        connection.setAutoCommit(false);
        run(CollectionSchema.TABLES);
        insertNote = connection.prepareStatement("INSERT OR IGNORE INTO notes VALUES (?,?,?,?,-1,?,?,?,?,0,'')");
        insertCard = connection.prepareStatement(
                "INSERT OR IGNORE INTO cards VALUES (?,?,?,?,?,-1,0,0,?,0,0,0,0,0,0,0,0,'')");
    }

    /** Adds a note and its cards behind all others. */
    public void add(Note note) throws SQLException {
        byte[] hash = ContentDigest.ofText(note.identity() + "\n" + keys.ordinal(note.identity()));
        String guid = "cv"
                + Base64.getUrlEncoder().withoutPadding().encodeToString(hash).substring(0, 16);
        if (batch.put(guid, note) != null) {
            throw new IllegalStateException("two notes of the job " + job + " have the guid " + guid);
        }
        if (batch.size() == BATCH) {
            flush();
        }
    }

    /** Writes what is left, the description of the collection and the indexes. */
    public Written finish() throws SQLException {
        flush();
        Map<String, String> digests = new LinkedHashMap<>();
        digests.put("collection:" + job, "1");
        types.forEach(type -> digests.put(clockKey(type), digest(type)));
        Map<String, Long> since = clock.changed(digests);
        long created = since(since, "collection:" + job);
        Map<NoteType, Long> changed = new LinkedHashMap<>();
        types.forEach(type -> changed.put(type, since(since, clockKey(type))));
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO col VALUES (1,?,?,?,11,0,0,0,?,?,?,?,'{}')")) {
            insert.setLong(1, created);
            insert.setLong(2, created * MILLIS);
            insert.setLong(3, created * MILLIS);
            insert.setString(4, CollectionJson.conf(notes + 1, types.get(0)));
            insert.setString(5, CollectionJson.noteTypes(changed));
            insert.setString(6, CollectionJson.decks(decks.all(), created));
            insert.setString(7, CollectionJson.studyOptions());
            insert.executeUpdate();
        }
        run(CollectionSchema.INDEXES);
        connection.commit();
        return written(notes, cards, sum);
    }

    /** What a collection holds; the sum is that of {@link #digest} over its notes, in any order. */
    public static Written written(long notes, long cards, long sum) {
        return new Written(notes, "cards=%d sum=%016x".formatted(cards, sum));
    }

    /** A number that stands for a note's content. */
    public static long digest(String guid, long type, long mod, String tags, String fields) {
        return new ContentDigest().add(List.of(guid, type, mod, tags, fields)).number();
    }

    @Override
    public void close() throws IOException {
        try (keys) {
            insertNote.close();
            insertCard.close();
            connection.close();
        } catch (SQLException failed) {
            throw new IOException(failed.getMessage(), failed);
        }
    }

    private void flush() throws SQLException {
        Map<String, String> digests = new LinkedHashMap<>();
        batch.forEach((guid, note) -> digests.put(
                guid, new ContentDigest().add(note.fields()).add(note.tags()).hex()));
        Map<String, Long> since = batch.isEmpty() ? Map.of() : clock.changed(digests);
        for (Map.Entry<String, Note> entry : batch.entrySet()) {
            insert(entry.getValue(), entry.getKey(), since(since, entry.getKey()));
        }
        batch.clear();
    }

    private void insert(Note note, String guid, long mod) throws SQLException {
        String fields = String.join("\u001f", note.fields());
        String tags = note.tags().isEmpty() ? "" : " " + String.join(" ", note.tags()) + " ";
        String first = Html.strip(note.fields().get(0));
        notes++;
        insertNote.setString(2, guid);
        insertNote.setLong(3, note.type().id());
        insertNote.setLong(4, mod);
        insertNote.setString(5, tags);
        insertNote.setString(6, fields);
        insertNote.setString(7, first);
        insertNote.setLong(8, CollectionSchema.checksum(first));
        long id = insertAtFreeId(insertNote, ids.of("note\n" + guid));
        sum += digest(guid, note.type().id(), mod, tags, fields);
        insertCard.setLong(2, id);
        insertCard.setLong(3, decks.id(note.deck(), job));
        insertCard.setLong(5, mod);
        insertCard.setLong(6, notes);
        for (int template : note.cards()) {
            insertCard.setInt(4, template);
            insertAtFreeId(insertCard, ids.of("card\n" + guid + "\n" + template));
            cards++;
        }
    }

    private long insertAtFreeId(PreparedStatement insert, long wish) throws SQLException {
        long id = wish;
        insert.setLong(1, id);
        while (insert.executeUpdate() == 0) {
            id = ids.next(id);
            insert.setLong(1, id);
        }
        return id;
    }

    private static long since(Map<String, Long> since, String key) {
        Long second = since.get(key);
        if (second == null) {
            throw new IllegalStateException("the content clock says nothing about " + key);
        }
        return second;
    }

    private String clockKey(NoteType type) {
        return "notetype:" + job + ":" + type.id();
    }

    private static String digest(NoteType type) {
        ContentDigest digest = new ContentDigest().add(type.name()).add(type.css());
        type.templates().forEach(template -> digest.add(template.name())
                .add(template.front().source())
                .add(template.back().source()));
        return digest.hex();
    }

    private void run(List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
