package kepu.campaigns.window;

import java.time.Instant;
import java.time.LocalDate;
import kepu.contracts.campaigns.WindowEvent.Campaign;
import kepu.contracts.campaigns.WindowEvent.WindowSet;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.defaults.list.Listed;
import kepu.defaults.store.Aggregate;
import kepu.defaults.store.DomainEvents;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/** The window of one campaign (主题活动) in one year for a county and every unit below it. */
@Document("windows")
@Listed(
        period = "from",
        by = {"campaign", "year"},
        text = "theme",
        sort = {"id", "from"})
class Window extends Aggregate {
    private final Campaign campaign;
    private final int year;
    private @Nullable String name;
    private LocalDate from;
    private LocalDate to;
    private String theme;

    Window(
            String id,
            String unitId,
            Campaign campaign,
            int year,
            @Nullable String name,
            LocalDate from,
            LocalDate to,
            String theme) {
        super(id, unitId);
        this.campaign = campaign;
        this.year = year;
        this.name = name;
        this.from = from;
        this.to = to;
        this.theme = theme;
    }

    static String id(String countyId, int year, Campaign campaign) {
        return countyId + ':' + year + ':' + campaign;
    }

    static Window of(
            String countyId,
            Campaign campaign,
            int year,
            @Nullable String name,
            LocalDate from,
            LocalDate to,
            String theme) {
        return new Window(id(countyId, year, campaign), countyId, campaign, year, name, from, to, theme);
    }

    DomainEvents announce(Kind unit, Instant at) {
        if (unit != Kind.COUNTY) {
            throw WindowRejection.needsCounty(unitId(), unit);
        }
        return set(at);
    }

    DomainEvents correct(@Nullable String newName, LocalDate newFrom, LocalDate newTo, String newTheme, Instant at) {
        name = newName;
        from = newFrom;
        to = newTo;
        theme = newTheme;
        return set(at);
    }

    private DomainEvents set(Instant at) {
        if (from.isAfter(to) || from.getYear() != year || to.getYear() != year) {
            throw WindowRejection.dates(from, to, year);
        }
        return raise(at, new WindowSet(id(), campaign, year, from, to, theme));
    }

    Campaign campaign() {
        return campaign;
    }

    int year() {
        return year;
    }

    /** What the campaign is called in that year (全国科普月, say); as usual, unless the county says otherwise. */
    String name() {
        if (name != null) {
            return name;
        }
        return switch (campaign) {
            case PUBLICITY_MONTH -> "科普宣传月";
            case SCIENCE_WEEK -> "科技活动周";
            case SCIENCE_DAY -> "全国科普日";
        };
    }

    LocalDate from() {
        return from;
    }

    LocalDate to() {
        return to;
    }

    String theme() {
        return theme;
    }
}
