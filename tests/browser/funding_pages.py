"""The pages of calls and applications, by who meets them in the demonstration."""

from typing import Any

from tests.browser.platform import Platform

OF_DECISION = "join funding_outcome outcome on outcome.id = letter.outcome_id where outcome.decision_id"


def _one(platform: Platform, question: str) -> Any:
    return next(iter(platform.rows(question)), (None,))[0]


def pages_for_funders(platform: Platform) -> dict[str, str]:
    """Karim runs the calls of the invented fund."""
    draft = _one(platform, "select id from funding_call where state = 'draft'")
    past = _one(platform, "select call_id from funding_application where sent_at is not null order by id")
    received = _one(platform, "select id from funding_application where sent_at is not null order by id")
    opened = _one(platform, "select slug from funding_call where state = 'published' order by id")
    grid = _one(platform, "select id from funding_gridversion where state = 'published'")
    unfinished = _one(platform, "select id from funding_gridversion where state = 'draft'")
    staged = _one(platform, "select call_id from funding_stage where kind = 'interview' order by id desc")
    call, grids = f"/funding/calls/{draft}", "/funding/grids"
    return {
        "funding:own_call_list, of a funder": "/funding/calls/",
        "funding:call_create": "/funding/calls/new/",
        "funding:call_show": f"{call}/",
        "funding:call_show, past": f"/funding/calls/{past}/",
        "funding:call_edit": f"{call}/edit/",
        "funding:rules_edit": f"{call}/rules/",
        "funding:limits_edit": f"{call}/limits/",
        "funding:settings_edit": f"{call}/settings/",
        "funding:stage_edit": f"{call}/stages/1/",
        "funding:received_list": f"/funding/calls/{past}/applications/",
        "funding:received_show": f"/funding/received/{received}/",
        "funding:received_list, in stages": f"/funding/calls/{staged}/applications/",
        "funding:stage_answer_list": f"/funding/calls/{staged}/stages/1/answers/",
        "funding:interview_list": f"/funding/calls/{staged}/stages/3/interviews/",
        "funding:call_withdraw": f"/funding/calls/{staged}/withdraw/",
        "funding:notice_create": f"/funding/calls/{past}/notices/new/",
        "funding:deadline_move": f"/funding/calls/{past}/stages/1/deadline/",
        "funding:question_list": f"/funding/calls/{past}/questions/",
        "funding:question_create": f"/calls/{opened}/ask/",
        "funding:call_read": f"/calls/{opened}/",
        "funding:call_check": f"/calls/{opened}/check/",
        "funding:grid_list": f"{grids}/",
        "funding:grid_create": f"{grids}/new/",
        "funding:grid_show": f"{grids}/{grid}/",
        "funding:grid_show, a draft": f"{grids}/{unfinished}/",
        "funding:grid_edit": f"{grids}/{unfinished}/edit/",
        "funding:criterion_edit, a new one": f"{grids}/{unfinished}/criteria/new/",
        "funding:criterion_edit": f"{grids}/{unfinished}/criteria/theory/",
    }


def pages_after_reading(platform: Platform) -> dict[str, str]:
    """Karim again: reading, allocation, decision and grant of the past call."""
    allocation, call = platform.rows("select id, call_id from funding_allocation order by id")[0]
    decision = _one(platform, "select id from funding_decision order by id")
    grant = _one(platform, "select id from funding_grant order by id")
    reviewer = _one(platform, "select id from funding_reviewer order by id")
    application = _one(platform, "select id from funding_application where sent_at is not null order by id")
    reference = _one(platform, "select id from funding_referencefile order by id")
    file = _one(
        platform, f"select reference from funding_application where call_id = {call} and sent_at is not null"
    )
    past, grants = f"/funding/calls/{call}", "/funding/grants"
    return {
        "funding:review_progress": f"{past}/reading/",
        "funding:assignment_list": f"{past}/assignment/",
        "funding:design_show": f"{past}/design/",
        "funding:reference_list": f"{past}/reference-files/",
        "funding:reference_create": f"{past}/reference-files/new/",
        "funding:reference_edit": f"{past}/reference-files/{reference}/",
        "funding:ranking_show": f"{past}/ranking/",
        "funding:discussion_list": f"{past}/discussion/",
        "funding:discussion_show": f"{past}/discussion/{application}/",
        "funding:lottery_list": f"{past}/draw/",
        "funding:reviewer_list": f"{past}/reviewers/",
        "funding:reviewer_edit": f"/funding/reviewers/{reviewer}/",
        "funding:conflict_list": f"{past}/conflicts/",
        "funding:allocation_create": f"{past}/allocation/",
        "funding:allocation_show": f"/funding/allocations/{allocation}/",
        "funding:allocation_file": f"/funding/allocations/{allocation}/files/{file}/",
        "funding:decision_create": f"/funding/allocations/{allocation}/decision/",
        "funding:decision_show": f"/funding/decisions/{decision}/",
        "funding:grant_list": f"{grants}/",
        "funding:grant_show": f"{grants}/{grant}/",
        "funding:milestone_create": f"{grants}/{grant}/milestones/new/",
    }


