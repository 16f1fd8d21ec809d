package kepu.assessment.notice;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.regex.Pattern;
import kepu.access.Caller;
import kepu.assessment.decider.Deciders;
import kepu.assessment.notice.NoticeController.IssueRequest;
import kepu.assessment.notice.NumberRegister.Wanted;
import kepu.assessment.rectification.Orders;
import kepu.contracts.organization.TitleEvent.Level;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.set.SetVersions.SetVersion;
import kepu.defaults.store.AggregateStore;
import kepu.defaults.store.DomainEvents;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Issues a notice under the next number of its issuer and year, or under the number that the office gave it. */
@Component
class IssueNotice {
    /** What only stands in a whole number (文号), such as 乙科〔2026〕5号. */
    private static final Pattern OF_NUMBERS = Pattern.compile("[〔〕号]");

    private static final Logger log = LoggerFactory.getLogger(IssueNotice.class);

    private final AggregateStore store;
    private final Numbers numbers;
    private final Issuers issuers;
    private final Withdrawals withdrawals;
    private final Orders orders;
    private final Deciders deciders;
    private final ZoneId zone;

    IssueNotice(
            AggregateStore store,
            Numbers numbers,
            Issuers issuers,
            Withdrawals withdrawals,
            Orders orders,
            Deciders deciders,
            ZoneId zone) {
        this.store = store;
        this.numbers = numbers;
        this.issuers = issuers;
        this.withdrawals = withdrawals;
        this.orders = orders;
        this.deciders = deciders;
        this.zone = zone;
    }

    Receipt handle(Command command, String id, IssueRequest request, Caller caller) {
        if ((request.officeCode() == null) == (request.documentNumber() == null)) {
            throw NoticeRejection.numberWanted();
        }
        if (request.officeCode() != null
                && OF_NUMBERS.matcher(request.officeCode()).find()) {
            throw NoticeRejection.wholeNumberAsOfficeCode(request.officeCode());
        }
        Receipt receipt = store.update(command, Notice.class, id, notice -> issue(command, notice, request, caller));
        try {
            String issuerId =
                    command.access().call(() -> store.get(Notice.class, id)).issuerId();
            numbers.used(issuerId, id);
        } catch (RuntimeException e) { // it is issued all the same, and the sweep tells that its number is used
            log.warn("the number of notice {} is settled later: {}", id, e.toString());
        }
        return receipt;
    }

    /** What the notice takes back, of several such notices at the same moment for one. */
    private @Nullable Notice withdrawn(Notice notice) {
        String withdraws = notice.content().withdrawsNoticeId();
        if (withdraws == null) {
            return null;
        }
        SetVersion next = withdrawals.nextVersion(withdraws);
        Notice withdrawn = withdrawals.requireWithdrawable(withdraws, notice.issuerId(), notice.unitId());
        next.takenBy(notice);
        return withdrawn;
    }

    /** The number is kept before the notice is written, and only for one that may be issued. */
    private DomainEvents issue(Command command, Notice notice, IssueRequest request, Caller caller) {
        Issuers.requireOfficeOf(notice);
        deciders.require(notice.unitId(), caller);
        Instant at = command.occurredAt(request.occurredAt());
        LocalDate day = LocalDate.ofInstant(at, zone);
        LocalDate today = LocalDate.ofInstant(command.now(), zone);
        notice.requireIssuable(at, today, request.replyToObjection(), command.actor());
        issuers.requireSubject(notice.content().kind(), notice.unitId(), at);
        Level level = issuers.level(notice.issuerId());
        String orderId = notice.content().orderId();
        if (orderId != null && !orders.stands(orderId, notice.unitId())) { // it may have been cancelled since the draft
            throw NoticeRejection.unknownOrder(orderId, notice.unitId());
        }
        Notice withdrawn = withdrawn(notice);
        if (withdrawn != null) {
            withdrawn.requireMayBeTakenBack(at, command.actor());
        }
        String number = numbers.keep(
                notice.issuerId(),
                notice.id(),
                new Wanted(request.officeCode(), day.getYear(), request.documentNumber()));
        return notice.issue(number, level, at, today, request.replyToObjection(), withdrawn, command.actor());
    }
}
