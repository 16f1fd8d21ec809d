/** Probable duplicates (疑似重复) among this service's records: how they are told, and who keeps one. */
@NullMarked
package kepu.volunteers.duplicate;

import org.jspecify.annotations.NullMarked;
