package io.cama.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.model.Run;
import io.cama.model.RunState;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A share of the items is answered by another model and prompt. */
class CanaryRouteTest extends SharedFlow {
    private Set<String> birds(int from, int to) throws Exception {
        asThePromptsSay();
        String[] lines = IntStream.rangeClosed(from - 1, to)
                .mapToObj(n -> n == from - 1 ? "word" : "word" + n)
                .toArray(String[]::new);
        Run run = process("canary", fresh("words") + ".csv", lines);
        assertThat(run.state()).isEqualTo(RunState.DONE);
        return endpoint.calls().stream()
                .filter(call -> FailoverRouteTest.asked(call).equals("bird"))
                .map(ScriptedEndpoint.Call::asked)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theSameItemsGoToItInEveryRunAndWithTheirPrompt() throws Exception {
        Set<String> once = birds(1, 60);
        endpoint.calls().clear();
        on(new io.cama.model.Terms(io.cama.model.Terms.Recall.OWN, 0, false));
        Set<String> again = birds(1, 60);

        assertThat(once).hasSizeBetween(8, 30).allMatch(asked -> asked.startsWith("Tweet: word"));
        assertThat(again).isEqualTo(once);
    }

    @Test
    void theModelOfTheCommandLineStandsAlone() throws Exception {
        Run run = process("canary", fresh("words") + ".csv", "word", "a", "b", "c", "d", "e", "f", "g", "h");

        assertThat(run.state()).isEqualTo(RunState.DONE);
        assertThat(endpoint.calls())
                .extracting(FailoverRouteTest::asked)
                .containsOnly(model().substring("scripted/".length()));
        assertThat(endpoint.calls())
                .extracting(ScriptedEndpoint.Call::asked)
                .noneMatch(asked -> asked.startsWith("Tweet"));
    }
}
