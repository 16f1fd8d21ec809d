package kepu.assessment.scoring.card;

import static java.util.Comparator.comparing;
import static java.util.Comparator.reverseOrder;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import kepu.assessment.scoring.card.Adjustment.Kind;
import kepu.assessment.scoring.evidence.Evidence;
import kepu.assessment.scoring.evidence.UnitYear;
import kepu.assessment.scoring.scheme.Scheme.Bonus;
import kepu.assessment.scoring.supervision.IssuedNotice;
import kepu.assessment.scoring.timeline.DatedEvent;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.assessment.scoring.values.Track;
import kepu.contracts.assessment.NoticeEvent;
import kepu.contracts.assessment.NoticeEvent.NoticeIssued;
import kepu.contracts.organization.TitleEvent;
import kepu.contracts.organization.TitleEvent.Level;
import kepu.contracts.organization.TitleEvent.TitleCorrected;
import kepu.contracts.organization.TitleEvent.TitleGranted;
import kepu.contracts.organization.TitleEvent.TitleWithdrawn;
import org.jspecify.annotations.Nullable;

/**
 * The bonus (加分) of titles that were granted in the period and name a track, and of commendations that were issued in it: of
 * one deed the highest level counts, of equal ones the first, and a track gets so much at most. A title or commendation that
 * names no deed is one of its own.
 */
final class DeedBonus {
    /** Level by level from the highest on, so that the most of a track goes to those. */
    private static final Comparator<Honour> ORDER = comparing(Honour::track)
            .thenComparing(Honour::level, reverseOrder())
            .thenComparing(Honour::fact, DatedEvent.AS_IT_HAPPENED);

    private DeedBonus() {}

    /** @param name of the title, or the number of the notice */
    private record Honour(DatedEvent<?> fact, LocalizedText name, Level level, Track track, String deed) {
        private static Honour of(IssuedNotice commendation) {
            NoticeIssued notice = commendation.notice();
            return new Honour(
                    commendation.fact(),
                    new LocalizedText(
                            "通报表扬（" + notice.documentNumber() + "）", "commendation " + notice.documentNumber()),
                    notice.level(),
                    commendation.track(),
                    Objects.requireNonNullElse(notice.deed(), "#" + notice.noticeId()));
        }

        private static Stream<Honour> of(DatedEvent<TitleEvent> fact) {
            return switch (fact.data()) {
                case TitleGranted is -> of(fact, is.title(), is.level(), is.track(), is.deed());
                case TitleCorrected is -> of(fact, is.title(), is.level(), is.track(), is.deed());
                case TitleWithdrawn _ -> Stream.of();
            };
        }

        private static Stream<Honour> of(
                DatedEvent<TitleEvent> fact,
                String title,
                Level level,
                TitleEvent.@Nullable Track track,
                @Nullable String deed) {
            return track == null
                    ? Stream.of()
                    : Stream.of(new Honour(
                            fact,
                            new LocalizedText("称号“" + title + "”", "title " + title),
                            level,
                            track == TitleEvent.Track.PARTY ? Track.P : Track.S,
                            Objects.requireNonNullElse(deed, "#" + fact.data().titleId())));
        }
    }

    static List<Adjustment> of(UnitYear unit, Bonus bonus) {
        Map<Track, BigDecimal> left = new EnumMap<>(Track.class);
        List<Adjustment> adjustments = new ArrayList<>();
        for (Honour honour : highest(unit)) {
            BigDecimal full = bonus.of(honour.level());
            BigDecimal most = left.getOrDefault(honour.track(), bonus.most());
            BigDecimal points = full.min(most);
            left.put(honour.track(), most.subtract(points));
            Evidence evidence = unit.newEvidence();
            evidence.counts(honour.fact());
            adjustments.add(new Adjustment(
                    honour.track(), Kind.BONUS, points, reason(honour, full, points), evidence.counted()));
        }
        return adjustments;
    }

    private static List<Honour> highest(UnitYear unit) {
        Map<String, Honour> byDeed = new HashMap<>();
        Stream.concat(
                        unit.heldOnElapsedDays(TitleEvent.class, Evidence.none()).stream()
                                .flatMap(Honour::of),
                        IssuedNotice.of(unit, NoticeEvent.Kind.COMMENDATION).stream()
                                .map(Honour::of))
                .forEach(honour -> byDeed.merge(honour.deed(), honour, DeedBonus::higher));
        Collection<Honour> highest = byDeed.values();
        return highest.stream().sorted(ORDER).toList();
    }

    private static Honour higher(Honour one, Honour other) {
        int byLevel = one.level().compareTo(other.level());
        return byLevel > 0 || byLevel == 0 && DatedEvent.AS_IT_HAPPENED.compare(one.fact(), other.fact()) < 0
                ? one
                : other;
    }

    private static LocalizedText reason(Honour honour, BigDecimal full, BigDecimal points) {
        boolean isCut = points.compareTo(full) < 0;
        String zh = switch (honour.level()) {
            case TOWNSHIP -> "乡级";
            case COUNTY -> "县级";
            case PROVINCE -> "省级";
        };
        return new LocalizedText(
                zh + honour.name().zh() + "加 " + full.toPlainString() + " 分"
                        + (isCut ? "，本条线加分已到上限，只计 " + points.toPlainString() + " 分" : ""),
                honour.name().en() + " of the level " + honour.level() + ": " + full.toPlainString()
                        + (isCut ? ", of which the most of the track leaves " + points.toPlainString() : ""));
    }
}