def pages_for_readers(platform: Platform) -> dict[str, str]:
    """Meryem read the past call."""
    reviewer = _one(platform, "select id from funding_reviewer order by id")
    assignment = _one(platform, "select id from funding_assignment order by id")
    lesson = _one(platform, "select id from funding_referencefile where use = 'training'")
    return {
        "funding:reviewing_list": "/reading/",
        "funding:reviewing_show": f"/reading/{reviewer}/",
        "funding:reviewing_declare": f"/reading/{reviewer}/ties/",
        "funding:reviewing_training": f"/reading/{reviewer}/training/",
        "funding:training_read": f"/reading/{reviewer}/training/{lesson}/",
        "funding:review_edit": f"/reading/files/{assignment}/",
        "funding:review_change": f"/reading/files/{assignment}/change/",
    }


def pages_for_applicants(platform: Platform) -> dict[str, str]:
    """Fadma has sent one application and writes another."""
    draft = _one(platform, "select id from funding_application where state = 'draft' order by id")
    # Of the same initiative: invited at the end of a first stage.
    invited = _one(
        platform,
        "select id from funding_application where state = 'draft' and sent_at is not null and initiative_id ="
        " (select initiative_id from funding_application where state = 'draft' order by id limit 1)",
    )
    initiative = _one(
        platform, "select initiative_id from funding_application where state = 'draft' order by id"
    )
    opened = _one(platform, "select slug from funding_call where state = 'published' order by id")
    return {
        "funding:application_list": f"/initiatives/{initiative}/funding/",
        "funding:application_create": f"/calls/{opened}/apply/",
        "funding:application_show": f"/applications/{draft}/",
        "funding:application_edit": f"/applications/{draft}/edit/",
        "funding:application_show, invited to a next stage": f"/applications/{invited}/",
        "funding:application_offer": f"/applications/{invited}/offer/",
        "funding:application_import": f"/applications/{invited}/import/",
        "funding:partner_list": f"/applications/{draft}/partners/",
        "funding:file_list": f"/applications/{draft}/files/",
    }


def pages_for_partners(platform: Platform) -> dict[str, str]:
    """Amina's association is named as a partner."""
    partner = _one(platform, "select id from funding_partner")
    return {"funding:partner_consent": f"/applications/partners/{partner}/"}


def pages_along_grants(platform: Platform) -> dict[str, str]:
    """Karim follows the grants of the invented fund."""
    active = _one(platform, "select id from funding_grant where state = 'active' order by id")
    closed = _one(platform, "select id from funding_grant where state = 'closed' order by id")
    claim = _one(platform, f"select id from funding_claim where grant_id = {active} order by id desc")
    report = _one(platform, f"select id from funding_grantreport where grant_id = {active} order by id")
    draft = _one(platform, "select id from funding_call where state = 'draft'")
    funder = _one(platform, f"select organisation_id from funding_grant where id = {active}")
    extract = _one(platform, f"select id from funding_extract where organisation_id = {funder}")
    published = _one(platform, f"select id from funding_publishedfile where organisation_id = {funder}")
    told = _one(
        platform,
        "select application.id from funding_recipientmatch said join initiatives_initiative initiative "
        "on initiative.organisation_id = said.applicant_id join funding_application application "
        "on application.initiative_id = initiative.id join funding_call call on call.id = application.call_id "
        f"where call.organisation_id = {funder} and application.sent_at is not null order by application.id",
    )
    grant = f"/funding/grants/{active}"
    return {
        "funding:published_list": f"/funding/portfolio/{funder}/published/",
        "funding:published_import": f"/funding/portfolio/{funder}/published/new/",
        "funding:published_show": f"/funding/portfolio/{funder}/published/{published}/",
        "funding:received_show, funded elsewhere": f"/funding/received/{told}/",
        "funding:extract_show": f"/funding/portfolio/{funder}/files/{extract}/",
        "funding:grant_show, under way": f"{grant}/",
        "funding:grant_show, closed": f"/funding/grants/{closed}/",
        "funding:report_edit": f"{grant}/reports/{report}/",
        "funding:claim_list": f"{grant}/expenses/",
        "funding:claim_show": f"{grant}/expenses/{claim}/",
        "funding:amendment_list": f"{grant}/amendments/",
        "funding:grant_close": f"{grant}/close/",
        "funding:grant_close, closed": f"/funding/grants/{closed}/close/",
        "funding:lesson_create": f"{grant}/lessons/",
        "funding:lesson_list": "/funding/lessons/",
        "funding:call_lessons": f"/funding/calls/{draft}/lessons/",
        "funding:reporting_edit": f"/funding/calls/{draft}/reporting/",
        "funding:portfolio_show": f"/funding/portfolio/{funder}/",
        "funding:portfolio_edit": f"/funding/portfolio/{funder}/page/",
        "funding:portfolio_read": f"/funders/{funder}/",
    }


