package io.cama.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.ledger.sqlite.call.Held;
import io.cama.ledger.sqlite.call.ReplyTable;
import io.cama.ledger.sqlite.call.SpendTable;
import io.cama.ledger.sqlite.call.SpentTable;
import io.cama.ledger.sqlite.care.RemovalTable;
import io.cama.ledger.sqlite.letter.DeadLetterTable;
import io.cama.ledger.sqlite.letter.LetterTable;
import io.cama.ledger.sqlite.letter.MendTable;
import io.cama.ledger.sqlite.letter.NoticeTable;
import io.cama.ledger.sqlite.look.ItemLookTable;
import io.cama.model.RunState;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A query over a million rows must find them by an index; only a walk in an index's own order may be a scan. */
class QueryPlanTest {
    Path file;

    @BeforeEach
    void open(@TempDir Path folder) {
        Sample.open(folder).close();
        file = folder.resolve("ledger.db");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HIGH_WATER   | SEARCH item USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)",
                "PENDING      | SEARCH item USING COVERING INDEX item_pending (key>? AND key<?)",
                "RANKED       | SEARCH item USING COVERING INDEX item_ranked (rank=? AND rowid>? AND rowid<?)",
                "NEXT_RANK    | SEARCH item USING COVERING INDEX item_ranked (rank>?)",
                "UNRANKED     | SEARCH item USING INDEX item_pending (key>? AND key<?)",
                "ITEM         | SEARCH item USING INTEGER PRIMARY KEY (rowid=?)",
                "OK           | SEARCH call USING COVERING INDEX call_item (item=? AND rowid>?)",
                "RESULTS      | SEARCH item USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)",
                "IN_ORDER     | SEARCH item USING INDEX item_dead (key>? AND key<?)",
                "NEWEST       | SEARCH item USING INDEX item_dead_at (at<?)",
                "LAST_CALL    | SEARCH call USING INDEX call_item (item=?)",
                "MENDS        | SEARCH mend USING INDEX mend_item (item=?)",
                "OPEN_NOTICES | SEARCH notice USING INDEX notice_open (item>?)",
                "ONE          | SEARCH item USING INTEGER PRIMARY KEY (rowid=?)",
                "RECALL       | SEARCH call USING INDEX call_hash (hash=?)",
                "ASK          | SEARCH call USING COVERING INDEX call_hash (hash=?)",
                "ATTEMPTS     | SEARCH call USING INDEX call_item (item=? AND rowid>?)",
                "OF_ITEM      | SEARCH call USING INTEGER PRIMARY KEY (rowid=?)",
                "RECALL_SINCE | SEARCH call USING INDEX call_hash (hash=?)",
                "RECALL_OWN   | SEARCH call USING INDEX call_item (item=? AND rowid>?)",
                "REJECTED     | SEARCH call USING INDEX call_hash (hash=?)",
                "KNOWN        | SEARCH call USING INTEGER PRIMARY KEY (rowid=?)",
                "LOAD         | SEARCH call USING INDEX call_load (provider=? AND asked>?)",
                "SPENT        | SEARCH call USING INDEX call_load (provider=? AND asked>?)",
                "SIZES        | SEARCH size USING PRIMARY KEY (model=?)",
                "STORED       | SEARCH call USING COVERING INDEX call_answered (answered>?)",
                "HELD         | SEARCH call USING INTEGER PRIMARY KEY (rowid=?)",
                "LOST         | SEARCH call USING COVERING INDEX call_asked (item>? AND item<?)",
                "MENDED       | SEARCH call USING INDEX call_item (item>? AND item<?)",
                "MENDED       | SEARCH item USING INTEGER PRIMARY KEY (rowid=?)",
                "MENDED       | SEARCH cited USING COVERING INDEX cited_run (run=?)",
                "TAKE         | SEARCH run USING INDEX sqlite_autoindex_run_1 (id=?)",
                "ACCEPTED     | SEARCH run USING INDEX run_queue (state=? AND (rank,turn)>(?,?))",
                "BEGINNING    | SEARCH run USING INDEX sqlite_autoindex_run_1 (id>? AND id<?)",
            })
    void theQueryFindsItsRowsByAnIndex(String name, String step) throws SQLException {
        List<String> plan = plan(sql(name));
        assertThat(plan).contains(step);
        assertThat(plan).allSatisfy(line -> assertThat(line)
                .doesNotMatch("SCAN (item|call|run)( VIRTUAL.*)?")
                .doesNotContain("TEMP B-TREE FOR ORDER BY"));
    }

    @Test
    void aPageOfRunsIsWalkedByTurnOrFoundByTheStateThatFewAreIn() throws SQLException {
        for (boolean ofJob : new boolean[] {true, false}) {
            assertThat(plan(RunLookTable.page(null, ofJob))).containsExactly("SCAN run USING INDEX run_turn");
            assertThat(plan(RunLookTable.page(RunState.DONE, ofJob))).containsExactly("SCAN run USING INDEX run_turn");
            assertThat(plan(RunLookTable.page(RunState.PAUSED, ofJob)))
                    .containsExactly("SEARCH run USING INDEX run_queue (state=?)", "USE TEMP B-TREE FOR ORDER BY");
        }
    }

    private static String sql(String name) {
        return switch (name) {
            case "HIGH_WATER" -> ItemTable.HIGH_WATER;
            case "PENDING" -> ItemTable.PENDING;
            case "NEXT_RANK" -> ItemTable.NEXT_RANK;
            case "RANKED" -> ItemTable.RANKED;
            case "UNRANKED" -> ItemTable.UNRANKED;
            case "ITEM" -> ItemTable.ITEM;
            case "OK" -> ItemTable.OK;
            case "RESULTS" -> ItemTable.RESULTS;
            case "IN_ORDER" -> DeadLetterTable.IN_ORDER;
            case "NEWEST" -> LetterTable.NEWEST;
            case "LAST_CALL" -> MendTable.LAST_CALL;
            case "MENDS" -> MendTable.OF_RUN;
            case "OPEN_NOTICES" -> NoticeTable.OPEN;
            case "ONE" -> DeadLetterTable.ONE;
            case "RECALL" -> ReplyTable.RECALL;
            case "ASK" -> SpendTable.ASK;
            case "ATTEMPTS" -> ReplyTable.ATTEMPTS;
            case "OF_ITEM" -> ItemLookTable.CALLS_OF_ITEM;
            case "RECALL_SINCE" -> ReplyTable.RECALL_SINCE;
            case "RECALL_OWN" -> ReplyTable.RECALL_OWN;
            case "REJECTED" -> ReplyTable.REJECTED;
            case "KNOWN" -> ReplyTable.KNOWN;
            case "LOAD" -> SpendTable.LOAD;
            case "SPENT" -> SpentTable.SPENT.formatted("run.job");
            case "SIZES" -> SpendTable.SIZES;
            case "STORED" -> RemovalTable.STORED;
            case "HELD" -> Held.OF;
            case "LOST" -> ReplyTable.LOST;
            case "MENDED" -> ReplyTable.MENDED;
            case "TAKE" -> RunTable.TAKE;
            case "ACCEPTED" -> RunTable.ACCEPTED;
            case "BEGINNING" -> RunLookTable.BEGINNING;
            default -> throw new IllegalArgumentException(name);
        };
    }

    private List<String> plan(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.prepareStatement("EXPLAIN QUERY PLAN " + sql);
                ResultSet rows = statement.executeQuery()) {
            List<String> steps = new ArrayList<>();
            while (rows.next()) {
                steps.add(rows.getString("detail"));
            }
            return steps;
        }
    }
}
