package kepu.volunteers.service;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.contracts.volunteers.ServiceRecordEvent.PlaceKind;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import kepu.defaults.text.Text;
import kepu.defaults.web.Receipts;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Activities of many members over HTTP. */
@RestController
@RequestMapping("/api/v1/volunteers/service-groups")
class ServiceGroupController {
    private final LogServiceGroup logServiceGroup;
    private final ServiceGroups groups;
    private final AggregateStore store;

    ServiceGroupController(LogServiceGroup logServiceGroup, ServiceGroups groups, AggregateStore store) {
        this.logServiceGroup = logServiceGroup;
        this.groups = groups;
        this.store = store;
    }

    /**
     * @param membershipIds who took part
     * @param occurredAt when it began, for all of them
     * @param paid whether it was paid duty, which is not certified
     */
    record GroupRequest(
            @NotBlank @Text(max = 64) String teamId,
            @NotNull @Size(min = 1, max = 100) Set<@NotBlank @Text(max = 64) String> membershipIds,
            @Min(1) @Max(24 * 60) int minutes,
            @NotNull PlaceKind placeKind,
            @NotBlank @Text(max = 200) String task,
            boolean paid,
            @NotNull Instant occurredAt) {}

    /** The receipt of one member's record. */
    record MemberReceipt(String membershipId, String serviceId, List<String> events) {}

    /** The answer to the command, the same however often it is retried. */
    record GroupReceipt(String id, String unitId, List<MemberReceipt> services) {}

    /** Which record was made for whom. */
    record MemberView(String membershipId, String volunteerId, String serviceId) {}

    record GroupView(
            String id,
            String unitId,
            String teamId,
            int minutes,
            PlaceKind placeKind,
            String task,
            boolean paid,
            Instant occurredAt,
            String recordedBy,
            Instant enteredAt,
            List<MemberView> services,
            long version) {}

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PostMapping
    ResponseEntity<GroupReceipt> log(@Valid @RequestBody GroupRequest request, Command command) {
        Receipt logged = logServiceGroup.handle(command, request);
        ServiceGroup group = store.get(ServiceGroup.class, logged.id());
        List<Receipt> receipts = groups.recordAll(group, command);
        List<MemberReceipt> services = new ArrayList<>();
        for (int i = 0; i < receipts.size(); i++) {
            Receipt receipt = receipts.get(i);
            services.add(new MemberReceipt(group.members().get(i).membershipId(), receipt.id(), receipt.events()));
        }
        return ResponseEntity.created(URI.create("/api/v1/volunteers/service-groups/" + group.id()))
                .eTag(Long.toString(logged.version()))
                .body(new GroupReceipt(group.id(), group.unitId(), services));
    }

    /** What was logged together; what became of each record stands in the record. */
    @AllowAnyRole
    @GetMapping("/{id}")
    ResponseEntity<GroupView> group(@PathVariable String id) {
        ServiceGroup group = store.get(ServiceGroup.class, id);
        return Receipts.versioned(
                group.version(),
                new GroupView(
                        group.id(),
                        group.unitId(),
                        group.teamId(),
                        group.minutes(),
                        group.placeKind(),
                        group.task(),
                        group.paid(),
                        group.occurredAt(),
                        group.recordedBy(),
                        group.enteredAt(),
                        group.members().stream()
                                .map(member -> new MemberView(
                                        member.membershipId(), member.volunteerId(), group.serviceIdOf(member)))
                                .toList(),
                        group.version()));
    }
}
