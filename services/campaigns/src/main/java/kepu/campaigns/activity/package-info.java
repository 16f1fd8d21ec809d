/** Activities (活动) by kind of venue (五进), tagged with the knowledge that they convey. Source: R2, R22. */
@NullMarked
package kepu.campaigns.activity;

import org.jspecify.annotations.NullMarked;
