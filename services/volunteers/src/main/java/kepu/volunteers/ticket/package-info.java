/** Problems of residents (群众难题) from raising to the resident's confirmation. Source: R10. */
@NullMarked
package kepu.volunteers.ticket;

import org.jspecify.annotations.NullMarked;
