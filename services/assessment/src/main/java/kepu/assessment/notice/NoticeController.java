package kepu.assessment.notice;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.access.Caller;
import kepu.assessment.decider.Deciders;
import kepu.assessment.notice.Notice.Circulation;
import kepu.contracts.assessment.NoticeEvent.Kind;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.contracts.organization.TitleEvent.Track;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.record.WithdrawalRequest;
import kepu.defaults.store.AggregateStore;
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

/** Notices over HTTP. */
@RestController
@RequestMapping("/api/v1/assessment/notices")
class NoticeController {
    private final DraftNotice draftNotice;
    private final HearSubject hearSubject;
    private final IssueNotice issueNotice;
    private final AggregateStore store;
    private final Deciders deciders;
    private final NoticeViews views;

    NoticeController(
            DraftNotice draftNotice,
            HearSubject hearSubject,
            IssueNotice issueNotice,
            AggregateStore store,
            Deciders deciders,
            NoticeViews views) {
        this.draftNotice = draftNotice;
        this.hearSubject = hearSubject;
        this.issueNotice = issueNotice;
        this.store = store;
        this.deciders = deciders;
        this.views = views;
    }

    /** {@code unitId} is the unit that it is about, or to which the person belongs; {@code personId} is a pseudonym. */
    record DraftRequest(
            @NotBlank @Text(max = 24) String unitId,
            @NotBlank @Text(max = 24) String issuerId,
            @NotNull Kind kind,

            @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}", message = "{form.person-id}") @Nullable
            String personId,

            @Nullable Track track,
            @Nullable @Text(min = 1, max = 100) String deed,

            @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}", message = "{form.person-id}") @Nullable
            String orderId,

            @Nullable @Text(min = 1, max = 64) String withdrawsNoticeId,
            @NotBlank @Text(max = 200) String title,
            @NotNull @Size(min = 1, max = 100) List<@NotBlank @Text(max = 100) String> addressees,
            @NotNull @Size(min = 1, max = 100) List<@NotBlank @Text(max = 2000) String> paragraphs,
            @NotNull @Size(max = 100) List<@NotBlank @Text(max = 100) String> copies,
            @NotBlank @Text(max = 100) String signature,
            @NotNull Circulation circulation,
            @Nullable Instant occurredAt) {}

    record HearingRequest(@Nullable Instant occurredAt) {}

    record AnswerRequest(
            @NotBlank @Text(max = 2000, lines = true) String statement,
            boolean objects,
            @Nullable Instant occurredAt) {}

    /** Either {@code officeCode}, with which the next number begins, or {@code documentNumber} as the office gave it. */
    record IssueRequest(
            @Nullable @Text(min = 1, max = 20) String officeCode,
            @Nullable @Text(min = 1, max = 100) String documentNumber,

            @Nullable @Text(min = 1, max = 2000, lines = true)
            String replyToObjection,

            @Nullable Instant occurredAt) {}

    @Allow({Role.TOWNSHIP_CLERK, Role.INSPECTOR})
    @PostMapping
    ResponseEntity<Receipt> draft(@Valid @RequestBody DraftRequest request, Command command) {
        return Receipts.created(draftNotice.handle(command, request));
    }

    /** Drafts are for their issuer; what is being heard or is internal, also for its subject and for inspectors. */
    @AllowAnyRole
    @GetMapping
    ListAnswer<NoticeViews.NoticeView> notices(ListRequest<Notice> request, Caller caller) {
        Predicate<Notice> seen = views.seenBy(caller);
        return views.notices(request.only(_ -> seen));
    }

    @AllowAnyRole
    @GetMapping("/{id}")
    ResponseEntity<NoticeViews.NoticeView> notice(@PathVariable String id, Caller caller) {
        NoticeViews.NoticeView notice = views.notice(id, views.seenBy(caller));
        return Receipts.versioned(notice.version(), notice);
    }

    /** The text, part by part, ready for an official layout. */
    @AllowAnyRole
    @GetMapping("/{id}/document")
    ResponseEntity<NoticeViews.DocumentView> document(@PathVariable String id, Caller caller) {
        NoticeViews.DocumentView document = views.document(id, views.seenBy(caller));
        return Receipts.versioned(document.version(), document);
    }

    /** Of a criticism; its subject has some working days to answer. */
    @Allow({Role.TOWNSHIP_CLERK, Role.INSPECTOR})
    @PostMapping("/{id}/hearing")
    ResponseEntity<Receipt> openHearing(
            @PathVariable String id, @Valid @RequestBody HearingRequest request, Command command) {
        return Receipts.done(hearSubject.open(command, id, request));
    }

    /** By the subject's own people. */
    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping("/{id}/answer")
    ResponseEntity<Receipt> answer(
            @PathVariable String id, @Valid @RequestBody AnswerRequest request, Command command, Caller caller) {
        return Receipts.done(hearSubject.answer(command, caller, id, request));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.INSPECTOR})
    @PostMapping("/{id}/issue")
    ResponseEntity<Receipt> issue(
            @PathVariable String id, @Valid @RequestBody IssueRequest request, Command command, Caller caller) {
        return Receipts.done(issueNotice.handle(command, id, request, caller));
    }

    /** Of what is not issued, by nobody of its subject; what is issued is taken back by another notice. */
    @Allow({Role.TOWNSHIP_CLERK, Role.INSPECTOR})
    @PostMapping("/{id}/discard")
    ResponseEntity<Receipt> discard(
            @PathVariable String id, @Valid @RequestBody WithdrawalRequest request, Command command, Caller caller) {
        return Receipts.done(store.update(command.onSeenVersion(), Notice.class, id, notice -> {
            Issuers.requireOfficeOf(notice);
            deciders.requireNotOf(notice.unitId(), caller);
            return notice.discard(request.reason(), command.now(), command.actor());
        }));
    }
}
