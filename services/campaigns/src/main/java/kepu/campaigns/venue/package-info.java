/** Venues and media (阵地: 科普基地、画廊、宣传栏、媒体) and their bookings for activities. Source: R23. */
@NullMarked
package kepu.campaigns.venue;

import org.jspecify.annotations.NullMarked;
