package io.cama.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cama.config.JobFolders;
import io.cama.config.Settings;
import io.cama.ops.Purpose;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A process that runs a lane: {@code floor}, {@code plain}, {@code cama}, {@code served} or {@code unledgered}. A line of
 * its input is a job, a tab and a file; for each it prints a line of figures.
 */
final class Racer {
    static final String MARK = "LAP ";
    private static final ObjectMapper JSON = new ObjectMapper();

    private Racer() {}

    public static void main(String[] args) throws Exception {
        Thread ender = new Thread(Racer::endWithParent);
        ender.setDaemon(true);
        ender.start();
        Path home = Path.of(args[1]);
        Map<String, String> sets = new HashMap<>();
        for (int i = 2; i < args.length; i++) {
            int equals = args[i].indexOf('=');
            sets.put(args[i].substring(0, equals), args[i].substring(equals + 1));
        }
        try (Lane lane = lane(args[0], home, sets)) {
            System.out.println(MARK + "{}");
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] order = line.split("\t", 2);
                System.out.println(MARK + JSON.writeValueAsString(lap(lane, order[0], Path.of(order[1]))));
            }
        }
        System.exit(0);
    }

    private static void endWithParent() {
        ProcessHandle.current().parent().ifPresent(parent -> {
            parent.onExit().join();
            Runtime.getRuntime().halt(1);
        });
    }

    private static Map<String, Object> lap(Lane lane, String job, Path file) throws Exception {
        long cpu = Cpu.micros();
        long wall = System.nanoTime();
        Map<String, Object> own = lane.run(job, file);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("cpuMicros", Cpu.micros() - cpu);
        figures.put("wallMicros", (System.nanoTime() - wall) / 1_000);
        figures.putAll(own);
        System.gc();
        figures.put(
                "heapKilobytes",
                (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / 1_024);
        return figures;
    }

    private static Lane lane(String kind, Path home, Map<String, String> sets) throws Exception {
        Settings settings = Settings.load(home, List.of(), Map.of(), sets);
        JobFolders folders = new JobFolders(settings, List.of());
        Purpose.Mode mode = kind.equals("served") ? Purpose.Mode.WATCH : Purpose.Mode.BATCH;
        Purpose purpose = new Purpose(Path.of("").toAbsolutePath(), Set.of(), mode, 0);
        return switch (kind) {
            case "floor" -> new Floor(home, settings, 0);
            case "plain" -> new Floor(home, settings, Integer.getInteger("cama.bench.tries", 1));
            case "cama", "served" -> new CamaLane(settings, folders, purpose);
            case "unledgered" -> new UnledgeredLane(settings, folders, purpose);
            default -> throw new IllegalArgumentException("no such lane: " + kind);
        };
    }
}
