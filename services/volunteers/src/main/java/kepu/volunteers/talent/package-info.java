/** The talent register (人才库): skills and professions of a unit's people. Source: R5. */
@NullMarked
package kepu.volunteers.talent;

import org.jspecify.annotations.NullMarked;
