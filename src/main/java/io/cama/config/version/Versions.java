package io.cama.config.version;

import io.cama.config.JobHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The versions of jobs that runs have used: {@code work/versions/<job>/<hash>} lists files as {@code sha256sum} does,
 * and {@code work/versions/.files/<sha256>} holds each content once.
 */
public final class Versions {
    /** A version with more bytes than this is not kept. */
    public static final long MOST_BYTES = 16L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(Versions.class);

    private static final Object ONE_AT_A_TIME = new Object();

    private final Path root;
    private final Contents contents;
    private final int most;

    /**
     * @param home the home folder
     * @param most versions of each job that are kept, the ones used last; 0 keeps none
     */
    public Versions(Path home, int most) {
        this.root = home.resolve("work").resolve("versions");
        this.contents = new Contents(root.resolve(".files"));
        this.most = most;
    }

    /**
     * Keeps the files of a job as they are now, unless they are kept already, and forgets the oldest ones.
     *
     * @return whether they are kept: not if they are too many bytes, none are to be kept, or it fails, which is logged;
     *     no work is to wait for that
     */
    public boolean keep(String job, Path folder, Instant now) {
        try {
            return kept(job, folder, now);
        } catch (IOException e) {
            LOG.warn("Cannot keep this version of the files of job {}: {}", job, e.toString());
            return false;
        }
    }

    private boolean kept(String job, Path folder, Instant now) throws IOException {
        synchronized (ONE_AT_A_TIME) {
            Map<String, byte[]> files = most == 0 ? Map.of() : read(folder);
            if (files.isEmpty()) {
                return false;
            }
            Path list = root.resolve(job).resolve(JobHash.of(files));
            if (!Files.exists(list)) {
                write(list, files);
                prune(job);
            }
            Files.setLastModifiedTime(list, FileTime.from(now));
            return true;
        }
    }

    /** The bytes of all files that count, read once; none if they are too many. */
    private static Map<String, byte[]> read(Path folder) throws IOException {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        long left = MOST_BYTES;
        for (Map.Entry<String, Path> file : JobHash.files(folder).entrySet()) {
            left -= Files.size(file.getValue());
            if (left < 0) {
                return Map.of();
            }
            contents.put(file.getKey(), Files.readAllBytes(file.getValue()));
        }
        return contents;
    }

    private void write(Path list, Map<String, byte[]> files) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            String sha256 = contents.keep(file.getValue());
            lines.append(sha256).append("  ").append(file.getKey()).append('\n');
        }
        Contents.write(list, lines.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** SHA-256 of each file of a job as it is now, by name. */
    public Map<String, String> hashes(Path folder) throws IOException {
        Map<String, String> hashes = new LinkedHashMap<>();
        for (Map.Entry<String, Path> file : JobHash.files(folder).entrySet()) {
            hashes.put(file.getKey(), Contents.sha256(Files.readAllBytes(file.getValue())));
        }
        return hashes;
    }

    /** The versions of a job, the one used last first. */
    public List<Version> of(String job) throws IOException {
        List<Version> versions = new ArrayList<>();
        for (Path list : children(root.resolve(job))) {
            Map<String, String> files = new LinkedHashMap<>();
            for (String line : Files.readAllLines(list)) {
                int gap = line.indexOf("  ");
                if (gap > 0) {
                    files.put(line.substring(gap + 2), line.substring(0, gap));
                }
            }
            versions.add(new Version(
                    String.valueOf(list.getFileName()),
                    Files.getLastModifiedTime(list).toInstant(),
                    files));
        }
        versions.sort(Comparator.comparing(Version::used).reversed().thenComparing(Version::hash));
        return versions;
    }

    /**
     * Writes the files of a version into a folder. Those of the folder that count and that the version does not have are
     * deleted, all others stay. Every content is read and checked before anything changes; each file changes whole or not
     * at all, and where the process dies in between, the same again finishes it.
     *
     * @throws IOException if a content is missing or damaged, or the folder cannot be written to
     */
    public void restore(Version version, Path folder) throws IOException {
        synchronized (ONE_AT_A_TIME) {
            Map<String, byte[]> files = new LinkedHashMap<>();
            for (Map.Entry<String, String> file : version.files().entrySet()) {
                files.put(file.getKey(), contents.read(file.getValue()));
            }
            if (!JobHash.of(files).equals(version.hash())) {
                throw new IOException(
                        "the list of version " + version.shortHash() + " is damaged; nothing was written");
            }
            Files.createDirectories(folder);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Contents.write(folder.resolve(file.getKey()), file.getValue());
            }
            for (Map.Entry<String, Path> there : JobHash.files(folder).entrySet()) {
                if (!files.containsKey(there.getKey())) {
                    Files.delete(there.getValue());
                }
            }
            if (!JobHash.of(folder).equals(version.hash())) {
                throw new IOException(folder + " is not what it was as version " + version.shortHash()
                        + "; somebody writes to it at the same time");
            }
        }
    }

    private void prune(String job) throws IOException {
        List<Version> versions = of(job);
        for (Version old : versions.subList(Math.min(most, versions.size()), versions.size())) {
            Files.deleteIfExists(root.resolve(job).resolve(old.hash()));
        }
        if (versions.size() > most) {
            Set<String> needed = new HashSet<>();
            for (Path each : children(root)) {
                of(String.valueOf(each.getFileName()))
                        .forEach(kept -> needed.addAll(kept.files().values()));
            }
            contents.retain(needed);
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(child -> !String.valueOf(child.getFileName()).startsWith("."))
                    .toList();
        }
    }
}
