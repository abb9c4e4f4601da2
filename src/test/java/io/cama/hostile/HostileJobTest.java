package io.cama.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.cli.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Row 65 of the fault matrix: YAML that unfolds without end, or names a Java class, is refused and does nothing. */
@Timeout(60)
class HostileJobTest {
    private static final String TAG = "!!javax.script.ScriptEngineManager [!!java.net.URL [\"http://127.0.0.1:1/\"]]";

    @TempDir
    private Path home;

    private Path job;

    @BeforeEach
    void write() throws IOException {
        job = Files.createDirectories(home.resolve("jobs/greet"));
        Files.writeString(job.resolve("greet.camel.yaml"), """
                - route:
                    id: greet
                    description: Greets
                    from:
                      uri: kamelet:job
                      parameters: { name: greet, outputs: json }
                      steps:
                        - to: { id: greet-say, description: Says it, uri: "kamelet:llm", parameters: { prompt: say } }
                """);
        Files.writeString(job.resolve("say.prompt"), "---\nmodel: demo/any\n---\nGreet {{name}}\n");
    }

    /** Nine lists, each of nine times the one before: four hundred million when unfolded. */
    private static String bomb() {
        StringBuilder yaml = new StringBuilder("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
        for (int n = 1; n < 10; n++) {
            yaml.append("a%d: &a%d [".formatted(n, n))
                    .append(("*a" + (n - 1) + ", ").repeat(8))
                    .append("*a" + (n - 1) + "]\n");
        }
        return yaml.toString();
    }

    private void isRefused(String file, String yaml) throws IOException {
        Path path = job.resolve(file);
        Files.writeString(path, yaml);

        Answer answer = Answer.of(home, "validate");

        assertThat(answer.exit()).as(answer.out() + answer.err()).isNotZero();
        assertThat(answer.out() + answer.err()).contains(file);
    }

    @Test
    void inARouteFile() throws IOException {
        isRefused("greet.camel.yaml", bomb());
        isRefused("greet.camel.yaml", "- route: " + TAG + "\n");
    }

    @Test
    void inTheInputRules() throws IOException {
        isRefused("input.yaml", bomb());
        isRefused("input.yaml", "charset: " + TAG + "\n");
    }

    @Test
    void inTheHeadOfAPrompt() throws IOException {
        isRefused("say.prompt", "---\n" + bomb() + "model: demo/any\ninput: *a9\n---\nGreet {{name}}\n");
        isRefused("say.prompt", "---\nmodel: " + TAG + "\n---\nGreet {{name}}\n");
    }

    @Test
    void theJobItselfIsValid() {
        assertThat(Answer.of(home, "validate").exit()).isZero();
    }
}
