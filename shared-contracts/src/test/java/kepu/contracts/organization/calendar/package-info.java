@NullMarked
package kepu.contracts.organization.calendar;

import org.jspecify.annotations.NullMarked;
