@NullMarked
package kepu.campaigns.calendar;

import org.jspecify.annotations.NullMarked;
