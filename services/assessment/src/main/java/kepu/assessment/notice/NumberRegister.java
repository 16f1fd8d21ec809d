package kepu.assessment.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kepu.contracts.assessment.NoticeNumberEvent.NoticeNumberReserved;
import kepu.contracts.assessment.NoticeNumberEvent.NoticeNumberUsed;
import kepu.contracts.assessment.NoticeNumberEvent.NoticeNumberVoided;
import kepu.defaults.store.Aggregate;
import kepu.defaults.store.DomainEvents;
import kepu.defaults.store.NotAudited;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * The register of an authority's document numbers (发文字号登记): of each year every number is used once or void with a reason.
 *
 * <p>A number is kept for a notice first, and used or void afterwards. A notice takes only what was kept for it less than
 * {@link #KEPT} ago; what is {@link #SETTLED_AFTER} old is settled by a sweep. Numbers that the office gave itself stand beside.
 */
@NotAudited
@Document("notice-numbers")
class NumberRegister extends Aggregate {
    static final Duration KEPT = Duration.ofMinutes(5);
    static final Duration SETTLED_AFTER = Duration.ofMinutes(10);

    private static final Pattern FORM = Pattern.compile("(.+)〔(\\d{4})〕(\\d{1,9})号");
    private static final String NOT_ISSUED = "预留后未印发";
    private static final String ANOTHER_TAKEN = "改用其他字号";

    private Map<String, Integer> last = new TreeMap<>();
    private Set<String> officeCodes = new TreeSet<>();
    private Set<String> givenByOffice = new TreeSet<>();
    private List<Kept> kept = new ArrayList<>();
    private List<Voided> voided = new ArrayList<>();

    NumberRegister(String id, String unitId) {
        super(id, unitId);
    }

    /** A number that is kept for a notice. */
    record Kept(String number, String noticeId, Instant at, boolean givenByOffice) {}

    /** A number that no notice has or will have. */
    record Voided(String number, String reason, Instant at) {}

    /**
     * Which number a notice is to have: the next one of a year, or the one that the office gave it.
     *
     * @param officeCode 机关代字, with which a number given here begins; null with {@code givenByOffice}
     */
    record Wanted(
            @Nullable String officeCode, int year, @Nullable String givenByOffice) {
        private boolean isMetBy(Kept number) {
            return givenByOffice == null
                    ? !number.givenByOffice() && number.number().startsWith(officeCode + '〔' + year + '〕')
                    : number.givenByOffice() && number.number().equals(givenByOffice);
        }
    }

    /** Keeps a number for a notice; the one that is kept for it already, if that is what is wanted. */
    DomainEvents keep(String noticeId, Wanted wanted, Instant now) {
        DomainEvents raised = raise(now);
        Kept before = keptFor(noticeId).orElse(null);
        if (before != null && wanted.isMetBy(before)) {
            return now.isBefore(before.at().plus(KEPT)) ? raised : keepAgain(before, now);
        }
        if (before != null) {
            raised = raised.and(voided(before, ANOTHER_TAKEN, now));
        }
        String number = wanted.givenByOffice() == null ? next(wanted) : free(wanted.givenByOffice());
        kept.add(new Kept(number, noticeId, now, wanted.givenByOffice() != null));
        return raised.and(new NoticeNumberReserved(number, noticeId));
    }

    private DomainEvents keepAgain(Kept before, Instant now) {
        kept.remove(before);
        kept.add(new Kept(before.number(), before.noticeId(), now, before.givenByOffice()));
        return raise(now, new NoticeNumberReserved(before.number(), before.noticeId()));
    }

    /** A number that the office used itself is passed over. */
    private String next(Wanted wanted) {
        String officeCode = String.valueOf(wanted.officeCode());
        String number;
        do {
            int n = last.merge(String.valueOf(wanted.year()), 1, Integer::sum);
            number = officeCode + '〔' + wanted.year() + '〕' + n + '号';
        } while (givenByOffice.contains(number));
        officeCodes.add(officeCode);
        return number;
    }

    /** Whether it lies among those that were given here, so that it can never be given any more. */
    private boolean isPassedOver(String number) {
        Matcher form = FORM.matcher(number);
        return form.matches()
                && officeCodes.contains(form.group(1))
                && Integer.parseInt(form.group(3)) <= last.getOrDefault(form.group(2), 0);
    }

    private String free(String number) {
        if (isPassedOver(number) || !givenByOffice.add(number)) {
            throw NoticeRejection.numberTaken(number);
        }
        return number;
    }

    /** The notice was issued under the number that was kept for it. */
    DomainEvents use(String noticeId, Instant now) {
        return keptFor(noticeId).map(number -> used(number, now)).orElseGet(() -> raise(now));
    }

    /**
     * Decides on a number that was kept for a notice long ago; it is used if the notice has it, and void else.
     *
     * @param issued the number under which the notice was issued, if it was
     */
    DomainEvents settle(String noticeId, @Nullable String issued, Instant now) {
        Kept old = keptFor(noticeId).filter(number -> isOld(number, now)).orElse(null);
        if (old == null) {
            return raise(now);
        }
        return old.number().equals(issued) ? used(old, now) : raise(now, voided(old, NOT_ISSUED, now));
    }

    /** The notices for which numbers were kept long ago. */
    List<String> toSettle(Instant now) {
        return kept.stream()
                .filter(number -> isOld(number, now))
                .map(Kept::noticeId)
                .toList();
    }

    private static boolean isOld(Kept number, Instant now) {
        return !now.isBefore(number.at().plus(SETTLED_AFTER));
    }

    private DomainEvents used(Kept number, Instant now) {
        kept.remove(number);
        return raise(now, new NoticeNumberUsed(number.number(), number.noticeId()));
    }

    /** A number of the office may be entered again; one that was given here is never given again. */
    private NoticeNumberVoided voided(Kept number, String reason, Instant now) {
        kept.remove(number);
        boolean wasOfOffice = givenByOffice.remove(number.number());
        if (!wasOfOffice || isPassedOver(number.number())) {
            voided.add(new Voided(number.number(), reason, now));
        }
        return new NoticeNumberVoided(number.number(), reason);
    }

    Optional<Kept> keptFor(String noticeId) {
        return kept.stream()
                .filter(number -> number.noticeId().equals(noticeId))
                .findFirst();
    }

    /** By year the last number that was given here. */
    Map<String, Integer> last() {
        return Map.copyOf(last);
    }

    List<Kept> kept() {
        return List.copyOf(kept);
    }

    List<Voided> voided() {
        return List.copyOf(voided);
    }
}
