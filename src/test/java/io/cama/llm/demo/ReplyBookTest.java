package io.cama.llm.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplyBookTest {
    private final Path folder;

    ReplyBookTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aLineThatIsNoJsonIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("a.jsonl"), "{\"reply\":\"x\"}\n{\"reply\":\n");

        assertThatThrownBy(() -> ReplyBook.read(List.of(file)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a.jsonl:2: this is no JSON");
    }

    @Test
    void aLineWithoutAReplyIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("a.jsonl"), "\n{\"when\":{\"a\":1},\"reply\":null}");

        assertThatThrownBy(() -> ReplyBook.read(List.of(file)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a.jsonl:2: there is no \"reply\"");
    }

    @Test
    void aConditionThatIsNoPlainValueIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("a.jsonl"), "{\"when\":{\"a\":[1]},\"reply\":1}");

        assertThatThrownBy(() -> ReplyBook.read(List.of(file)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"when\" asks a to be a list");
    }

    @Test
    void aMissingFileIsNotPassedOver() {
        assertThatThrownBy(() -> ReplyBook.read(List.of(folder.resolve("none.jsonl"))))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void entriesThatShareAValueAreAllConsidered() throws IOException {
        Path one = Files.writeString(folder.resolve("one.jsonl"), """
                {"when":{"type":"noun","term":"a"},"reply":"a noun"}
                {"when":{"type":"noun","term":"b"},"reply":"b noun"}
                {"when":{"type":"noun"},"reply":"noun"}
                """);
        Path two = Files.writeString(folder.resolve("two.jsonl"), "{\"reply\":\"any\"}");
        ReplyBook book = ReplyBook.read(List.of(one, two));
        var json = new ObjectMapper();

        assertThat(book.find(json.readTree("{\"type\":\"noun\",\"term\":\"b\"}")))
                .contains("b noun");
        assertThat(book.find(json.readTree("{\"type\":\"noun\",\"term\":\"c\"}")))
                .contains("noun");
        assertThat(book.find(json.readTree("{\"type\":\"verb\",\"term\":\"b\"}")))
                .contains("any");
    }

    @Test
    void aMissingValueIsNotTheEmptyValue() throws IOException {
        Path file = Files.writeString(folder.resolve("a.jsonl"), "{\"when\":{\"note\":\"\"},\"reply\":\"x\"}");
        ReplyBook book = ReplyBook.read(List.of(file));
        var json = new ObjectMapper();

        assertThat(book.find(json.readTree("{\"note\":\"\"}"))).contains("x");
        assertThat(book.find(json.readTree("{\"other\":1}"))).isEmpty();
    }
}
