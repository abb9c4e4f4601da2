package io.cama.ops.http.upload;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The name under which a file is written until it is whole; the inbox leaves it alone, and nobody else gives it. */
final class Part {
    private static final Logger LOG = LoggerFactory.getLogger(Part.class);
    private static final String BEFORE = ".upload-";
    private static final String BEHIND = ".part";
    private static final Pattern FORM = Pattern.compile(
            Pattern.quote(BEFORE) + "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}" + Pattern.quote(BEHIND));

    private Part() {}

    /** A new one. */
    static Path in(Path folder) {
        return folder.resolve(BEFORE + UUID.randomUUID() + BEHIND);
    }

    /** Removes those there are in the folders of an inbox; one that cannot be stays. */
    static void tidy(Path inbox) {
        try {
            Files.walkFileTree(inbox, Set.of(), 2, new Tidying());
        } catch (IOException stays) {
            LOG.warn("What uploads may have left in {} stays: {}", inbox, stays.toString());
        }
    }

    private static final class Tidying extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            boolean left = FORM.matcher(String.valueOf(file.getFileName())).matches();
            if (left && attributes.isRegularFile()) {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException stays) {
                    visitFileFailed(file, stays);
                }
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException why) {
            LOG.warn("{} may be what an upload left, and stays: {}", file, why.toString());
            return FileVisitResult.CONTINUE;
        }
    }
}
