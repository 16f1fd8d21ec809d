/** Reviews over several years (两年工作总结), and the years before the installation that are imported for them. Source: R35. */
@NullMarked
package kepu.assessment.review;

import org.jspecify.annotations.NullMarked;
