package kepu.assessment.notice;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import kepu.assessment.notice.Notice.State;
import kepu.contracts.assessment.NoticeEvent.Kind;
import kepu.defaults.set.SetVersions;
import kepu.defaults.set.SetVersions.SetVersion;
import kepu.defaults.store.AggregateStore;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Which notices were taken back, and by which others: what was issued is not touched, its withdrawal names it. */
@Component
class Withdrawals {
    private final AggregateStore store;
    private final MongoOperations mongo;
    private final SetVersions setVersions;

    Withdrawals(AggregateStore store, MongoOperations mongo, SetVersions setVersions) {
        this.store = store;
        this.mongo = mongo;
        this.setVersions = setVersions;
    }

    /** Of those that issue a withdrawal of that notice, to be asked for before they look whether it stands. */
    SetVersion nextVersion(String noticeId) {
        return setVersions.next(Notice.class, noticeId);
    }

    /**
     * The notice that is to be taken back: one of that issuer and unit that is issued and no withdrawal itself.
     *
     * @throws kepu.defaults.Rejection 422 {@code notice-not-to-be-withdrawn}, 409 {@code notice-already-withdrawn}
     */
    Notice requireWithdrawable(String noticeId, String issuerId, String unitId) {
        Notice notice = store.find(Notice.class, noticeId)
                .filter(found -> found.state() == State.ISSUED
                        && found.content().kind() != Kind.WITHDRAWAL
                        && found.issuerId().equals(issuerId)
                        && found.unitId().equals(unitId))
                .orElseThrow(() -> NoticeRejection.nothingToWithdraw(noticeId));
        String by = of(Set.of(noticeId)).get(noticeId);
        if (by != null) {
            throw NoticeRejection.withdrawnAlready(by);
        }
        return notice;
    }

    /** By the notices that were taken back the numbers of those that did it. */
    Map<String, String> of(Collection<String> noticeIds) {
        Map<String, String> numbers = new HashMap<>();
        for (Document withdrawal : mongo.getCollection(mongo.getCollectionName(Notice.class))
                .find(Filters.and(
                        Filters.in("content.withdrawsNoticeId", noticeIds), Filters.eq("state", State.ISSUED.name())))
                .projection(Projections.include("content.withdrawsNoticeId", "documentNumber"))) {
            numbers.put(
                    withdrawal.get("content", Document.class).getString("withdrawsNoticeId"),
                    withdrawal.getString("documentNumber"));
        }
        return numbers;
    }
}
