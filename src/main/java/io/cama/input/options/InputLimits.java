package io.cama.input.options;

import io.cama.input.document.DocumentLimits;

/**
 * How large a file and one row of it may be.
 *
 * @param maxRecordBytes of one row, 1,024 or more
 * @param maxColumns of one row, 1 or more
 * @param maxDepth of objects and lists within a JSON row, 1 or more
 * @param maxDigits of a number in a JSON row, 1 or more
 * @param maxFileBytes of the file, 0 for any size
 * @param documents of files that are documents
 */
public record InputLimits(
        int maxRecordBytes, int maxColumns, int maxDepth, int maxDigits, long maxFileBytes, DocumentLimits documents) {
    /** 1 MiB, 1,000 columns, 200 deep, 1,000 digits, files of any size, documents of their own default. */
    public static final InputLimits DEFAULT = new InputLimits(1 << 20, 1000, 200);

    public InputLimits {
        if (maxRecordBytes < 1024 || maxColumns < 1 || maxDepth < 1 || maxDigits < 1 || maxFileBytes < 0) {
            throw new IllegalArgumentException(
                    "limits too small: %d bytes, %d columns, depth %d, %d digits, files of %d; at least 1024, 1, 1, 1, 0"
                            .formatted(maxRecordBytes, maxColumns, maxDepth, maxDigits, maxFileBytes));
        }
    }

    /** The same with numbers of a thousand digits in files of any size. */
    public InputLimits(int maxRecordBytes, int maxColumns, int maxDepth) {
        this(maxRecordBytes, maxColumns, maxDepth, 1000, 0, DocumentLimits.DEFAULT);
    }
}
