package io.cama.output.anki;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cama.output.Row;
import io.cama.output.Samples;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApkgOutputTest {
    private final Exports exports;

    ApkgOutputTest(@TempDir Path folder) {
        exports = new Exports(folder, new Samples.HandClock());
    }

    @Test
    void holdsACollectionOfSchema11AndAnEmptyMediaList() throws IOException {
        PackageReader reader = exports.write(Samples.rows());

        assertThat(reader.entries()).containsExactly("collection.anki2", "media");
        assertThat(reader.media()).isEqualTo("{}");
        assertThat(reader.query("SELECT id, ver, crt, mod, scm, dty, usn, ls, tags FROM col")
                        .toString())
                .isEqualTo("[Cells[texts={id=1, ver=11, crt=1750000000, mod=1750000000000, scm=1750000000000, dty=0, "
                        + "usn=0, ls=0, tags={}}]]");
        assertThat(reader.json("dconf").get("1").get("name").asText()).isEqualTo("Default");
        assertThat(reader.json("conf").get("nextPos").asInt()).isEqualTo(9);
        assertThat(reader.query("PRAGMA integrity_check").get(0).text("integrity_check"))
                .isEqualTo("ok");
    }

    @Test
    void aRecordedItemGivesNoNote() throws IOException {
        List<Row> recorded = Samples.rows().stream().map(Row::asRecorded).toList();

        assertThat(exports.write(recorded).query("SELECT * FROM notes")).isEmpty();
    }

    @Test
    void escapesTextAndKeepsHarmlessTagsWhereAsked() throws IOException {
        PackageReader reader = exports.write(Samples.rows());

        assertThat(reader.note("nun]").text("flds"))
                .isEqualTo("눈\u001feye; snow\u001f<i>[nun]</i>\u001f 눈: eye<br>雪 설: snow &lt;cold&gt;");
        assertThat(reader.note("white field").text("flds"))
                .isEqualTo("What falls &amp; melts?\u001f<b>눈</b> is snow\u001fYou stand in<br>a white field.\u001f눈");
    }

    @Test
    void writesSortFieldsAndChecksumsAsAnkiComputesThem() throws Exception {
        for (PackageReader.Cells note : exports.write(Samples.rows()).query("SELECT * FROM notes")) {
            String first = note.text("flds")
                    .split("\u001f", -1)[0]
                    .replaceAll("<[^>]*>", "")
                    .replace("&amp;", "&");
            byte[] sha1 = MessageDigest.getInstance("SHA-1").digest(first.getBytes(UTF_8));
            assertThat(note.text("sfld")).isEqualTo(first);
            assertThat(note.number("csum"))
                    .isEqualTo(new BigInteger(1, sha1).shiftRight(128).longValue());
            assertThat(note.text("guid")).matches("cv[A-Za-z0-9_-]{16}");
            assertThat(note.number("id")).isBetween(1_000_000_000_000L, 1_699_999_999_999L);
        }
    }

    @Test
    void givesEachNoteAsManyFieldsAsItsType() throws IOException {
        PackageReader reader = exports.write(Samples.rows());
        JsonNode models = reader.json("models");

        for (PackageReader.Cells note : reader.query("SELECT * FROM notes")) {
            JsonNode model = models.get(note.text("mid"));
            assertThat(note.text("flds").split("\u001f", -1))
                    .hasSize(model.get("flds").size());
        }
    }

    @Test
    void makesACardOnlyWhereTheFrontShowsAField() throws IOException {
        PackageReader reader = exports.write(Samples.rows());

        assertThat(cards(reader, "[nun]")).containsExactly(0L, 1L);
        assertThat(cards(reader, "[pɛ]")).containsExactly(0L);
        assertThat(reader.query("SELECT DISTINCT type, queue, ivl, reps, usn FROM cards"))
                .hasSize(1);
        assertThat(reader.query(
                        "SELECT n.sfld FROM cards c JOIN notes n ON n.id = c.nid GROUP BY c.due ORDER BY c.due"))
                .extracting(row -> row.text("sfld"))
                .containsExactly("눈", "What falls & melts?", "Which character?", "가다", "Tab here", "배", "한국", "f");
    }

    @Test
    void describesItsNoteTypesWithFixedIdsAndWhatEachFrontNeeds() throws IOException {
        JsonNode first = exports.write(Samples.rows()).json("models");
        JsonNode again = exports.write(Samples.rows().subList(1, 2)).json("models");

        assertThat(again).isEqualTo(first);
        JsonNode word = first.get("1700000000901");
        assertThat(word.get("name").asText()).isEqualTo("Test Korean Word v1");
        assertThat(word.get("flds"))
                .extracting(field -> field.get("name").asText())
                .containsExactly("Korean", "Meaning", "Sound", "Homonyms");
        assertThat(word.get("req").toString()).isEqualTo("[[0,\"all\",[0]],[1,\"all\",[1]]]");
        assertThat(first.get("1700000000902").get("req").toString()).isEqualTo("[[0,\"any\",[0,2]]]");
        assertThat(word.get("tmpls").get(0).get("id").isIntegralNumber()).isTrue();
        assertThat(word.get("css").asText()).contains("keep-all");
    }

    @Test
    void makesDecksWithTheirParents() throws IOException {
        PackageReader reader = exports.write(Samples.rows());
        Map<String, Long> ids = new HashMap<>();
        reader.json("decks")
                .forEach(deck ->
                        ids.put(deck.get("name").asText(), deck.get("id").asLong()));

        assertThat(ids.keySet())
                .containsExactlyInAnyOrder(
                        "Default",
                        "Korean",
                        "Korean::Words",
                        "Korean::Cards",
                        "Korean::Cards::Scene",
                        "Korean::Cards::Hanja",
                        "Korean::Cards::Example");
        assertThat(ids).containsEntry("Default", 1L);
        assertThat(reader.query("SELECT DISTINCT did FROM cards")).hasSize(4);
        assertThat(reader.query("SELECT did FROM cards c JOIN notes n ON n.id = c.nid WHERE n.sfld = 'f'")
                        .get(0)
                        .number("did"))
                .isEqualTo(ids.get("Korean::Cards::Example"));
    }

    @Test
    void tagsNotes() throws IOException {
        PackageReader reader = exports.write(Samples.rows());

        assertThat(reader.note("[nun]").text("tags")).isEqualTo(" cama::test pos::noun ");
        assertThat(reader.note("What falls").text("tags")).isEqualTo(" term::눈 pos::noun card::scene ");
    }

    @Test
    void letsNothingFromAnItemReachTemplateOrFieldBorders() throws IOException {
        PackageReader reader = exports.write(List.of(exports.word(1, "a\u001fb{{c}}{{{d\u0000", "noun")));

        assertThat(reader.note("ab").text("flds")).startsWith("ab&#123;&#123;c&#125;&#125;&#123;&#123;{d\u001f");
        assertThat(reader.note("ab").text("sfld")).isEqualTo("ab{{c}}{{{d");
    }

    @Test
    void rendersItsCardsAsPages() throws IOException {
        List<AnkiCardRenderer.Card> cards = new AnkiCardRenderer(exports.write(Samples.rows())).cards();

        assertThat(cards).hasSize(11);
        assertThat(cards.get(0).front()).contains("<div class=\"word\" lang=\"ko\">눈</div>", "keep-all");
        assertThat(cards.get(0).back()).contains("snow &lt;cold&gt;", "<hr").doesNotContain("no homonyms", "{{");
        assertThat(cards.get(1).front()).contains("eye; snow", "<input");
        assertThat(cards).noneMatch(card -> card.back().contains("<script"));
    }

    private static List<Long> cards(PackageReader reader, String text) {
        return reader
                .query("SELECT ord FROM cards WHERE nid = " + reader.note(text).text("id") + " ORDER BY ord")
                .stream()
                .map(card -> card.number("ord"))
                .toList();
    }
}
