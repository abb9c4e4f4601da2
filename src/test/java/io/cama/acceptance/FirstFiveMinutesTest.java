package io.cama.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.cli.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Plays {@code transcripts/first-five-minutes.txt}: its commands say what it says they say. */
@Timeout(180)
class FirstFiveMinutesTest {
    private static final Path TRANSCRIPT = Path.of("src/test/resources/transcripts/first-five-minutes.txt");

    @TempDir
    private Path home;

    private record Scene(List<String> command, List<String> screen) {}

    private static List<Scene> scenes() throws IOException {
        List<Scene> scenes = new ArrayList<>();
        for (String line : Files.readAllLines(TRANSCRIPT)) {
            if (line.startsWith("$ cama ")) {
                scenes.add(new Scene(List.of(line.substring(7).split(" ")), new ArrayList<>()));
            } else if (!line.startsWith("#") && !line.isBlank()) {
                scenes.get(scenes.size() - 1).screen().add(line);
            }
        }
        return scenes;
    }

    @Test
    void theTranscriptIsTrue() throws IOException {
        Path words = Files.writeString(
                home.resolve("words.csv"),
                "word,level,note\n사과,1,fruit\n눈치,2,tact\n정,3,affection\n한,4,sorrow\n멋,5,style\n");

        for (Scene scene : scenes()) {
            String[] command = Stream.concat(
                            scene.command().stream().map(word -> word.equals("words.csv") ? words.toString() : word),
                            Stream.of("--set", "cama.runs.poll=10ms"))
                    .toArray(String[]::new);
            Answer answer = Answer.of(home, command);

            assertThat(answer.exit())
                    .as("%s%n%s", scene.command(), answer.err())
                    .isZero();
            assertThat(screen(scene.command(), answer)).matches(shape(scene.screen()));
        }
    }

    /** The demo speaks before its work; everybody else says what comes next behind it. */
    private static String screen(List<String> command, Answer answer) {
        boolean first = command.equals(List.of("demo"));
        return first ? answer.err() + "\n" + answer.out() : answer.out() + "\n" + answer.err();
    }

    private static Pattern shape(List<String> lines) {
        return Pattern.compile(
                lines.stream()
                        .map(line -> Stream.of(line.split("…", -1))
                                .map(Pattern::quote)
                                .collect(Collectors.joining("[^\n]*")))
                        .collect(Collectors.joining("\n(?:.*\n)?", "(?s)(?:.*\n)?", "(?:\n.*)?")),
                Pattern.DOTALL);
    }
}
