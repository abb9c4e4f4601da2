package io.cama.output.anki;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.output.value.Json;
import io.cama.output.value.Scope;
import io.cama.output.value.TextPattern;
import java.util.List;
import org.junit.jupiter.api.Test;

class TagsTest {
    private final Scope scope = Scope.of(
            1,
            Json.readObject(
                    "{\"pos\":\"proper noun\",\"odd\":\"a::b \\\"c\\\"\",\"none\":\"\",\"commas\":\"term:집 안, time:10:30,,x\","
                            + "\"spaces\":\"one  two:2 \\n three\",\"list\":[\"p q\",\"r:s\",\"P Q\",\":\",4],\"empty\":null}"));

    @Test
    void fillsPatternsAndDropsThoseWithoutAValue() {
        assertThat(tags(null, "cama::test", "pos::{pos}", "level::{none}", "odd::{odd}"))
                .containsExactly("cama::test", "pos::proper_noun", "odd::a:b_c");
    }

    @Test
    void readsTagsFromTextWithCommasOrSpacesAndFromLists() {
        assertThat(tags("commas")).containsExactly("term::집_안", "time::10:30", "x");
        assertThat(tags("spaces")).containsExactly("one", "two::2", "three");
        assertThat(tags("list")).containsExactly("p_q", "r::s", "4");
        assertThat(tags("empty")).isEmpty();
    }

    private List<String> tags(@org.jspecify.annotations.Nullable String from, String... patterns) {
        return Tags.of(List.of(patterns).stream().map(TextPattern::new).toList(), from, scope);
    }
}
