package io.cama.faults.disk;

import java.io.IOException;
import java.net.URI;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import org.jspecify.annotations.Nullable;

/** A path that leads to a {@link FaultyDisk}. */
record FaultyPath(FaultySystem system, Path real) implements Path {
    static Path below(Path path) {
        return path instanceof FaultyPath faulty ? faulty.real() : path;
    }

    private @Nullable Path over(@Nullable Path path) {
        return path == null ? null : system.over(path);
    }

    @Override
    public FaultySystem getFileSystem() {
        return system;
    }

    @Override
    public boolean isAbsolute() {
        return real.isAbsolute();
    }

    @Override
    public @Nullable Path getRoot() {
        return over(real.getRoot());
    }

    @Override
    public @Nullable Path getFileName() {
        return over(real.getFileName());
    }

    @Override
    public @Nullable Path getParent() {
        return over(real.getParent());
    }

    @Override
    public int getNameCount() {
        return real.getNameCount();
    }

    @Override
    public Path getName(int index) {
        return system.over(real.getName(index));
    }

    @Override
    public Path subpath(int from, int to) {
        return system.over(real.subpath(from, to));
    }

    @Override
    public boolean startsWith(Path other) {
        return real.startsWith(below(other));
    }

    @Override
    public boolean endsWith(Path other) {
        return real.endsWith(below(other));
    }

    @Override
    public Path normalize() {
        return system.over(real.normalize());
    }

    @Override
    public Path resolve(Path other) {
        return system.over(real.resolve(below(other)));
    }

    @Override
    public Path relativize(Path other) {
        return system.over(real.relativize(below(other)));
    }

    @Override
    public URI toUri() {
        return real.toUri();
    }

    @Override
    public Path toAbsolutePath() {
        return system.over(real.toAbsolutePath());
    }

    @Override
    public Path toRealPath(LinkOption... options) throws IOException {
        return system.over(real.toRealPath(options));
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw new UnsupportedOperationException("nobody watches a faulty disk");
    }

    @Override
    public int compareTo(Path other) {
        return real.compareTo(below(other));
    }

    @Override
    public String toString() {
        return real.toString();
    }
}
