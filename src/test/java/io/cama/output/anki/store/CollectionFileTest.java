package io.cama.output.anki.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.output.RefusedOutputException;
import io.cama.output.Samples;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectionFileTest {
    private final NoteType type = new NoteType(1_700_000_000_001L, "T", List.of("A"), List.of(), "");

    private final Path folder;

    CollectionFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void givesDeckNamesOneSpellingAndOneIdEach() {
        DeckNames decks = new DeckNames();

        long noun = decks.id(" Korean :: Nouns ", "j");

        assertThat(decks.id("korean::nouns", "j")).isEqualTo(noun);
        assertThat(decks.id("KOREAN::Verbs\u0007", "j")).isNotEqualTo(noun);
        assertThat(decks.id("::", "job")).isEqualTo(decks.id("job", "j"));
        assertThat(decks.id("default", "j")).isEqualTo(1);
        assertThat(decks.all().keySet()).containsExactly("Default", "Korean", "Korean::Nouns", "Korean::Verbs", "job");
        assertThat(new DeckNames().id("Korean::Nouns", "j")).isEqualTo(noun);
        assertThatThrownBy(() -> decks.id("", " ")).isInstanceOf(RefusedOutputException.class);
    }

    @Test
    void refusesAFloodOfDecks() {
        DeckNames decks = new DeckNames();

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 20_000; i++) {
                        decks.id("deck " + i, "j");
                    }
                })
                .isInstanceOf(RefusedOutputException.class)
                .hasMessageContaining("more than 10000 decks");
    }

    @Test
    void findsAFreeIdWhenTheWishedOneIsTaken() throws Exception {
        Path file = folder.resolve("c.db");
        try (CollectionFile collection =
                new CollectionFile(file, "j", List.of(type), new Samples.HandClock(), new DeckNames.Ids(10, 5))) {
            for (String identity : List.of("a", "b", "c", "d", "e")) {
                collection.add(note(identity));
            }
            collection.finish();
        }

        assertThat(one(file, "SELECT count(*) FROM notes WHERE id BETWEEN 10 AND 14"))
                .isEqualTo(5);
        assertThat(one(file, "SELECT count(DISTINCT nid) FROM cards WHERE id BETWEEN 10 AND 14"))
                .isEqualTo(5);
    }

    @Test
    void insistsOnAnAnswerOfTheClock() throws Exception {
        try (CollectionFile collection =
                new CollectionFile(folder.resolve("c.db"), "j", List.of(type), digests -> Map.of())) {
            collection.add(note("a"));

            assertThatThrownBy(collection::finish)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("the content clock says nothing about cv");
        }
    }

    @Test
    void leavesOnlyTheDatabaseBehind() throws Exception {
        try (CollectionFile collection =
                new CollectionFile(folder.resolve("c.db"), "j", List.of(type), new Samples.HandClock())) {
            collection.add(note("a"));
            collection.finish();
        }

        assertThat(folder.toFile().list()).containsExactly("c.db");
    }

    private NoteType.Note note(String identity) {
        return new NoteType.Note(type, identity, "D", List.of("x"), List.of(), List.of(0));
    }

    private static long one(Path file, String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection(CollectionSchema.url(file));
                Statement statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }
}
