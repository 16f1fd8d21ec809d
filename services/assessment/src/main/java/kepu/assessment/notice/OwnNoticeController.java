package kepu.assessment.notice;

import jakarta.validation.Valid;
import kepu.access.Own;
import kepu.assessment.notice.NoticeController.AnswerRequest;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.access.OwnPerson;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.web.Receipts;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Notices about themselves, for people, and their answers when they are heard (陈述申辩). */
@RestController
@RequestMapping("/api/v1/assessment/me/notices")
class OwnNoticeController {
    private final NoticeViews views;
    private final HearSubject hearSubject;

    OwnNoticeController(NoticeViews views, HearSubject hearSubject) {
        this.views = views;
        this.hearSubject = hearSubject;
    }

    @Own
    @GetMapping
    ListAnswer<NoticeViews.NoticeView> notices(ListRequest<Notice> request, OwnPerson me) {
        return views.notices(request.where(Notice.of(me)));
    }

    @Own
    @GetMapping("/{id}")
    ResponseEntity<NoticeViews.NoticeView> notice(@PathVariable String id, OwnPerson me) {
        NoticeViews.NoticeView notice = views.notice(id, one -> one.isOf(me));
        return Receipts.versioned(notice.version(), notice);
    }

    /** The text, part by part. */
    @Own
    @GetMapping("/{id}/document")
    ResponseEntity<NoticeViews.DocumentView> document(@PathVariable String id, OwnPerson me) {
        NoticeViews.DocumentView document = views.document(id, one -> one.isOf(me));
        return Receipts.versioned(document.version(), document);
    }

    @Own
    @PostMapping("/{id}/answer")
    ResponseEntity<Receipt> answer(
            @PathVariable String id, @Valid @RequestBody AnswerRequest request, OwnPerson me, Command command) {
        views.seen(id, one -> one.isOf(me));
        return Receipts.done(hearSubject.answerInPerson(command, id, request));
    }
}
