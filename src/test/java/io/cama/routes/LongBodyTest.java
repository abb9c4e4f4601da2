package io.cama.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.model.Reason;
import io.cama.model.Run;
import io.cama.wire.Behaviour;
import io.cama.wire.Behaviours;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Long replies: read up to the cap of the settings, and not a byte further, packed or not. */
class LongBodyTest extends WireTestSupport {
    private static final int MEGABYTE = 1 << 20;

    @Override
    List<String> providers() {
        return List.of("long");
    }

    @Override
    Map<String, String> more() {
        return Map.of("cama.http.max-reply", "12MB", "cama.http.connections", "1");
    }

    @Test
    void aBodyOfTenMegabytesIsReadUnderACapThatAllowsIt() throws Exception {
        String filler = "\"filler\":\"" + "a".repeat(10 * MEGABYTE) + "\",";

        Run run = ask("long", Behaviours.ok("{" + filler + ANSWER.substring(1)));

        assertAnswered(run);
    }

    @Test
    void aBodyBeyondTheCapIsNoAnswerAndItsConnectionServesNobodyElse() throws Exception {
        Run run = ask("long", Behaviours.streamed(13), Behaviours.streamed(13), answers());

        assertAnswered(run);
        assertThat(reasons(run)).startsWith(Reason.PROTOCOL, Reason.PROTOCOL).hasSize(3);
        assertThat(stage("long").connections()).isEqualTo(3);
    }

    @Test
    void whatAnEndlessBodyHoldsBeyondTheCapIsNotEvenReceived() throws Exception {
        AtomicLong sent = new AtomicLong();

        Run run = ask("long", endless(sent, 200));

        assertThat(reasons(run)).isEqualTo(Collections.nCopies(3, Reason.PROTOCOL));
        assertThat(sent.get()).isLessThan(3L * 40 * MEGABYTE);
        assertThat(ledger.calls(run.id(), 1)).allSatisfy(reply -> {
            assertThat(reply.why()).contains("cama.http.max-reply");
            assertThat(reply.body()).isEmpty();
        });
    }

    /** Promises so many megabytes by Content-Length and counts what the caller takes. */
    private static Behaviour endless(AtomicLong sent, int megabytes) {
        return connection -> {
            byte[] part = new byte[MEGABYTE / 16];
            Arrays.fill(part, (byte) ' ');
            connection.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                    + (long) megabytes * MEGABYTE + "\r\n\r\n");
            for (int i = 0; i < megabytes * 16; i++) {
                connection.send(part);
                sent.addAndGet(part.length);
            }
        };
    }

    @Test
    void aBombOfOneToAThousandStopsAtTheCapAndTheHeapStaysFlat() throws Exception {
        long before = held();

        Run run = ask("long", Behaviours.gzipBomb(400));

        assertThat(reasons(run)).isEqualTo(Collections.nCopies(3, Reason.PROTOCOL));
        assertThat(peak() - before).isLessThan(200L * MEGABYTE);
    }

    /** Bytes of the heap in use after a collection; from here on the peak is counted anew. */
    private static long held() throws IOException {
        System.gc();
        long used = 0;
        for (MemoryPoolMXBean pool : heap()) {
            pool.resetPeakUsage();
            used += pool.getUsage().getUsed();
        }
        return used;
    }

    private static long peak() {
        return heap().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    }

    private static List<MemoryPoolMXBean> heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }
}
