package io.cama.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.model.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptFolderTest {
    private final Path folder;

    PromptFolderTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    private List<String> findings() {
        return new PromptFolder(folder)
                .findings().stream()
                        .map(found -> found.toString().replace(folder + "/", ""))
                        .toList();
    }

    @Test
    void listsItsPromptsButNoPartialsAndNoOtherFiles() throws IOException {
        write("nuance.prompt", "x");
        write("card.formal.prompt", "x");
        write("_rules.prompt", "x");
        write("notes.txt", "x");
        write(".prompt", "x");

        assertThat(new PromptFolder(folder).names()).containsExactly("card.formal", "nuance");
    }

    @Test
    void readsAPromptAndItsVariant() throws IOException {
        write("card.prompt", "---\nmodel: demo/a\n---\nA");
        write("card.formal.prompt", "---\nmodel: demo/b\n---\nB");
        PromptFolder prompts = new PromptFolder(folder);

        assertThat(prompts.prompt("card").model()).isEqualTo("demo/a");
        assertThat(prompts.prompt("card.formal").variant()).isEqualTo("formal");
    }

    @Test
    void readsEachFileOnceAndANewFolderAgain() throws IOException {
        write("card.prompt", "one");
        PromptFolder prompts = new PromptFolder(folder);
        prompts.prompt("card");
        write("card.prompt", "two");

        assertThat(prompts.prompt("card").template()).isEqualTo("one");
        assertThat(new PromptFolder(folder).prompt("card").template()).isEqualTo("two");
    }

    @Test
    void namesThePromptsThereAreWhenOneIsMissing() throws IOException {
        write("nuance.prompt", "x");
        write("card.prompt", "x");

        assertThatThrownBy(() -> new PromptFolder(folder).prompt("nuanse"))
                .isInstanceOf(PromptSyntaxException.class)
                .hasMessageContaining("there is no prompt 'nuanse'")
                .hasMessageContaining("there are: card, nuance")
                .hasMessageContaining("did you mean 'nuance'?");
        assertThatThrownBy(() -> new PromptFolder(folder.resolve("none")).prompt("card"))
                .hasMessageContaining("make the file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "..", "/etc/passwd", "a/../../secret", "_rules", "", "card\u0000"})
    void neverLeavesTheFolder(String name) throws IOException {
        Path inner = Files.createDirectory(folder.resolve("inner"));
        Files.writeString(folder.resolve("secret.prompt"), "secret");
        Files.writeString(inner.resolve("card.prompt"), "x");

        assertThatThrownBy(() -> new PromptFolder(inner).prompt(name)).isInstanceOf(PromptSyntaxException.class);
    }

    @Test
    void followsNoLinkOutOfTheFolder() throws IOException {
        Path inner = Files.createDirectory(folder.resolve("inner"));
        write("secret.prompt", "secret");
        Files.createSymbolicLink(inner.resolve("card.prompt"), folder.resolve("secret.prompt"));
        Files.createSymbolicLink(inner.resolve("gone.prompt"), folder.resolve("gone"));

        assertThatThrownBy(() -> new PromptFolder(inner).prompt("card"))
                .hasMessageContaining("leads out of its folder");
        assertThatThrownBy(() -> new PromptFolder(inner).prompt("gone")).hasMessageContaining("cannot be read");
    }

    @Test
    void refusesFilesThatAreNoSmallText() throws IOException {
        Files.createDirectory(folder.resolve("dir.prompt"));
        Files.write(folder.resolve("latin.prompt"), new byte[] {'a', (byte) 0xE9, 'b'});

        assertThatThrownBy(() -> new PromptFolder(folder).prompt("dir")).hasMessageContaining("no plain file");
        assertThatThrownBy(() -> new PromptFolder(folder).prompt("latin"))
                .hasMessageContaining("latin.prompt")
                .hasMessageContaining("not UTF-8");
    }

    @Test
    void rendersWithItsPartials() throws IOException {
        write("card.prompt", "{{> rules}} {{term}}");
        write("_rules.prompt", "짧게.");
        PromptFolder prompts = new PromptFolder(folder);

        assertThat(prompts.renderer()
                        .render(prompts.prompt("card"), Map.of("term", "물"), Map.of(), List.of())
                        .messages()
                        .get(0)
                        .text())
                .isEqualTo("짧게. 물");
        assertThat(prompts.renderer()).isSameAs(prompts.renderer());
    }

    @Test
    void namesTheLineOfTheFileAndNotOfTheTemplate() throws IOException {
        write("card.prompt", "# c\n---\nmodel: m\n---\n\n\nA\n {{#with x}}{{role y}}{{/with}}");
        PromptFolder prompts = new PromptFolder(folder);

        assertThatThrownBy(() -> prompts.renderer()
                        .render(prompts.prompt("card"), Map.of("x", Map.of("y", "boss")), Map.of(), List.of()))
                .hasMessageContaining(folder.resolve("card.prompt") + ":8:13: 'boss' is no role");
    }

    @Test
    void findsNothingInSoundPrompts() throws IOException {
        write("card.prompt", "---\nmodel: demo/any\nmine.x: 1\n---\n{{> rules}}{{#each list}}{{this}}{{/each}}");
        write("_rules.prompt", "{{json this}}");

        assertThat(findings()).isEmpty();
        assertThat(new PromptFolder(folder.resolve("none")).findings()).isEmpty();
    }

    @Test
    void findsAllThatIsWrong() throws IOException {
        write("a.prompt", "---\nmodel: [\n---\nx");
        write("b.prompt", "---\nmodle: demo/any\n---\nx\n{{> ruls}} {{jsn y}}\n{{#if z}}{{/if}}");
        write("c.prompt", "{{#if x}}");
        write("_rules.prompt", "{{upper x}}");
        write("_loop.prompt", "{{> loop}}");
        write("_head.prompt", "---\nmodel: x\n---\ny");

        assertThat(findings())
                .containsExactly(
                        "a.prompt:3: error: the front matter is no valid YAML: expected the node content, but found '<stream end>'"
                                + "\n  Do: check the indentation, and quote text that holds ': ' or ' #'",
                        "b.prompt:2: warning: the field 'modle' is unknown\n  Do: did you mean 'model'? Fields of your own have a dot, as in  mine.modle",
                        "b.prompt:5: error: column 1: there is no partial 'ruls'\n  Do: did you mean 'rules'?",
                        "b.prompt:5: error: column 12: there is no helper 'jsn'\n  Do: did you mean 'json'?",
                        "c.prompt:1: error: column 1: the block 'if' is never closed\n  Do: add {{/if}}",
                        "_head.prompt:1: warning: a partial has no front matter: these fields would be sent to the model as text\n  Do: remove them",
                        "_loop.prompt:1: error: column 1: partials contain one another: loop > loop\n  Do: break the circle",
                        "_rules.prompt:1: error: column 1: there is no helper 'upper'\n"
                                + "  Do: there are: if, unless, each, with, ifEquals, unlessEquals, lookup, log, json, role, history, section, media");
    }

    @Test
    void findsPartialsThatCannotBeRead() throws IOException {
        write("a.prompt", "x");
        Files.write(folder.resolve("_p.prompt"), new byte[] {(byte) 0xFF});

        assertThat(new PromptFolder(folder).findings())
                .singleElement()
                .satisfies(found -> assertThat(found.message()).contains("not UTF-8"))
                .extracting(Finding::severity)
                .isEqualTo(Finding.Severity.ERROR);
        assertThatThrownBy(() -> new PromptFolder(folder).renderer()).isInstanceOf(PromptSyntaxException.class);
    }
}
