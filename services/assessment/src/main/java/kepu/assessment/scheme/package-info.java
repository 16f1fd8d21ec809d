/** Assessment schemes (考核方案): those that come with the system, and those that people of a county write and publish. */
@NullMarked
package kepu.assessment.scheme;

import org.jspecify.annotations.NullMarked;
