package io.cama.ledger.sqlite.sent;

import io.cama.ledger.Items;
import io.cama.ledger.sent.Deployments;
import io.cama.ledger.sqlite.call.Keys;
import io.cama.ledger.sqlite.store.Database;

/** Deployed paths as rows. */
public interface DeployedTable extends Deployments {
    String DEPLOY = "INSERT INTO deployed (run, path, item) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";

    String DEPLOYED = "SELECT item FROM deployed WHERE run = ? AND path = ?";

    Database db();

    @Override
    default long deploys(String run, String path, long position) {
        return db().write(s -> {
            long number = Keys.number(s, run);
            s.update(DEPLOY, number, path, Keys.key(number, position));
            return s.first(DEPLOYED, row -> row.getLong(1) & Items.MAX_POSITION, number, path)
                    .orElseThrow();
        });
    }
}
