package io.feedrank.jobs.compact;

/**
 * What a compaction did.
 *
 * @param partitions that are closed
 * @param merged partitions of which files were merged
 * @param filesBefore that were merged
 * @param filesAfter that they became
 * @param recovered merges of a killed run that were finished or undone
 * @param swept replaced files whose grace was over
 */
public record CompactReport(
        int partitions,
        int merged,
        int filesBefore,
        int filesAfter,
        long rows,
        long bytesBefore,
        long bytesAfter,
        int recovered,
        int swept) {
    static final CompactReport NOTHING = new CompactReport(0, 0, 0, 0, 0, 0, 0, 0, 0);

    CompactReport plus(CompactReport other) {
        return new CompactReport(
                partitions + other.partitions,
                merged + other.merged,
                filesBefore + other.filesBefore,
                filesAfter + other.filesAfter,
                rows + other.rows,
                bytesBefore + other.bytesBefore,
                bytesAfter + other.bytesAfter,
                recovered + other.recovered,
                swept + other.swept);
    }
}
