/** Draws of the units to be inspected (随机抽查), and inspections with what they found (督查). Source: R31. */
@NullMarked
package kepu.assessment.inspection;

import org.jspecify.annotations.NullMarked;
