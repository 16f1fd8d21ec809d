/** Creation programmes (创建示范活动) of counties. Source: R1. */
@NullMarked
package kepu.organization.programme;

import org.jspecify.annotations.NullMarked;
