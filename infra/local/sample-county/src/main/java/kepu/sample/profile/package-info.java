/** What is right or wrong in each village's year, as data. */
@NullMarked
package kepu.sample.profile;

import org.jspecify.annotations.NullMarked;
