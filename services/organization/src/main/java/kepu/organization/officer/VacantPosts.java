package kepu.organization.officer;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import kepu.contracts.organization.UnitReminderEvent.OfficerVacancyReminded;
import kepu.organization.reminder.OpenMatters;
import kepu.organization.unit.Units;
import org.springframework.stereotype.Component;

/** A post that is vacant for so long that its view raises an alert stands open. */
@Component
class VacantPosts implements OpenMatters {
    private final OfficerViews views;

    VacantPosts(OfficerViews views) {
        this.views = views;
    }

    @Override
    public List<OpenMatter> of(List<Units.Known> units, Instant now) {
        return views.ofUnits(units, now).stream()
                .filter(OfficerViews.PostView::vacancyAlert)
                .map(post -> {
                    Instant since = Objects.requireNonNull(post.vacantSince());
                    return new OpenMatter(
                            post.unitId() + ":OFFICER", post.unitId(), week -> new OfficerVacancyReminded(since, week));
                })
                .toList();
    }
}
