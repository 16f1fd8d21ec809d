package kepu.sample;

import static kepu.sample.Body.at;
import static kepu.sample.Body.number;
import static kepu.sample.Body.text;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kepu.contracts.campaigns.ActivityEvent.ActivityCorrected;
import kepu.contracts.campaigns.ActivityEvent.ActivityHeld;
import kepu.contracts.campaigns.ActivityEvent.ActivityWithdrawn;
import kepu.contracts.campaigns.ArchiveEvent;
import kepu.contracts.campaigns.ArchiveEvent.ArchiveCorrected;
import kepu.contracts.campaigns.ArchiveEvent.ArchiveFiled;
import kepu.contracts.campaigns.ArchiveEvent.ArchiveWithdrawn;
import kepu.contracts.campaigns.ChainEvent;
import kepu.contracts.campaigns.ChainEvent.ChainStepCorrected;
import kepu.contracts.campaigns.ChainEvent.ChainStepTaken;
import kepu.contracts.campaigns.ChainEvent.ChainStepWithdrawn;
import kepu.contracts.campaigns.PracticeEvent;
import kepu.contracts.campaigns.PracticeEvent.PracticeCorrected;
import kepu.contracts.campaigns.PracticeEvent.PracticeNominated;
import kepu.contracts.campaigns.PracticeEvent.PracticePublicationWithdrawn;
import kepu.contracts.campaigns.PracticeEvent.PracticePublished;
import kepu.contracts.campaigns.PracticeEvent.PracticeWithdrawn;
import kepu.contracts.campaigns.ResearchEvent;
import kepu.contracts.campaigns.ResearchEvent.ResearchCorrected;
import kepu.contracts.campaigns.ResearchEvent.ResearchProposed;
import kepu.contracts.campaigns.ResearchEvent.ResearchStageReached;
import kepu.contracts.campaigns.ResearchEvent.ResearchStageWithdrawn;
import kepu.contracts.campaigns.ResearchEvent.ResearchWithdrawn;
import kepu.contracts.campaigns.ResearchEvent.Theme;
import kepu.contracts.campaigns.WindowEvent.Campaign;
import kepu.contracts.campaigns.WindowEvent.FurtherWindowSet;
import kepu.contracts.campaigns.WindowEvent.WindowCancelled;
import kepu.contracts.campaigns.WindowEvent.WindowSet;
import kepu.contracts.organization.UnitEvent.VenueKind;
import org.jspecify.annotations.Nullable;

/** Events of the campaigns service. */
final class ToldByCampaigns {
    private final Told told;
    private final Map<String, String> ownerOf = new HashMap<>();
    private final Map<String, Map<String, Object>> statedOf = new HashMap<>();
    private final Map<String, List<ResearchStageReached>> reachedOf = new HashMap<>();

    ToldByCampaigns(Told told) {
        this.told = told;
    }

    void window(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        // A window is named by what it is, so that setting it again is its next version.
        if (one == null) {
            String natural = text(body, "unitId") + ":" + body.get("year") + ":"
                    + (body.get("campaign") == null ? body.get("furtherCampaign") : body.get("campaign"));
            ownerOf.put(id, natural);
            told.of(natural, text(body, "unitId"));
        }
        String window = String.valueOf(ownerOf.get(one == null ? id : one));
        String[] parts = window.split(":");
        int year = Integer.parseInt(parts[1]);
        if ("withdrawal".equals(what)) {
            told.tell(window, at(body), new WindowCancelled(window, year, text(body, "reason")));
            return;
        }
        LocalDate from = LocalDate.parse(text(body, "from"));
        LocalDate to = LocalDate.parse(text(body, "to"));
        String theme = text(body, "theme");
        boolean isOfThree =
                Arrays.stream(Campaign.values()).anyMatch(three -> three.name().equals(parts[2]));
        told.tell(
                window,
                at(body),
                isOfThree
                        ? new WindowSet(window, Campaign.valueOf(parts[2]), year, from, to, theme)
                        : new FurtherWindowSet(window, parts[2], "增设", year, from, to, theme));
    }

    void activity(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        told.fact(
                id,
                one,
                what,
                body,
                () -> new ActivityHeld(
                        id,
                        null,
                        text(body, "title"),
                        campaign(body),
                        VenueKind.valueOf(text(body, "venueKind")),
                        number(body, "participants"),
                        true,
                        true,
                        furtherCampaign(body)),
                of -> new ActivityCorrected(
                        of,
                        null,
                        text(body, "title"),
                        campaign(body),
                        VenueKind.valueOf(text(body, "venueKind")),
                        number(body, "participants"),
                        true,
                        true,
                        told.last(of),
                        furtherCampaign(body)),
                of -> new ActivityWithdrawn(of, text(body, "reason"), told.last(of)));
    }