def pages_for_grantees(platform: Platform) -> dict[str, str]:
    """Whoever applied receives a grant: pages that only its side writes. ``person`` is their address."""
    active, initiative = platform.rows(
        "select id, initiative_id from funding_grant where state = 'active' order by id"
    )[0]
    claim, receipt = platform.rows(
        "select receipt.claim_id, receipt.id from funding_receipt receipt "
        f"join funding_claim claim on claim.id = receipt.claim_id where claim.grant_id = {active} order by receipt.id"
    )[0]
    grant = f"/funding/grants/{active}"
    return {
        "funding:initiative_grants": f"/initiatives/{initiative}/grants/",
        "funding:amendment_create": f"{grant}/amendments/new/",
        "funding:receipt_edit": f"{grant}/expenses/{claim}/{receipt}/",
    }


def grantee_of(platform: Platform) -> str:
    """The address of a lead of the organisation that receives the grant under way."""
    address: str = _one(
        platform,
        "select person.email from accounts_person person join accounts_membership seat on seat.person_id = person.id "
        "join initiatives_initiative initiative on initiative.organisation_id = seat.organisation_id "
        "join funding_grant given on given.initiative_id = initiative.id "
        "where given.state = 'active' and seat.role = 'lead' order by given.id, person.id",
    )
    return address


def pages_of_committees(platform: Platform) -> dict[str, str]:
    """Karim decides on a call that asks for more than it has: ranked, drawn, weighed, answered, appealed."""
    allocation, call, slug = platform.rows(
        "select allocation.id, call.id, call.slug from funding_allocation allocation "
        "join funding_weighing weighing on weighing.allocation_id = allocation.id "
        "join funding_call call on call.id = allocation.call_id order by allocation.id desc"
    )[0]
    before = _one(platform, f"select id from funding_allocation where call_id = {call} order by id")
    decision = _one(platform, f"select id from funding_decision where allocation_id = {allocation}")
    letter = _one(platform, f"select letter.id from funding_letter letter {OF_DECISION} = {decision}")
    appeal = _one(platform, "select id from funding_appeal where outcome_id is not null order by id")
    at_stage = _one(platform, "select id from funding_appeal where stage_answer_id is not null order by id")
    return {
        "funding:allocation_create, asked for more than it has": f"/funding/calls/{call}/allocation/",
        "funding:allocation_create, nothing obeys": f"/funding/calls/{call}/allocation/?budget_mad=100000",
        "funding:allocation_show, weighed": f"/funding/allocations/{allocation}/",
        "funding:allocation_show, before the draw": f"/funding/allocations/{before}/",
        "funding:decision_create, asked for more than it has": f"/funding/allocations/{allocation}/decision/",
        "funding:decision_show, with an appeal": f"/funding/decisions/{decision}/",
        "funding:letter_show, by the funder": f"/funding/letters/{letter}/",
        "funding:appeal_show, to be heard": f"/funding/appeals/{appeal}/",
        "funding:appeal_show, of a stage": f"/funding/appeals/{at_stage}/",
        "funding:lottery_list, drawn": f"/funding/calls/{call}/draw/",
        "funding:lottery_read": f"/calls/{slug}/draw/",
    }


def pages_of_answers(platform: Platform) -> dict[str, str]:
    """An applicant reads the answer and its appeal. ``answered_of`` says who."""
    letter, appeal = platform.rows(
        "select letter.id, appeal.id from funding_appeal appeal "
        "join funding_letter letter on letter.outcome_id = appeal.outcome_id order by appeal.id"
    )[0]
    return {
        "funding:letter_show": f"/funding/letters/{letter}/",
        "funding:appeal_show": f"/funding/appeals/{appeal}/",
    }


def answered_of(platform: Platform) -> str:
    """The address of who filed the first appeal."""
    address: str = _one(
        platform,
        "select person.email from funding_appeal appeal join accounts_person person on person.id = appeal.filed_by_id "
        "where appeal.outcome_id is not null order by appeal.id",
    )
    return address
