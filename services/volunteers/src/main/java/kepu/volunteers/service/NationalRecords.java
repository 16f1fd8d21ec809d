package kepu.volunteers.service;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kepu.contracts.volunteers.ServiceRecordEvent.PlaceKind;
import kepu.volunteers.team.Teams;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Verified services as they are taken over into the national volunteer system (全国志愿服务信息系统): who, then what, in the order
 * in which the rules on service records (志愿服务记录与证明出具办法) name it.
 */
@Component
class NationalRecords {
    private final Teams teams;
    private final ZoneId zone;

    NationalRecords(Teams teams, ZoneId zone) {
        this.teams = teams;
        this.zone = zone;
    }

    /**
     * One row. What is left blank is not given out by this service, or not recorded in it, and is filled in by whoever may.
     *
     * @param name masked
     * @param idKind blank
     * @param idNumber blank: it is sealed, and shown to nobody but one by one, with a purpose
     * @param project blank: services are logged by what was done
     * @param until 24:00 is 00:00
     * @param hours rounded down to hundredths
     */
    record NationalRecord(
            @JsonPropertyDescription("姓名") String name,
            @JsonPropertyDescription("证件类型") @Nullable String idKind,
            @JsonPropertyDescription("证件号码") @Nullable String idNumber,
            @JsonPropertyDescription("人员代号") String volunteerId,
            @JsonPropertyDescription("志愿团体") String team,
            @JsonPropertyDescription("活动（项目）名称") @Nullable String project,
            @JsonPropertyDescription("服务日期") LocalDate day,

            @JsonPropertyDescription("开始时间") @JsonFormat(pattern = "HH:mm")
            LocalTime from,

            @JsonPropertyDescription("结束时间") @JsonFormat(pattern = "HH:mm")
            LocalTime until,

            @JsonPropertyDescription("服务时长（小时）") BigDecimal hours,
            @JsonPropertyDescription("服务地点") String place,
            @JsonPropertyDescription("服务内容") String task,
            @JsonPropertyDescription("记录人代号") String recordedBy,
            @JsonPropertyDescription("核实人代号") List<String> verifiedBy,
            @JsonPropertyDescription("记录编号") String id) {}

    List<NationalRecord> of(List<ServiceRecord> services) {
        Map<String, Teams.Person> people = teams.people(
                services.stream().map(service -> service.content().teamId()).collect(Collectors.toSet()));
        return services.stream()
                .map(service -> of(service, people.get(service.content().membershipId())))
                .toList();
    }

    private NationalRecord of(ServiceRecord service, Teams.@Nullable Person person) {
        ServiceRecord.Content content = service.content();
        return new NationalRecord(
                person == null ? "" : person.maskedName(),
                null,
                null,
                content.volunteerId(),
                person == null ? "" : person.team(),
                null,
                LocalDate.ofInstant(service.occurredAt(), zone),
                time(service.occurredAt()),
                time(service.until()),
                BigDecimal.valueOf(content.minutes()).divide(BigDecimal.valueOf(60), 2, RoundingMode.DOWN),
                word(content.placeKind()),
                content.task(),
                service.recordedBy(),
                service.verdicts().stream().map(ServiceRecord.Verdict::by).toList(),
                service.id());
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
