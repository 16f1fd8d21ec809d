/** Entries of the three archives (三类档案), their review before publication, and the catalogue. Source: R20. */
@NullMarked
package kepu.campaigns.archive;

import org.jspecify.annotations.NullMarked;
