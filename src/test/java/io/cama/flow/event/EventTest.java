package io.cama.flow.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123Z");

    @Test
    void anEventIsReadBackAsItWasWritten() {
        Event ofItem = new Event(
                "item.failed", "tasks", "r1", 7, NOON, 2, Map.of("reason", "TIMEOUT", "list", List.of(1, "둘\n\u2028")));
        Event ofNone = new Event("breaker.open", "", null, 0, NOON, 0, Map.of());

        assertThat(Event.parse(ofItem.json())).isEqualTo(ofItem);
        assertThat(Event.parse(ofNone.json())).isEqualTo(ofNone);
        assertThat(ofItem.json()).doesNotContain("\n").contains("\"item\":\"r1-7\"");
        assertThat(ofNone.item()).isNull();
    }

    @Test
    void whatIsNoEventIsRefused() {
        assertThatThrownBy(() -> Event.parse("{}")).hasMessageContaining("no event");
        assertThatThrownBy(() -> Event.parse("[]")).hasMessageContaining("not a JSON object");
    }

    @Test
    void everyTypeHasAWordOfItsOwn() {
        assertThat(Arrays.stream(EventType.values()).map(EventType::text))
                .doesNotHaveDuplicates()
                .contains("item.done", "breaker.half-open", "escalated", "fix.completed")
                .allMatch(text -> text.matches("[a-z]+(\\.[a-z-]+)?"));
    }
}
