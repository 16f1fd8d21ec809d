/** A unit's year at a glance (年度活动日历): windows, activities, gaps. Source: R21, R22. */
@NullMarked
package kepu.campaigns.calendar;

import org.jspecify.annotations.NullMarked;
