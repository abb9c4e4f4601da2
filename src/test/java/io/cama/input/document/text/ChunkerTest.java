package io.cama.input.document.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.input.document.ChunkSize;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkerTest {
    private static final List<String> WORDS = List.of(
            "camel", "사막을", "건너는", "낙타", "dune.", "東京都に", "住んでいる。", "👩‍🚀", "e\u0301te\u0301", "night,", "😀😀", "x!");

    private static Manuscript text(String... blocks) throws RefusedDocument {
        Manuscript text = new Manuscript(10_000_000);
        for (String block : blocks) {
            if (block.startsWith("#")) {
                text.heading(block.lastIndexOf('#') + 1, block.replace("#", ""));
            } else {
                text.paragraph(block);
            }
        }
        return text;
    }

    private static Manuscript random(long seed) throws RefusedDocument {
        Random random = new Random(seed);
        Manuscript text = new Manuscript(10_000_000);
        for (int block = 0; block < 5 + random.nextInt(60); block++) {
            text.page(1 + block / 5);
            if (random.nextInt(5) == 0) {
                text.heading(1 + random.nextInt(3), "Heading " + block);
            } else if (random.nextInt(20) == 0) {
                text.paragraph("😀".repeat(random.nextInt(2000)) + "a".repeat(random.nextInt(2000)));
            } else {
                String paragraph = random.ints(random.nextInt(200), 0, WORDS.size())
                        .mapToObj(WORDS::get)
                        .collect(Collectors.joining(" "));
                text.paragraph(paragraph);
            }
        }
        return text;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void nothingIsLostAndNothingIsTooLongWhateverTheText(long seed) throws RefusedDocument {
        Manuscript text = random(seed);
        Random random = new Random(seed);
        int size = 200 + random.nextInt(800);
        ChunkSize wanted = new ChunkSize(size, random.nextInt(size / 2 + 1), random.nextInt(size));

        List<Chunk> chunks = new Chunker(text, wanted).chunks();

        String fresh = chunks.stream()
                .map(chunk -> text.text(chunk.fresh(), chunk.end()))
                .collect(Collectors.joining());
        assertThat(fresh).isEqualTo(text.text());
        assertThat(chunks).allSatisfy(chunk -> {
            assertThat(chunk.end() - chunk.start()).isPositive().isLessThanOrEqualTo(size);
            assertThat(chunk.fresh() - chunk.start()).isBetween(0, wanted.overlap());
            String words = text.text(chunk.start(), chunk.end());
            assertThat(Character.isLowSurrogate(words.charAt(0))).isFalse();
            assertThat(Character.isHighSurrogate(words.charAt(words.length() - 1)))
                    .isFalse();
            assertThat(words.strip()).isNotEmpty();
            assertThat(chunk.page()).isPositive();
        });
        assertThat(new Chunker(random(seed), wanted).chunks()).isEqualTo(chunks);
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24, 25, 26, 27, 28, 29, 30})
    void noWordIsCutWhereThereAreWords(long seed) throws RefusedDocument {
        Random random = new Random(seed);
        List<String> spaced = List.of("camel", "사막을", "건너는", "낙타", "dune.", "e\u0301te\u0301", "night,", "👩‍🚀");
        String words = random.ints(3000, 0, spaced.size()).mapToObj(spaced::get).collect(Collectors.joining(" "));
        Manuscript text = text(words);

        List<String> seen = new ArrayList<>();
        for (Chunk chunk : new Chunker(text, new ChunkSize(300, 100, 0)).chunks()) {
            seen.addAll(
                    Arrays.asList(text.text(chunk.start(), chunk.end()).strip().split(" ")));
        }

        assertThat(spaced).containsAll(seen);
    }

    @Test
    void aChunkEndsAtAHeadingAndKnowsWhatItStandsUnder() throws RefusedDocument {
        Manuscript text =
                text("#One", "##Deep", "a ".repeat(200), "##Deeper", "b ".repeat(200), "#Two", "c ".repeat(200));

        List<Chunk> chunks = new Chunker(text, new ChunkSize(1000, 100, 100)).chunks();

        assertThat(chunks).extracting(Chunk::heading).containsExactly("One > Deep", "One > Deeper", "Two");
        assertThat(chunks).allSatisfy(chunk -> assertThat(chunk.start()).isEqualTo(chunk.fresh()));
        assertThat(text.text(chunks.get(1).start(), chunks.get(1).end())).startsWith("Deeper\n\nb b");
    }

    @Test
    void shortSectionsAreJoined() throws RefusedDocument {
        Manuscript text = text("#One", "a", "#Two", "b", "#Three", "c");

        assertThat(new Chunker(text, ChunkSize.DEFAULT).chunks()).hasSize(1);
        assertThat(new Chunker(text, new ChunkSize(4000, 200, 0)).chunks()).hasSize(3);
    }

    @Test
    void aLongParagraphIsCutBehindASentenceAndItsLastOneRepeated() throws RefusedDocument {
        Manuscript text = text("The camel sleeps by day. It walks by night. ".repeat(20));

        List<Chunk> chunks = new Chunker(text, new ChunkSize(300, 60, 0)).chunks();

        assertThat(chunks).hasSizeGreaterThan(2).allSatisfy(chunk -> assertThat(
                        text.text(chunk.start(), chunk.end()).strip())
                .matches("(?s)(The|It) .*\\."));
        assertThat(chunks.stream().skip(1)).allMatch(chunk -> chunk.fresh() > chunk.start());
    }

    @Test
    void controlCharactersAndHalvesOfCharactersAreNoText() throws RefusedDocument {
        assertThat(text("a\u0000b\uD800 c\u200b\u00ad").text()).isEqualTo("ab\uFFFD c\u200b");
    }

    @Test
    void aTextThatIsTooLongIsRefused() {
        Manuscript text = new Manuscript(1000);

        assertThatThrownBy(() -> text.paragraph("a".repeat(1001)))
                .isInstanceOf(RefusedDocument.class)
                .hasMessageContaining("more than 1,000 characters");
    }
}
