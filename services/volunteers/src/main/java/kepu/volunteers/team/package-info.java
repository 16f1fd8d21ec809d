/** Village teams (流动党员科普服务队), their members and fixed links (定点联系). Source: R4, R6, R7. */
@NullMarked
package kepu.volunteers.team;

import org.jspecify.annotations.NullMarked;
