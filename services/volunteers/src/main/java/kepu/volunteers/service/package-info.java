/** Service records (服务记录) of volunteers and their verification (核实). Source: R9. */
@NullMarked
package kepu.volunteers.service;

import org.jspecify.annotations.NullMarked;
