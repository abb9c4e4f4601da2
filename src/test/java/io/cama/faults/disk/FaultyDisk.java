package io.cama.faults.disk;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Does to the real files what is asked of it, until its {@link Strike} says otherwise. Looking never fails. */
public final class FaultyDisk extends FileSystemProvider {
    private final FileSystemProvider real;
    private final FaultySystem system;
    private final Strike strike;

    private FaultyDisk(FileSystem below, Strike strike) {
        this.real = below.provider();
        this.system = new FaultySystem(below, this);
        this.strike = strike;
    }

    /** A folder as it is seen through a disk that strikes. */
    public static Path folder(Path folder, Strike strike) {
        return new FaultyDisk(folder.getFileSystem(), strike).system.over(folder);
    }

    private static Path below(Path path) {
        return FaultyPath.below(path);
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        strike.at("open " + path);
        return new FaultyChannel(FileChannel.open(below(path), options, attributes), strike);
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
        if (Files.isDirectory(below(folder))) {
            real.createDirectory(below(folder), attributes);
        }
        strike.at("make " + folder);
        real.createDirectory(below(folder), attributes);
    }

    @Override
    public void delete(Path path) throws IOException {
        strike.at("delete " + path);
        real.delete(below(path));
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) throws IOException {
        strike.at("copy to " + target);
        real.copy(below(source), below(target), options);
    }

    @Override
    public void createLink(Path link, Path existing) throws IOException {
        strike.at("link " + link);
        real.createLink(below(link), below(existing));
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        strike.at("rename to " + target);
        real.move(below(source), below(target), options);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> all = real.newDirectoryStream(below(folder), path -> true)) {
            for (Path path : all) {
                if (filter.accept(system.over(path))) {
                    found.add(system.over(path));
                }
            }
        }
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return found.iterator();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public String getScheme() {
        return "faulty";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        return system;
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return system;
    }

    @Override
    public Path getPath(URI uri) {
        return system.over(real.getPath(uri));
    }

    @Override
    public boolean isSameFile(Path one, Path other) throws IOException {
        return real.isSameFile(below(one), below(other));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
        return real.isHidden(below(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        return real.getFileStore(below(path));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        real.checkAccess(below(path), modes);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
        return real.getFileAttributeView(below(path), type, options);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        return real.readAttributes(below(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        return real.readAttributes(below(path), attributes, options);
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
        real.setAttribute(below(path), attribute, value, options);
    }
}
