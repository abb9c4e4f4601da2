package io.cama.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cama.ledger.Ledger;
import io.cama.ledger.Spend.Caps;
import io.cama.ledger.Spend.Permission.Granted;
import io.cama.ledger.Spend.Permission.Wait;
import io.cama.ledger.Spend.RunCost;
import io.cama.ledger.Spend.Scope;
import io.cama.model.Verdict;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reservation that nobody settles holds nobody up. */
class DoubtTest {
    static final RunCost DOUBTED = new RunCost(70, 0, 70, 0);

    Path folder;
    Ledger ledger;

    @BeforeEach
    void open(@TempDir Path folder) {
        this.folder = folder;
        ledger = Sample.open(folder);
        ledger.accept(Sample.run("a"));
        ledger.add("a", Sample.pending(1, 9));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void whatADoubtedCallReservedIsSpentAndUncertainSoThatNobodyWaits() {
        long call = ask();
        Caps caps = new Caps(100, Long.MAX_VALUE);
        assertThat(ledger.ask(Sample.ask("other", "a", 2, 31), caps)).isEqualTo(new Wait(Scope.RUN));
        ledger.doubt(call);
        assertThat(ledger.ask(Sample.ask("other", "a", 2, 30), caps)).isInstanceOf(Granted.class);
        assertThat(ledger.cost("a")).isEqualTo(new RunCost(70, 30, 70, 0));
    }

    @Test
    void aReplyThatNobodyJudgedIsDoubtedToo() {
        long call = ask();
        ledger.keep(call, 200, "{}");
        ledger.doubt(call);
        written();
        assertThat(ledger.cost("a")).isEqualTo(DOUBTED);
        ledger.judge(call, Verdict.REJECTED, Sample.wrong("no"));
        assertThat(ledger.cost("a")).isEqualTo(new RunCost(0, 0, 0, 0));
    }

    @Test
    void whatIsSettledOrUnknownIsLeftAlone() {
        long call = ask();
        ledger.keep(call, 200, "{}");
        ledger.judge(call, Verdict.GOOD, Sample.cost(30));
        ledger.doubt(call);
        ledger.doubt(call + 100);
        written();
        assertThat(ledger.cost("a")).isEqualTo(new RunCost(30, 0, 0, 0));
    }

    @Test
    void aCallIsDoubtedOnce() {
        long call = ask();
        ledger.doubt(call);
        ledger.doubt(call);
        written();
        assertThat(ledger.cost("a")).isEqualTo(DOUBTED);
    }

    @Test
    void aGoodVerdictThatCannotBeWrittenIsLoggedWithItsCallAndDoubtedAtTheNextOpening() throws SQLException {
        long call = ask();
        ledger.keep(call, 200, "{}");
        script("CREATE TRIGGER broken BEFORE UPDATE OF cost ON call BEGIN SELECT RAISE(ABORT, 'broken'); END");
        List<String> errors = errors(() -> ledger.judge(call, Verdict.GOOD, Sample.cost(30)));
        assertThat(errors).hasSize(1).first().asString().contains("the good verdict on call " + call, "ledger.db");
        assertThat(ledger.cost("a")).isEqualTo(new RunCost(0, 70, 0, 0));
        ledger.close();
        ledger = Sample.open(folder);
        assertThat(ledger.cost("a")).isEqualTo(DOUBTED);
    }

    private List<String> errors(Runnable work) {
        List<String> lines = new CopyOnWriteArrayList<>();
        AbstractAppender appender = new AbstractAppender("errors", null, null, true, Property.EMPTY_ARRAY) {
            @Override
            public void append(LogEvent event) {
                if (event.getLevel().equals(Level.ERROR)) {
                    lines.add(event.getMessage().getFormattedMessage());
                }
            }
        };
        appender.start();
        Logger ledgers = (Logger) LogManager.getLogger("io.cama.ledger");
        Level before = ledgers.getLevel();
        Configurator.setLevel("io.cama.ledger", Level.ERROR);
        ledgers.addAppender(appender);
        try {
            work.run();
            written();
            await().until(() -> !lines.isEmpty());
            return lines;
        } finally {
            ledgers.removeAppender(appender);
            Configurator.setLevel("io.cama.ledger", before);
        }
    }

    private void script(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.db"));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long ask() {
        return ledger.ask(Sample.ask("h", "a", 1, 70));
    }

    /** Waits for what was to be written later. */
    private void written() {
        ledger.skip("a", 9, "a later write");
    }
}
