package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cama.ops.embed.Cama;
import io.cama.ops.embed.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShopTest {
    @TempDir
    private Path home;

    private Main shop;

    @BeforeEach
    void open() throws Exception {
        try (Stream<Path> files = Files.walk(Path.of("jobs"))) {
            for (Path file : files.toList()) {
                Files.copy(file, home.resolve(file.toString()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        shop = Shop.in(home);
        shop.start();
    }

    @AfterEach
    void close() {
        if (shop != null) {
            shop.stop();
        }
    }

    @Test
    void aFileInTheInboxIsAnsweredBetweenTheShopsOwnSteps() throws Exception {
        Path inbox = Files.createDirectories(home.resolve("inbox/blurbs"));
        Path file = Files.writeString(home.resolve("books.csv"), "title\nDunes at Night\nOases\n");
        Files.move(file, inbox.resolve("books.csv"), StandardCopyOption.ATOMIC_MOVE);

        awaitFile(home.resolve("outbox/blurbs/books.run.json"));

        String books = Files.readString(home.resolve("outbox/blurbs/books.json"));
        assertTrue(books.contains("\"blurb\"") && books.contains("D: Dunes at Night") && books.contains("O: Oases"), books);
    }

    @Test
    void aJobInJavaIsDoneByOneCall() throws Exception {
        Cama cama = shop.getCamelContext().getRegistry().lookupByNameAndType("cama", Cama.class);
        Path file = Files.writeString(home.resolve("orders.csv"), "name,copies\nMina,2\nJun,0\n");

        Outcome outcome = cama.process(file, "letters");

        assertTrue(outcome.isComplete(), outcome.toString());
        assertEquals(2, outcome.counts().ok());
        String letters = Files.readString(outcome.files().get(0));
        assertTrue(letters.contains("\"stamped\" : true") || letters.contains("\"stamped\":true"), letters);
        assertTrue(cama.health().isWell());
        assertEquals(1, cama.ledgerStatistics().replies());
    }

    @Test
    void whatIsTheShopsOwnStaysAsItWas() {
        ProducerTemplate till = shop.getCamelContext().createProducerTemplate();

        assertEquals("sold a book", till.requestBody("direct:till", "a book"));
        CamelExecutionException thrown =
                assertThrows(CamelExecutionException.class, () -> till.requestBody("direct:till", "nothing"));
        assertInstanceOf(IllegalArgumentException.class, thrown.getCause());
    }

    private static void awaitFile(Path file) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(Duration.ofSeconds(60));
        while (!Files.exists(file)) {
            assertTrue(Instant.now().isBefore(end), "there is no " + file);
            Thread.sleep(100);
        }
    }
}
