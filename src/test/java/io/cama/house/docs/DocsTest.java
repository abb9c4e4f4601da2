package io.cama.house.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.cli.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every link leads somewhere, and what the pages tell people to type and to write is taken by the program. */
@Timeout(180)
class DocsTest {
    private static final Pattern EXIT = Pattern.compile(".*# exit (\\d+).*");

    @TempDir
    private Path folder;

    @Test
    void everyLinkLeadsToAFileAndAHeadingThatAreThere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Page page : Page.all()) {
            for (Page.Found link : page.links()) {
                if (!leadsSomewhere(page, link.text())) {
                    broken.add(link.where() + ": " + link.text());
                }
            }
        }

        assertThat(broken).isEmpty();
    }

    private static boolean leadsSomewhere(Page page, String link) throws IOException {
        int hash = link.indexOf('#');
        String path = hash < 0 ? link : link.substring(0, hash);
        Path target =
                path.isEmpty() ? page.file() : page.file().resolveSibling(path).normalize();
        if (!Files.exists(target)) {
            return false;
        }
        return hash < 0
                || !target.toString().endsWith(".md")
                || Page.read(target).anchors().contains(link.substring(hash + 1));
    }

    @Test
    void everyPageOfTheDocumentationIsReachedFromTheReadme() throws IOException {
        List<Page> pages = Page.all();
        List<Path> reached = new ArrayList<>(List.of(Path.of("README.md")));
        for (int i = 0; i < reached.size(); i++) {
            for (Page page : pages) {
                if (page.file().equals(reached.get(i))) {
                    page.links().stream()
                            .map(link -> page.file().resolveSibling(link.text().replaceFirst("#.*", "")))
                            .map(Path::normalize)
                            .filter(target -> target.toString().endsWith(".md") && !reached.contains(target))
                            .distinct()
                            .forEach(reached::add);
                }
            }
        }

        assertThat(pages.stream().map(Page::file).filter(file -> file.startsWith("src/docs")))
                .allMatch(reached::contains);
    }

    @Test
    void everyCommandInASentenceNamesCommandsAndOptionsThatExist() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Page page : Page.all()) {
            for (Page.Found command : page.commands()) {
                CommandLines.sketchProblem(command.text())
                        .ifPresent(problem -> wrong.add(command.where() + ": " + problem));
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void everySnippetIsTakenByTheProgram() throws IOException {
        List<String> wrong = new ArrayList<>();
        Snippets snippets = new Snippets(folder);
        for (Page page : Page.all()) {
            for (Page.Block block : page.blocks()) {
                snippets.problems(block).forEach(problem -> wrong.add(block.where() + ": " + problem));
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void aSnippetThatIsWrongIsFoundOut() throws IOException {
        Snippets snippets = new Snippets(folder);

        assertThat(Stream.of(
                        new Page.Block("", "shell", "", "echo x | cama process words.csv --jop=x\n"),
                        new Page.Block("", "properties", "", "cama.retry.atempts = 4\n"),
                        new Page.Block("", "json", "", "{\"a\":}"),
                        new Page.Block("", "yaml", "", "- route:\n    from:\n      uri: direct:a\n      stepps: []\n"),
                        new Page.Block("", "yaml", "", "steps:\n  - too: direct:a\n"),
                        new Page.Block("", "yaml", "", "colour: red\n"),
                        new Page.Block("", "yaml", "", "latency: soon\n"),
                        new Page.Block("", "yaml", "", "---\nmodle: a/b\n---\n"),
                        new Page.Block("", "cobol", "", "MOVE A TO B.\n")))
                .allSatisfy(block ->
                        assertThat(snippets.problems(block)).as(block.text()).isNotEmpty());
        assertThat(CommandLines.sketchProblem("fly --high")).isPresent();
        assertThat(CommandLines.sketchProblem("status --spent")).isPresent();
    }

    @Test
    void everyBlockThatSaysRunRuns() throws IOException {
        int played = 0;
        for (Page page : Page.all()) {
            Path home = Files.createTempDirectory(folder, "home");
            Files.writeString(home.resolve("words.csv"), "word,level\n사과,1\n눈치,2\n정,3\n");
            for (Page.Block block : page.blocks()) {
                if (block.flag().equals("run")) {
                    played += play(home, block);
                }
            }
        }

        assertThat(played).isGreaterThan(5);
    }

    private static int play(Path home, Page.Block block) {
        int played = 0;
        for (String line : block.text().lines().toList()) {
            Matcher exit = EXIT.matcher(line);
            int expected = exit.matches() ? Integer.parseInt(exit.group(1)) : 0;
            for (List<String> call : CommandLines.calls(line)) {
                String[] arguments = Stream.concat(call.stream(), Stream.of("--set", "cama.runs.poll=10ms"))
                        .map(word -> Files.exists(home.resolve(word)) && !word.isEmpty()
                                ? home.resolve(word).toString()
                                : word)
                        .toArray(String[]::new);
                Answer answer = Answer.of(home, arguments);
                assertThat(answer.exit())
                        .as("%s: %s%n%s%s", block.where(), line, answer.out(), answer.err())
                        .isEqualTo(expected);
                played++;
            }
        }
        return played;
    }
}
