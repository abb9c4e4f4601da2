package io.cama.flow.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cama.model.RowOptions;
import org.junit.jupiter.api.Test;

class ErrandTest {
    @Test
    void oneOfAnEarlierVersionSaysNothingAboutTheRows() throws Exception {
        Errand errand = new ObjectMapper()
                .readValue("{\"kind\":\"PROCESS\",\"job\":\"a\",\"name\":\"a.csv\",\"limit\":0}", Errand.class);

        assertThat(errand.options()).isEqualTo(RowOptions.NONE);
    }
}