    void archive(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        if (one == null) {
            told.of(id, text(body, "unitId"));
            statedOf.put(id, body);
            told.tell(
                    id,
                    at(body),
                    new ArchiveFiled(
                            id,
                            ArchiveEvent.Subject.valueOf(text(body, "subject")),
                            text(body, "subjectId"),
                            ArchiveEvent.Kind.valueOf(text(body, "kind")),
                            ArchiveEvent.Form.PAPER,
                            ArchiveEvent.Retention.valueOf(text(body, "retention")),
                            number(body, "pages")));
        } else {
            Map<String, Object> stated = statedOf.getOrDefault(one, Map.of());
            told.amend(
                    one,
                    what,
                    body,
                    () -> new ArchiveCorrected(
                            one,
                            ArchiveEvent.Subject.valueOf(text(stated, "subject")),
                            text(stated, "subjectId"),
                            ArchiveEvent.Kind.valueOf(text(body, "kind")),
                            ArchiveEvent.Form.PAPER,
                            ArchiveEvent.Retention.valueOf(text(body, "retention")),
                            number(body, "pages"),
                            told.last(one)),
                    () -> new ArchiveWithdrawn(one, text(body, "reason"), told.last(one)));
        }
    }

    void chain(String id, @Nullable String one, @Nullable String step, @Nullable String how, Map<String, Object> body) {
        String chain = one == null ? id : one;
        if (one == null) {
            told.of(id, text(body, "unitId"));
        }
        ChainEvent.Step which = ChainEvent.Step.valueOf(step == null ? text(body, "step") : step);
        String key = chain + " " + which;
        Instant before = told.last(key);
        Instant at = how == null ? at(body) : before;
        String household = (String) body.get("householdNumber");
        told.tell(
                chain,
                at,
                how != null
                        ? new ChainStepWithdrawn(chain, which, text(body, "reason"), before)
                        : step != null
                                ? new ChainStepCorrected(chain, which, text(body, "title"), household, null, before)
                                : new ChainStepTaken(chain, which, text(body, "title"), household, null),
                false);
        told.happened(key, at);
    }

    void research(
            String id, @Nullable String one, @Nullable String what, @Nullable String item, Map<String, Object> body) {
        if (one == null) {
            told.of(id, text(body, "unitId"));
            reachedOf.put(id, new ArrayList<>());
            told.tell(id, at(body), new ResearchProposed(id, Theme.valueOf(text(body, "theme")), text(body, "title")));
            return;
        }
        List<ResearchStageReached> reached = reachedOf.getOrDefault(one, List.of());
        if (!"stages".equals(what)) {
            told.amend(
                    one,
                    what,
                    body,
                    () -> new ResearchCorrected(
                            one, Theme.valueOf(text(body, "theme")), text(body, "title"), told.last(one)),
                    () -> new ResearchWithdrawn(one, text(body, "reason"), told.last(one)));
        } else if (item == null) {
            ResearchStageReached stage = new ResearchStageReached(
                    one, ResearchEvent.Stage.valueOf(text(body, "stage")), text(body, "result"));
            reached.add(stage);
            told.happened(stage.factId(), at(body));
            told.tell(one, at(body), stage, false);
        } else {
            ResearchStageReached stage = reached.removeLast();
            Instant before = told.last(stage.factId());
            told.tell(one, before, new ResearchStageWithdrawn(one, stage.stage(), text(body, "reason"), before), false);
        }
    }

    void practice(
            String id, @Nullable String one, @Nullable String what, @Nullable String item, Map<String, Object> body) {
        if (one == null) {
            told.of(id, text(body, "unitId"));
            told.tell(
                    id,
                    at(body),
                    new PracticeNominated(
                            id, PracticeEvent.Kind.valueOf(text(body, "kind")), text(body, "title"), (String)
                                    body.get("personId")));
        } else if (!"publication".equals(what)) {
            told.amend(
                    one,
                    what,
                    body,
                    () -> new PracticeCorrected(
                            one,
                            PracticeEvent.Kind.valueOf(text(body, "kind")),
                            text(body, "title"),
                            (String) body.get("personId"),
                            told.last(one)),
                    () -> new PracticeWithdrawn(one, text(body, "reason"), told.last(one)));
        } else if (item == null) {
            told.happened(one + " published", at(body));
            told.tell(one, at(body), new PracticePublished(one, "inspector"), false);
        } else {
            Instant before = told.last(one + " published");
            told.tell(one, before, new PracticePublicationWithdrawn(one, text(body, "reason"), before), false);
        }
    }

    private static @Nullable String furtherCampaign(Map<String, Object> body) {
        return body.get("furtherCampaign") == null ? null : text(body, "furtherCampaign");
    }

    private static @Nullable Campaign campaign(Map<String, Object> body) {
        return body.get("campaign") == null ? null : Campaign.valueOf(text(body, "campaign"));
    }
}
