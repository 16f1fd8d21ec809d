/** Practices and role models (好做法、先进典型、学习模范): nomination, publication, reuse by other units. Source: R29. */
@NullMarked
package kepu.campaigns.practice;

import org.jspecify.annotations.NullMarked;
