package kepu.organization.reminder;

import kepu.defaults.remind.Reminder;
import kepu.defaults.store.NotAudited;
import org.springframework.data.mongodb.core.mapping.Document;

/** The reminders of one matter of one unit. */
@Document("reminders")
@NotAudited
class UnitReminder extends Reminder {
    UnitReminder(String id, String unitId) {
        super(id, unitId);
    }
}
