package io.cama.output.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScopeTest {
    private final Scope item = Scope.of(
            7,
            Json.readObject("{\"term\":\"눈\",\"a.b\":{\"c\":1},\"n\":{\"list\":[\"x\",{\"y\":\"z\"}],\"none\":null}}"));

    @Test
    void findsFieldsMembersElementsAndTheNumber() {
        assertThat(item.get("term")).isEqualTo("눈");
        assertThat(item.get("n.list.1.y")).isEqualTo("z");
        assertThat(item.get("n.list.0")).isEqualTo("x");
        assertThat(item.get("a.b.c")).isEqualTo(1);
        assertThat(item.get("#")).isEqualTo(7L);
    }

    @Test
    void findsNothingWhereThereIsNothing() {
        for (String path : List.of("other", "n.none", "n.list.9", "term.x", "n.", ".n", "")) {
            assertThat(item.get(path)).as(path).isNull();
            assertThat(item.list(path)).isEmpty();
        }
    }

    @Test
    void looksIntoTheElementBeforeTheItem() {
        Scope inner = item.within(Map.of("term", "own"));

        assertThat(inner.get("term")).isEqualTo("own");
        assertThat(inner.get("n.list.0")).isEqualTo("x");
        assertThat(item.within("just text").get(".")).isEqualTo("just text");
    }

    @Test
    void writesValuesForMachinesAndForPeople() {
        Object value = Json.readObject("{\"v\":[\"a\",null,{\"b\":1.50,\"c\":null,\"d\":[true,\"e\"]}]}")
                .get("v");

        assertThat(Scope.plain(value)).isEqualTo("[\"a\",null,{\"b\":1.50,\"c\":null,\"d\":[true,\"e\"]}]");
        assertThat(Scope.readable(value)).isEqualTo("a, b: 1.50, d: true, e");
        assertThat(Scope.plain(null)).isEmpty();
    }

    @Test
    void fillsPlacesOrNothingAtAll() {
        TextPattern pattern = new TextPattern("<i>{ term }</i> {n.none}!");

        assertThat(pattern.source()).isEqualTo("<i>{ term }</i> {n.none}!");
        assertThat(pattern.fill(path -> Scope.plain(item.get(path)))).isEqualTo("<i>눈</i> !");
        assertThat(pattern.fillAll(path -> Scope.plain(item.get(path)))).isEmpty();
        assertThat(pattern.fill(path -> "")).isEmpty();
        assertThat(pattern.fill(path -> "$1\\")).isEqualTo("<i>$1\\</i> $1\\!");
        assertThat(new TextPattern("plain {} text").fill(path -> "")).isEqualTo("plain {} text");
    }

    @Test
    void saysWhatIsNoJson() {
        assertThatThrownBy(() -> Json.readObject("[1]"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("is no JSON object");
        assertThatThrownBy(() -> Json.readObject("{} {}")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Json.readObject("null")).hasMessage("is no JSON object: null");
        List<?> deep = List.of();
        for (int i = 0; i < 2_000; i++) {
            deep = List.of(deep);
        }
        List<?> tooDeep = deep;
        assertThatThrownBy(() -> Json.write(tooDeep))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("cannot be written as JSON");
    }
}
