/** The campaigns service: the three yearly windows (三大活动) and activities at five kinds of venue (五进). */
@NullMarked
package kepu.campaigns;

import org.jspecify.annotations.NullMarked;
