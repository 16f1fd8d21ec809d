/** What is recorded of a unit, of whatever feature: what corrections of the unit itself must leave in its place. Source: R2. */
@NullMarked
package kepu.organization.recorded;

import org.jspecify.annotations.NullMarked;
