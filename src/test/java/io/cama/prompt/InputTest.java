package io.cama.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.model.ItemFault;
import io.cama.model.Prompt;
import io.cama.model.Reason;
import io.cama.model.Rendered;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class InputTest {
    private static final String CARD = """
            ---
            input:
              default: { type: unknown, style: { tone: warm, size: 1 } }
              schema:
                position: integer
                term: string
                type: string, part of speech
                style?: { tone: string, size?: integer }
            ---
            {{position}}. {{term}} ({{type}}) {{style.tone}}{{style.size}}
            """;

    @Test
    void laysTheDefaultsUnderTheItemShallowly() {
        assertThat(Rendering.render(CARD, Map.of("position", 1, "term", "물"))).isEqualTo("1. 물 (unknown) warm1");
        assertThat(Rendering.render(
                        CARD, Map.of("position", 1, "term", "물", "type", "명사", "style", Map.of("tone", "cool"))))
                .isEqualTo("1. 물 (명사) cool");
    }

    @Test
    void keepsTheMergedValuesInOrder() {
        Rendered rendered = Rendering.with().of(CARD, Map.of("position", 1, "term", "물"), Map.of(), List.of());

        assertThat(rendered.input()).containsEntry("type", "unknown").containsEntry("term", "물");
        assertThat(rendered.prompt().name()).isEqualTo("test");
    }

    @Test
    void refusesAnItemThatBreaksTheSchema() {
        assertThatThrownBy(() -> Rendering.render(CARD, Map.of("position", "x", "extra", 1)))
                .asInstanceOf(InstanceOfAssertFactories.type(ItemFault.class))
                .satisfies(fault -> {
                    assertThat(fault.failure().reason()).isEqualTo(Reason.INPUT_SCHEMA);
                    assertThat(fault.failure().message())
                            .contains("/position: string found, integer expected")
                            .contains("required property 'term' not found")
                            .contains("'extra' is not defined");
                });
    }

    @Test
    void namesFiveViolationsAtMost() {
        String source =
                "---\ninput: { schema: { a: string, b: string, c: string, d: string, e: string, f: string } }\n---\nx";

        assertThatThrownBy(() -> Rendering.render(source, Map.of()))
                .hasMessageContaining("'e'")
                .hasMessageNotContaining("'f'");
    }

    @Test
    void takesAnythingWithoutASchema() {
        Map<String, Object> input = new HashMap<>();
        input.put("a", null);
        assertThat(Rendering.render("[{{a}}{{b}}]", input)).isEqualTo("[]");
    }

    @Test
    void rendersOnManyThreadsAtOnce() throws Exception {
        Prompt prompt = PromptFile.parse("card.prompt", CARD);
        PromptRenderer renderer = new PromptRenderer(Map.of());
        List<Callable<String>> calls = new ArrayList<>();
        IntStream.range(0, 400)
                .forEach(i -> calls.add(
                        () -> renderer.render(prompt, Map.of("position", i, "term", "말" + i), Map.of(), List.of())
                                .messages()
                                .get(0)
                                .text()));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            int i = 0;
            for (Future<String> text : threads.invokeAll(calls)) {
                assertThat(text.get()).isEqualTo(i + ". 말" + i + " (unknown) warm1");
                i++;
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void tellsPromptsApartThatDifferOnlyInTheirTemplate() {
        PromptRenderer renderer = new PromptRenderer(Map.of());
        for (int i = 0; i < 1_100; i++) {
            Prompt prompt = PromptFile.parse("a.prompt", "t" + i);
            assertThat(renderer.render(prompt, Map.of(), Map.of(), List.of())
                            .messages()
                            .get(0)
                            .text())
                    .isEqualTo("t" + i);
        }
    }
}
