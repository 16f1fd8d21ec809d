/** Service stations (科普服务站) in the venues of village organisations. Source: R16. */
@NullMarked
package kepu.organization.station;

import org.jspecify.annotations.NullMarked;
