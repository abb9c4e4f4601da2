package io.cama.cli.owner;

import java.nio.file.Path;
import java.util.Optional;

/** Says whose files are. */
@FunctionalInterface
public interface Owners {
    /** The user a file belongs to; empty where it is not there, or where files have no owners with numbers. */
    Optional<Owner> of(Path file);
}
