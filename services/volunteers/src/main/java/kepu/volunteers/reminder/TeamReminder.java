package kepu.volunteers.reminder;

import kepu.defaults.remind.Reminder;
import kepu.defaults.store.NotAudited;
import org.springframework.data.mongodb.core.mapping.Document;

/** The reminders of one matter of one team. */
@Document("reminders")
@NotAudited
class TeamReminder extends Reminder {
    TeamReminder(String id, String unitId) {
        super(id, unitId);
    }
}
