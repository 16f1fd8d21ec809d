package kepu.defaults.list;

import java.util.Collection;
import java.util.List;

/** The mechanism by itself. */
class NotesPlanIT extends ListPlans {
    @Override
    protected Collection<Class<?>> listed() {
        return List.of(Note.class);
    }
}
