package io.cama.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
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
                "ITEM         | SEARCH item USING INTEGER PRIMARY KEY (rowid=?)",
                "OK           | SEARCH call USING COVERING INDEX call_item (item=? AND rowid>?)",
                "RESULTS      | SEARCH item USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)",
                "IN_ORDER     | SEARCH item USING INDEX item_dead (key>? AND key<?)",
                "NEWEST       | SCAN item USING INDEX item_dead_at",
                "ONE          | SEARCH item USING INTEGER PRIMARY KEY (rowid=?)",
                "RECALL       | SEARCH call USING INDEX call_hash (hash=?)",
                "ASK          | SEARCH call USING COVERING INDEX call_hash (hash=?)",
                "ATTEMPTS     | SEARCH call USING INDEX call_item (item=? AND rowid>?)",
                "OF_ITEM      | SEARCH call USING INTEGER PRIMARY KEY (rowid=?)",
                "LOST         | SEARCH call USING COVERING INDEX call_asked (item>? AND item<?)",
                "TAKE         | SEARCH run USING INDEX sqlite_autoindex_run_1 (id=?)",
                "ACCEPTED     | SEARCH run USING INDEX run_queue (state=?)",
            })
    void theQueryFindsItsRowsByAnIndex(String name, String step) throws SQLException {
        List<String> plan = plan(sql(name));
        assertThat(plan).contains(step);
        assertThat(plan).allSatisfy(line -> assertThat(line)
                .doesNotMatch("SCAN (item|call|run)( VIRTUAL.*)?")
                .doesNotContain("TEMP B-TREE FOR ORDER BY"));
    }

    private static String sql(String name) {
        return switch (name) {
            case "HIGH_WATER" -> ItemTable.HIGH_WATER;
            case "PENDING" -> ItemTable.PENDING;
            case "ITEM" -> ItemTable.ITEM;
            case "OK" -> ItemTable.OK;
            case "RESULTS" -> ItemTable.RESULTS;
            case "IN_ORDER" -> DeadLetterTable.IN_ORDER;
            case "NEWEST" -> DeadLetterTable.NEWEST;
            case "ONE" -> DeadLetterTable.ONE;
            case "RECALL" -> ReplyTable.RECALL;
            case "ASK" -> ReplyTable.ASK;
            case "ATTEMPTS" -> ReplyTable.ATTEMPTS;
            case "OF_ITEM" -> ReplyTable.OF_ITEM;
            case "LOST" -> ReplyTable.LOST;
            case "TAKE" -> RunTable.TAKE;
            case "ACCEPTED" -> RunTable.ACCEPTED;
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
