package io.cama.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small sound job, {@code greet}, in a home folder; tests break it in one place. */
public final class GreetingJob {
    private GreetingJob() {}

    public static Path in(Path home) throws IOException {
        Path folder = Files.createDirectories(home.resolve("jobs/greet"));
        Files.writeString(folder.resolve("greet.camel.yaml"), """
                - route:
                    id: greet
                    from:
                      uri: kamelet:job
                      parameters:
                        name: greet
                        outputs: "json"
                      steps:
                        - to:
                            id: hello
                            uri: "kamelet:llm/greet-hello"
                            parameters:
                              prompt: hello
                """);
        Files.writeString(folder.resolve("hello.prompt"), """
                ---
                model: openai/gpt-4.1-mini
                input:
                  schema:
                    name: string
                output:
                  format: json
                  schema:
                    greeting: string
                ---
                {{role "system"}}
                You greet people.
                {{role "user"}}
                Greet {{name}} from {{@place}}.
                """);
        Files.writeString(home.resolve("people.csv"), "name\nAda\nBob\n");
        return folder;
    }
}
