package shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.ops.embed.Cama;
import io.cama.ops.embed.Health;
import io.cama.ops.embed.Outcome;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
class ShopTest {
    @Inject
    Cama cama;

    @Inject
    ProducerTemplate till;

    @Test
    void aJobInJavaIsDoneByOneCallOnABeanOfTheApplication(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("orders.csv"), "name,copies\nMina,2\nJun,0\n");

        Outcome outcome = cama.process(file, "letters");

        assertThat(outcome.isComplete()).as("%s", outcome).isTrue();
        assertThat(outcome.files()).singleElement().satisfies(json -> assertThat(json).content().contains("stamped"));
        assertThat(cama.health()).matches(Health::isWell);
        assertThat(cama.ledgerStatistics().replies()).isPositive();
    }

    @Test
    void whatIsTheShopsOwnStaysAsItWas() {
        assertThat(till.requestBody("direct:till", "a book")).isEqualTo("sold a book");
        assertThatThrownBy(() -> till.requestBody("direct:till", "nothing")).hasRootCauseMessage("nothing was bought");
    }
}
