/** Demonstration titles (三级联创) of townships, villages and households. Source: R1. */
@NullMarked
package kepu.organization.demonstration;

import org.jspecify.annotations.NullMarked;
