package kepu.volunteers.service;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import kepu.contracts.volunteers.ServiceRecordEvent.PlaceKind;
import kepu.defaults.Command;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.volunteers.person.PeopleUnmasked;
import kepu.volunteers.team.Teams;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Verified services as they are taken over into the national volunteer system (全国志愿服务信息系统). Which columns its file has,
 * in which order and under which headers, is a setting: no template of that system is public.
 */
@Component
class NationalRecords {
    private static final Set<String> FIELDS = Arrays.stream(NationalRecord.class.getRecordComponents())
            .map(component -> component.getName())
            .collect(Collectors.toUnmodifiableSet());

    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final Teams teams;
    private final PeopleUnmasked people;
    private final ZoneId zone;
    private final SequencedMap<String, String> columns;

    /** @param columns each {@code header=field}, or {@code header=} for one that is left blank */
    NationalRecords(
            Teams teams,
            PeopleUnmasked people,
            ZoneId zone,
            @Value("${kepu.volunteers.national-columns}") List<String> columns) {
        this.teams = teams;
        this.people = people;
        this.zone = zone;
        this.columns = read(columns);
    }

    /** @throws IllegalArgumentException if they cannot be read: a file that nobody takes helps nobody */
    static SequencedMap<String, String> read(List<String> stated) {
        SequencedMap<String, String> columns = new LinkedHashMap<>();
        for (String column : stated) {
            String[] parts = column.split("=", -1);
            if (parts.length != 2
                    || parts[0].isBlank()
                    || !(parts[1].isEmpty() || FIELDS.contains(parts[1]))
                    || columns.put(parts[0].strip(), parts[1]) != null) {
                throw new IllegalArgumentException(
                        "kepu.volunteers.national-columns: not header=field, each header once and a field of " + FIELDS
                                + ": " + column);
            }
        }
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("kepu.volunteers.national-columns: none");
        }
        return columns;
    }

    /**
     * One row. What is left blank is not given out by this service, or not recorded in it, and is filled in by whoever may.
     *
     * @param name masked, unless the person's data is shown unmasked
     * @param idKind blank like the number
     * @param idNumber blank, unless it is held and shown unmasked
     * @param project blank: services are logged by what was done
     * @param until 24:00 is 00:00
     * @param beganAt day and time in the installation's zone, to the second
     * @param hours rounded down to hundredths
     */
    record NationalRecord(
            String name,
            @Nullable String idKind,
            @Nullable String idNumber,
            String volunteerId,
            String team,
            @Nullable String project,
            LocalDate day,
            @JsonFormat(pattern = "HH:mm") LocalTime from,
            @JsonFormat(pattern = "HH:mm") LocalTime until,
            String beganAt,
            String endedAt,
            BigDecimal hours,
            String place,
            String task,
            String recordedBy,
            List<String> verifiedBy,
            String id) {
        @Override
        public String toString() {
            return "(personal data)";
        }
    }

    /** With nobody's number. */
    ListAnswer<NationalRecord> masked(ListRequest<ServiceRecord> request) {
        return answer(request, _ -> Map.of());
    }

    /** With names and ID numbers of those whose data is held; that each person was looked at is told before. */
    ListAnswer<NationalRecord> unmasked(ListRequest<ServiceRecord> request, Command command, String purpose) {
        Map<String, Map<String, String>> seen = new HashMap<>();
        Set<String> asked = new HashSet<>();
        return answer(request, services -> {
            services.stream()
                    .filter(service -> asked.add(keyOf(service)))
                    .collect(Collectors.groupingBy(
                            ServiceRecord::unitId,
                            Collectors.mapping(service -> service.content().volunteerId(), Collectors.toSet())))
                    .forEach((unitId, them) -> seen.computeIfAbsent(unitId, _ -> new HashMap<>())
                            .putAll(people.idNumbers(command, unitId, them, purpose)));
            return seen;
        });
    }

    private static String keyOf(ServiceRecord service) {
        return service.unitId() + ':' + service.content().volunteerId();
    }

    /** @param numbers by unit and pseudonym, of those who are shown unmasked */
    private ListAnswer<NationalRecord> answer(
            ListRequest<ServiceRecord> request,
            Function<Collection<ServiceRecord>, Map<String, Map<String, String>>> numbers) {
        return request.where(ServiceRecord.State.VERIFIED.filter())
                .answer(services -> rows(services, numbers.apply(services)))
                .inColumns(columns);
    }

    private List<NationalRecord> rows(List<ServiceRecord> services, Map<String, Map<String, String>> numbers) {
        Map<String, Teams.Person> members = teams.people(
                services.stream().map(service -> service.content().teamId()).collect(Collectors.toSet()));
        return services.stream()
                .map(service -> row(
                        service,
                        members.get(service.content().membershipId()),
                        numbers.getOrDefault(service.unitId(), Map.of())
                                .get(service.content().volunteerId())))
                .toList();
    }

    /** @param number null: the person is shown masked; blank: only a phone is held */
    private NationalRecord row(ServiceRecord service, Teams.@Nullable Person person, @Nullable String number) {
        ServiceRecord.Content content = service.content();
        boolean numbered = number != null && !number.isEmpty();
        return new NationalRecord(
                person == null ? "" : number == null ? person.maskedName() : person.name(),
                numbered ? "居民身份证" : null,
                numbered ? number : null,
                content.volunteerId(),
                person == null ? "" : person.team(),
                null,
                LocalDate.ofInstant(service.occurredAt(), zone),
                time(service.occurredAt()),
                time(service.until()),
                dayAndTime(service.occurredAt()),
                dayAndTime(service.until()),
                BigDecimal.valueOf(content.minutes()).divide(BigDecimal.valueOf(60), 2, RoundingMode.DOWN),
                word(content.placeKind()),
                content.task(),
                service.recordedBy(),
                service.verdicts().stream().map(ServiceRecord.Verdict::by).toList(),
                service.id());
    }

    private String dayAndTime(Instant at) {
        return DAY_AND_TIME.format(LocalDateTime.ofInstant(at, zone));
    }

    private LocalTime time(Instant at) {
        return LocalTime.ofInstant(at, zone);
    }

    private static String word(PlaceKind kind) {
        return switch (kind) {
            case VILLAGE -> "村";
            case INDUSTRY_BASE -> "产业基地";
            case FIELD -> "田间地头";
            case HOUSEHOLD -> "农户家";
            case SCHOOL -> "学校";
            case ENTERPRISE -> "企业";
            case MARKET_TOWN -> "场镇";
            case READING_ROOM -> "书屋";
            case OTHER -> "其他";
        };
    }
}
