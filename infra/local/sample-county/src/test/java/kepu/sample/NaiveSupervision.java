package kepu.sample;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Notices, vetoes and false records for the {@link NaiveYear}, straight from the commands. */
final class NaiveSupervision {
    private static final List<String> LEVELS = List.of("", "TOWNSHIP", "COUNTY");

    private static final class Notice {
        private final Map<String, Object> said;
        private @Nullable LocalDate issued;

        private Notice(Map<String, Object> said) {
            this.said = said;
        }
    }

    private static final class Veto {
        private final Map<String, Object> said;
        private int approvals;
        private @Nullable LocalDate imposed;
        private boolean withdrawn;

        private Veto(Map<String, Object> said) {
            this.said = said;
        }
    }

    private static final class Finding {
        private final String record;
        private final String unit;
        private final int year;
        private @Nullable LocalDate confirmed;
        private boolean withdrawn;

        private Finding(String record, String unit, int year) {
            this.record = record;
            this.unit = unit;
            this.year = year;
        }
    }

    private final ZoneId zone;
    private final Map<String, Notice> notices = new LinkedHashMap<>();
    private final Map<String, Veto> vetoes = new LinkedHashMap<>();
    private final Map<String, Finding> findings = new LinkedHashMap<>();

    NaiveSupervision(ZoneId zone) {
        this.zone = zone;
    }

    /** A record as it stands when somebody finds it to be false. */
    record Suspect(String unit, LocalDate day) {}

    /** @return whether it was about something of this */
    boolean takes(String shape, String id, String first, Map<String, Object> body, Function<String, Suspect> records) {
        switch (shape) {
            case "POST notices" -> notices.put(id, new Notice(body));
            case "POST notices issue" -> there(notices, first).issued = day(body);
            case "POST notices hearing", "POST notices answer", "POST notices discard" -> {}
            case "POST vetoes" -> vetoes.put(id, new Veto(body));
            case "POST vetoes approval" -> {
                Veto veto = there(vetoes, first);
                veto.approvals++;
                veto.imposed = veto.approvals == 2 ? day(body) : veto.imposed;
            }
            case "POST vetoes withdrawal" -> there(vetoes, first).withdrawn = true;
            case "POST false-records" -> {
                String record = text(body, "recordEventId");
                Suspect suspect = records.apply(record);
                findings.put(
                        id, new Finding(record, suspect.unit(), suspect.day().getYear()));
            }
            case "POST false-records confirmation" -> there(findings, first).confirmed = day(body);
            case "POST false-records withdrawal" -> there(findings, first).withdrawn = true;
            default -> {
                return false;
            }
        }
        return true;
    }

    private LocalDate day(Map<String, Object> body) {
        return OffsetDateTime.parse(text(body, "occurredAt"))
                .atZoneSameInstant(zone)
                .toLocalDate();
    }

    private static <V> V there(Map<String, V> map, String key) {
        V value = map.get(key);
        if (value == null) {
            throw new IllegalArgumentException("nothing is known of " + key);
        }
        return value;
    }

    private static String text(Map<String, Object> body, String field) {
        return (String) there(body, field);
    }

    /** Whether it counts nowhere, whatever the day. */
    boolean isFalse(String record) {
        boolean isFalse = false;
        for (Finding finding : findings.values()) {
            isFalse |= finding.record.equals(record) && finding.confirmed != null && !finding.withdrawn;
        }
        return isFalse;
    }

    /** Points of each deed that is commended, by its words. */
    Map<String, Integer> deeds(String unitId, List<LocalDate> elapsed, String track, UnaryOperator<String> kindOf) {
        Map<String, Integer> deeds = new TreeMap<>();
        notices.forEach((id, notice) -> {
            if (counts(id, notice, "COMMENDATION", unitId, elapsed)
                    && trackOf(notice).equals(track)) {
                Object deed = notice.said.get("deed");
                int points = LEVELS.indexOf(kindOf.apply(text(notice.said, "issuerId")));
                deeds.merge(deed == null ? "of " + id : (String) deed, points, Math::max);
            }
        });
        return deeds;
    }

    /** Orders that are criticised, whoever does. */
    Set<String> criticisedOrders(String unitId, List<LocalDate> elapsed) {
        Set<String> orders = new TreeSet<>();
        notices.forEach((id, notice) -> {
            if (notice.said.get("orderId") instanceof String order
                    && counts(id, notice, "CRITICISM", unitId, elapsed)) {
                orders.add(order);
            }
        });
        return orders;
    }

    /**
     * What is taken from a track, in tenths of a point: so much for each order or other matter that is criticised, five points
     * for each false record.
     *
     * @param overdue orders that take as much or more themselves
     */
    int taken(
            String unitId,
            int year,
            List<LocalDate> elapsed,
            LocalDate asOf,
            String track,
            int criticism,
            Set<String> overdue) {
        Map<String, String> trackOfMatter = new TreeMap<>();
        notices.forEach((id, notice) -> {
            Object order = notice.said.get("orderId");
            boolean isOfOverdue = order != null && overdue.contains(order);
            if (!isOfOverdue && counts(id, notice, "CRITICISM", unitId, elapsed)) {
                String matter = order == null ? "of " + id : (String) order;
                boolean isParty = trackOf(notice).equals("PARTY");
                trackOfMatter.merge(matter, trackOf(notice), (one, other) -> isParty ? "PARTY" : one);
            }
        });
        int taken = 0;
        for (String its : trackOfMatter.values()) {
            taken += its.equals(track) ? criticism : 0;
        }
        List<String> falseRecords = new ArrayList<>();
        for (Finding finding : findings.values()) {
            if (finding.unit.equals(unitId)
                    && finding.year == year
                    && finding.confirmed != null
                    && !finding.confirmed.isAfter(asOf)
                    && !finding.withdrawn
                    && !falseRecords.contains(finding.record)) {
                falseRecords.add(finding.record);
            }
        }
        return track.equals("PARTY") ? taken + 50 * falseRecords.size() : taken;
    }

    boolean isVetoed(String unitId, int year, LocalDate asOf) {
        boolean isVetoed = false;
        for (Veto veto : vetoes.values()) {
            isVetoed |= unitId.equals(veto.said.get("unitId"))
                    && Integer.valueOf(year).equals(veto.said.get("year"))
                    && veto.imposed != null
                    && !veto.imposed.isAfter(asOf)
                    && !veto.withdrawn;
        }
        return isVetoed;
    }

    private boolean counts(String id, Notice notice, String kind, String unitId, List<LocalDate> elapsed) {
        boolean isTakenBack = false;
        for (Notice other : notices.values()) {
            isTakenBack |= other.issued != null && id.equals(other.said.get("withdrawsNoticeId"));
        }
        return kind.equals(notice.said.get("kind"))
                && unitId.equals(notice.said.get("unitId"))
                && notice.said.get("personId") == null
                && notice.issued != null
                && elapsed.contains(notice.issued)
                && !isTakenBack;
    }

    private static String trackOf(Notice notice) {
        return "SCIENCE".equals(notice.said.get("track")) ? "SCIENCE" : "PARTY";
    }
}
