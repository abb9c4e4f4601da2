package io.cama.input.options;

/**
 * How large one row may be.
 *
 * @param maxRecordBytes of one row, 1,024 or more
 * @param maxColumns of one row, 1 or more
 * @param maxDepth of objects and lists within a JSON row, 1 or more
 */
public record InputLimits(int maxRecordBytes, int maxColumns, int maxDepth) {
    /** 1 MiB, 1,000 columns, 200 deep. */
    public static final InputLimits DEFAULT = new InputLimits(1 << 20, 1000, 200);

    public InputLimits {
        if (maxRecordBytes < 1024 || maxColumns < 1 || maxDepth < 1) {
            throw new IllegalArgumentException("limits too small: %d bytes, %d columns, depth %d; at least 1024, 1, 1"
                    .formatted(maxRecordBytes, maxColumns, maxDepth));
        }
    }
}
