package kepu.campaigns.window;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import kepu.contracts.campaigns.WindowEvent.Campaign;
import kepu.contracts.campaigns.WindowEvent.FurtherWindowSet;
import kepu.contracts.campaigns.WindowEvent.WindowCancelled;
import kepu.contracts.campaigns.WindowEvent.WindowSet;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.defaults.key.IdFromBody;
import kepu.defaults.list.Listed;
import kepu.defaults.store.Aggregate;
import kepu.defaults.store.DomainEvents;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * The window of one campaign (主题活动) in one year for a county and every unit below it: of one of the three, or of a further
 * one, which the county calls as it likes.
 */
@Document("windows")
@IdFromBody
@Listed(
        period = "from",
        by = {"campaign", "furtherCampaign", "year"},
        text = "theme",
        sort = {"id", "from"})
class Window extends Aggregate {
    private final @Nullable Campaign campaign;
    private final @Nullable String furtherCampaign;
    private final int year;
    private @Nullable String name;
    private LocalDate from;
    private LocalDate to;
    private String theme;
    private boolean withdrawn;

    Window(
            String id,
            String unitId,
            @Nullable Campaign campaign,
            @Nullable String furtherCampaign,
            int year,
            @Nullable String name,
            LocalDate from,
            LocalDate to,
            String theme) {
        super(id, unitId);
        this.campaign = campaign;
        this.furtherCampaign = furtherCampaign;
        this.year = year;
        this.name = name;
        this.from = from;
        this.to = to;
        this.theme = theme;
    }

    /** @param named the name of one of the three campaigns, or the key of a further one */
    static String id(String countyId, int year, String named) {
        return countyId + ':' + year + ':' + named;
    }

    DomainEvents announce(Kind unit, Instant at) {
        if (unit != Kind.COUNTY) {
            throw WindowRejection.needsCounty(unitId(), unit);
        }
        return set(at);
    }

    /** Also sets a withdrawn one again. */
    DomainEvents correct(@Nullable String newName, LocalDate newFrom, LocalDate newTo, String newTheme, Instant at) {
        name = newName;
        from = newFrom;
        to = newTo;
        theme = newTheme;
        withdrawn = false;
        return set(at);
    }

    /** The county has no such window in that year. */
    DomainEvents withdraw(String reason, Instant at) {
        if (withdrawn) {
            throw WindowRejection.withdrawn(id());
        }
        withdrawn = true;
        return raise(at, new WindowCancelled(id(), year, reason));
    }

    private DomainEvents set(Instant at) {
        if ((campaign == null) == (furtherCampaign == null)) {
            throw WindowRejection.needsOneCampaign();
        }
        if (from.isAfter(to) || from.getYear() != year || to.getYear() != year) {
            throw WindowRejection.dates(from, to, year);
        }
        if (campaign != null) {
            return raise(at, new WindowSet(id(), campaign, year, from, to, theme));
        }
        String key = Objects.requireNonNull(furtherCampaign);
        if (name == null) {
            throw WindowRejection.needsName(key);
        }
        return raise(at, new FurtherWindowSet(id(), key, name, year, from, to, theme));
    }

    @Nullable
    Campaign campaign() {
        return campaign;
    }

    @Nullable
    String furtherCampaign() {
        return furtherCampaign;
    }

    int year() {
        return year;
    }

    boolean isWithdrawn() {
        return withdrawn;
    }

    /** What the campaign is called in that year (全国科普月, say); as usual, unless the county says otherwise. */
    String name() {
        if (name != null) {
            return name;
        }
        return switch (campaign) {
            case null -> Objects.requireNonNull(furtherCampaign); // not until it has a name
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
