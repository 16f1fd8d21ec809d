package kepu.organization.linktarget;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.contracts.organization.LinkTargetEvent.Kind;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.text.Text;
import kepu.defaults.web.Receipts;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Link targets over HTTP. */
@RestController
@RequestMapping("/api/v1/organization/link-targets")
class LinkTargetController {
    private final RegisterLinkTarget registerLinkTarget;
    private final RetireLinkTarget retireLinkTarget;
    private final LinkTargetViews views;

    LinkTargetController(
            RegisterLinkTarget registerLinkTarget, RetireLinkTarget retireLinkTarget, LinkTargetViews views) {
        this.registerLinkTarget = registerLinkTarget;
        this.retireLinkTarget = retireLinkTarget;
        this.views = views;
    }

    record TargetRequest(
            @NotBlank @Text(max = 24) String unitId,
            @NotNull Kind kind,
            @NotBlank @Text(max = 100) String name,
            @Nullable Instant occurredAt) {}

    record RetirementRequest(
            @NotBlank @Text(max = 500, lines = true) String reason,
            @Nullable Instant occurredAt) {}

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping
    ResponseEntity<Receipt> register(@Valid @RequestBody TargetRequest request, Command command) {
        return Receipts.created("/api/v1/organization/link-targets", registerLinkTarget.handle(command, request));
    }

    @AllowAnyRole
    @GetMapping("/{id}")
    ResponseEntity<LinkTargetViews.TargetView> target(@PathVariable String id) {
        LinkTargetViews.TargetView target = views.target(id);
        return Receipts.versioned(target.version(), target);
    }

    @AllowAnyRole
    @GetMapping
    ListAnswer<LinkTargetViews.TargetView> targets(ListRequest<LinkTarget> request) {
        return request.answer(LinkTargetViews::views);
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping("/{id}/retirement")
    ResponseEntity<Receipt> retire(
            @PathVariable String id, @Valid @RequestBody RetirementRequest request, Command command) {
        return Receipts.done(retireLinkTarget.handle(command, id, request));
    }
}
