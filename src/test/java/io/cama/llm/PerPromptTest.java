package io.cama.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.model.Message;
import io.cama.model.Prompt;
import io.cama.model.Provider;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PerPromptTest {
    private final PerPrompt<Integer> kept = new PerPrompt<>();
    private final AtomicInteger made = new AtomicInteger();
    private final Prompt prompt = prompt();
    private final Provider provider = Requests.provider("openai");

    @Test
    void itIsMadeOnceForAPromptAndAModel() {
        assertThat(value(prompt, provider, "a")).isEqualTo(1);
        assertThat(value(prompt, provider, "a")).isEqualTo(1);
    }

    @Test
    void anotherModelProviderOrPromptHasAnother() {
        value(prompt, provider, "a");
        assertThat(value(prompt, provider, "b")).isEqualTo(2);
        assertThat(value(prompt, Requests.provider("other"), "a")).isEqualTo(3);
        assertThat(value(prompt(), provider, "a")).as("equal, but read anew").isEqualTo(4);
    }

    @Test
    void moreModelsThanAPromptNamesAreMadeEachTime() {
        for (int model = 0; model < 100; model++) {
            value(prompt, provider, "m" + model);
        }
        assertThat(value(prompt, provider, "m0")).isEqualTo(1);
        assertThat(value(prompt, provider, "m99")).isEqualTo(101);
    }

    private int value(Prompt of, Provider at, String model) {
        return kept.of(of, at, model, made::incrementAndGet);
    }

    private static Prompt prompt() {
        return Requests.rendered(Map.of(), null, null, Message.of("user", "hello"))
                .prompt();
    }
}
