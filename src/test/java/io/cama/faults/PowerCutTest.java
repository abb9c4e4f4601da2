package io.cama.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.faults.check.Judgement;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power goes in the middle of a run, and what was not synced is gone; the endpoint's log lies on another disk.
 * {@code -Dcama.faults.cuts=2} makes it short, {@code -Dcama.faults.seed=N} repeats one.
 */
@Tag("faults")
@Timeout(value = 90, unit = TimeUnit.MINUTES)
class PowerCutTest {
    private static final int CUTS = Integer.getInteger("cama.faults.cuts", 50);

    /** Cuts that one run lives through. */
    private static final int CUTS_OF_A_RUN = 10;

    /** Of the job {@code terms}. */
    private static final int CONCURRENCY = 8;

    private static final int MOST_CALLS_OF_A_LIFE = 60;

    @TempDir
    private Path folder;

    @BeforeAll
    static void disks() {
        Needs.disks("power cuts");
    }

    @Test
    void noCutLosesWhatWasAcceptedOrPaidFor() throws Exception {
        long seed = Long.getLong("cama.faults.seed", System.nanoTime());
        System.out.println("PowerCutTest: repeat with -Dcama.faults.seed=" + seed);
        Random random = new Random(seed);
        for (int done = 0, run = 1; done < CUTS; done += CUTS_OF_A_RUN, run++) {
            int cuts = Math.min(CUTS_OF_A_RUN, CUTS - done);
            boolean xfs = run % 2 == 0 && Needs.works("mkfs.xfs", "-V");
            Judgement judgement = cutRun(Files.createDirectory(folder.resolve("run" + run)), xfs, cuts, random);
            System.out.printf("PowerCutTest: %d cuts of %s; %s%n", cuts, xfs ? "xfs" : "ext4", judgement.line());

            assertThat(judgement.faults()).isEmpty();
        }
    }

    /** A run whose file was dropped into the inbox, cut so many times while it works; every other one on xfs, if there is any. */
    private Judgement cutRun(Path place, boolean xfs, int cuts, Random random) throws Exception {
        int rows = (cuts + 2) * MOST_CALLS_OF_A_LIFE / 2;
        Path input = Rig.rows(place.resolve("terms.csv"), "term", rows);
        Path home = place.resolve("home");
        Endpoint endpoint = Endpoint.here(place.resolve("calls.jsonl"), 5);
        Path image = place.resolve("image");
        try (Disk disk = xfs ? Disk.xfs(image, home) : Disk.ext4(image, home);
                Rig rig = new Rig(place, home, "terms", input, endpoint)) {
            Path inbox = Files.createDirectories(home.resolve("inbox/terms"));
            Files.copy(input, inbox.resolve("terms.csv"));
            synced(List.of(inbox.resolve("terms.csv"), inbox, inbox.getParent(), home));
            for (int cut = 1; cut <= cuts; cut++) {
                long before = endpoint.calls();
                Process process = rig.start(quick(), List.of("run", "--once"));
                assertThat(rig.awaitCalls(process, before + 1 + random.nextInt(MOST_CALLS_OF_A_LIFE)))
                        .as("over before cut " + cut + ": " + rig.told())
                        .isTrue();
                cut(disk, rig, process);
            }
            int exit = rig.ended(rig.start(quick(), List.of("run", "--once")));
            assertThat(exit).as(rig.told()).isZero();
            return rig.judgeDropped((long) cuts * CONCURRENCY);
        }
    }

    /**
     * The process has no moment more than its disk: one that ran on could be told that a sync was done which the
     * switched-off file system only let go of, and make a call that no real cut would have let it make.
     */
    private static void cut(Disk disk, Rig rig, Process process) throws Exception {
        rig.freeze(process);
        disk.cut();
        rig.kill(process);
        disk.powerUp();
    }

    @Test
    void aFinishedRunIsWholeAfterACut() throws Exception {
        assertThat(cutAfterTheEnd(Launch.PLAIN).faults()).isEmpty();
    }

    @Test
    void aProgramThatSyncsNoFolderLosesItsReceipt() throws Exception {
        Judgement judgement = cutAfterTheEnd(Launch.PLAIN.with(Mutant.NO_FOLDER_SYNC.compile(folder)));

        assertThat(judgement.faults()).anyMatch(fault -> fault.startsWith("the receipt is missing or torn"));
    }

    /** Only the outputs lie on the disk that is cut, so that no sync of the ledger keeps their names by chance. */
    private Judgement cutAfterTheEnd(Launch launch) throws Exception {
        Path input = Rig.rows(folder.resolve("terms.csv"), "term", 3);
        Path home = Files.createDirectory(folder.resolve("home"));
        Endpoint endpoint = Endpoint.here(folder.resolve("calls.jsonl"), 1);
        try (Disk disk = Disk.ext4(folder.resolve("image"), folder.resolve("outputs"));
                Rig rig = new Rig(folder, home, "terms", input, endpoint)) {
            Path outputs = disk.folder().resolve("out");
            Files.createDirectory(outputs);
            synced(List.of(outputs, disk.folder()));
            assertThat(rig.ended(rig.process(launch, "-o", outputs.toString())))
                    .as(rig.told())
                    .isZero();
            disk.cut();
            disk.powerUp();
            return rig.judge(outputs, 0);
        }
    }

    @Test
    void repliesThatWereKeptOutliveACut() throws Exception {
        Judgement judgement = cutInTheMiddle(Launch.PLAIN);

        assertThat(judgement.faults()).isEmpty();
    }

    @Test
    void aLedgerThatLeavesItsCommitsToTheSystemLosesReplies() throws Exception {
        Judgement judgement = cutInTheMiddle(Launch.PLAIN.with(Mutant.LEDGER_NORMAL.compile(folder)));

        assertThat(judgement.faults()).anyMatch(fault -> fault.contains("calls were paid for twice, 1 may have been"));
    }

    /** One item at a time, so that of all calls but the last the reply had been kept when the power went. */
    private Judgement cutInTheMiddle(Launch launch) throws Exception {
        Path input = Rig.rows(folder.resolve("terms.csv"), "term", 30);
        Path home = folder.resolve("home");
        Endpoint endpoint = Endpoint.here(folder.resolve("calls.jsonl"), 1);
        try (Disk disk = Disk.ext4(folder.resolve("image"), home);
                Rig rig = new Rig(folder, home, "terms", input, endpoint)) {
            Process process = rig.process(launch, "--concurrency", "1");
            assertThat(rig.awaitCalls(process, 20)).as(rig.told()).isTrue();
            cut(disk, rig, process);
            assertThat(rig.ended(rig.process(launch, "--concurrency", "1")))
                    .as(rig.told())
                    .isZero();
            return rig.judge(1);
        }
    }

    private static Launch quick() {
        return Launch.PLAIN.set("cama.inbox.min-age", "100ms").set("cama.inbox.poll", "100ms");
    }

    private static void synced(List<Path> paths) throws Exception {
        for (Path path : new ArrayList<>(paths)) {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
