"""Every page of the platform, with an address in the demonstration space; what is no page says why."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.browser.platform import Platform

# Not pages: they answer a POST, or give a file or a fragment; or their form is another page's. Each is on a page that is here.
NO_PAGES = {
    "accounts:invitation_withdraw",
    "accounts:membership_edit",
    "accounts:membership_end",
    "accounts:person_sign_out",
    "adoption:diagnostic_complete",
    "adoption:diagnostic_discard",
    "adoption:diagnostic_download",
    "catalogue:public_catalogue_export",
    "datasets:extract_freeze",
    "funding:application_import_accept",
    "funding:application_import_undo",
    "funding:application_keep",
    "funding:application_offer_tell",
    "funding:application_send",
    # A withdrawn call has it: the tests of the room open it.
    "funding:call_reopen",
    "funding:application_template",
    "funding:application_withdraw",
    "funding:call_publish",
    "funding:criterion_delete",
    "funding:file_delete",
    "funding:file_download",
    "funding:grid_publish",
    "funding:grid_retire",
    "funding:grid_revise",
    "funding:partner_delete",
    "funding:received_file",
    "funding:stage_answer_tell",
    "funding:stage_answer_undo",
    "funding:stage_create",
    "funding:stage_delete",
    "collect:form_download",
    "collect:form_list",
    "collect:form_manifest",
    "collect:form_media",
    "collect:form_newest",
    "collect:submission",
    "datasets:feed_create",
    "datasets:feed_run",
    "datasets:feed_stop",
    "datasets:upload_discard",
    "datasets:upload_reread",
    "datasets:version_download",
    "funding:allocation_download",
    "funding:allocation_replay",
    "funding:allocation_weigh",
    "funding:appeal_admit",
    "funding:appeal_settle",
    "funding:decision_send",
    "funding:letter_download",
    "funding:grant_agree",
    "funding:amendment_answer",
    "funding:claim_create",
    "funding:claim_send",
    "funding:dispute_answer",
    "funding:grant_create",
    "funding:payment_contest",
    "funding:payment_decide",
    "funding:portfolio_export",
    "funding:extract_create",
    "funding:extract_download",
    "funding:portfolio_open",
    "funding:published_keep",
    "funding:published_remove",
    "funding:recipient_say",
    "funding:recipient_take_back",
    "funding:receipt_answer",
    "funding:receipt_create",
    "funding:receipt_download",
    "funding:receipt_remove",
    "funding:grant_edit",
    "funding:grant_export",
    "funding:milestone_remove",
    "funding:payment_pay",
    "funding:payment_propose",
    "funding:payment_settle",
    "funding:report_answer",
    # They answer a POST.
    "funding:assignment_release",
    "funding:conflict_contest",
    "funding:conflict_find",
    "funding:review_decline",
    "funding:review_recuse",
    "funding:reviewer_leave",
    "funding:reviewer_remind",
    "funding:reviewer_uninvite",
    "funding:reviewing_leave",
    "funding:assignment_share",
    "funding:reference_retire",
    "funding:reader_add",
    "funding:minutes_download",
    "funding:lottery_draw",
    "funding:ranking_export",
    # The demonstration has none of these yet: the tests of the room open them in three languages.
    "funding:lottery_read",
    "funding:conflict_settle",
    "funding:reviewer_accept",
    "funding:appeal_show",
    "funding:stage_appeal_create",
    "funding:review_earlier",
    "funding:letter_show",
    "funding:interview_edit",
    "funding:report_edit",
    "indicators:catalogue_export",
    "indicators:indicator_check",
    "indicators:indicator_delete",
    "indicators:measurement_delete",
    "indicators:measurement_edit",
    "indicators:measurement_evidence",
    "indicators:measurement_model",
    "indicators:measurement_move",
    "indicators:measurement_recompute",
    "indicators:own_list_create",
    "indicators:own_list_delete",
    "indicators:own_list_discard",
    "indicators:target_approve",
    "reports:report_download",
    "reports:report_publish",
    "reports:report_verify",
    "reports:report_withdraw",
    "rollups:portfolio_delete",
    # The page of a form has no menu of the site: tests/browser/form walks it, with axe-core, in fr and ar.
    "collect:link_fill",
    "collect:program_answers",
    "collect:link_media",
    "collect:link_worker",
    "collect:link_xform",
    "surveys:form_answer",
    "surveys:form_answer_file",
    "surveys:form_correct",
    "surveys:form_fill",
    "surveys:form_media",
    "surveys:form_try",
    "surveys:form_worker",
    "surveys:form_xform",
    "surveys:submission_send",
    "surveys:submission_try",
    "surveys:trial_worker",
    "studies:draw_download",
    "studies:draw_record",
    "studies:plan_download",
    "studies:plan_export",
    "studies:sample_size_keep",
    "studies:study_run",
    "studies:study_seal",
    "surveys:alert_move",
    "surveys:collector_revoke",
    "surveys:assignment_remove",
    "surveys:attachment_download",
    "surveys:quality_look",
    "surveys:language_add",
    "surveys:question_delete",
    "surveys:question_move",
    "surveys:quota_remove",
    "surveys:respondent_erase",
    "surveys:respondent_export",
    "surveys:respondent_link",
    "surveys:step_export",
    "surveys:step_take_back",
    "surveys:submission_export",
    "surveys:submission_withdraw",
    "surveys:survey_close",
    "surveys:version_download",
    "surveys:version_move",
    "surveys:version_next",
    "surveys:version_undo",
    # It asks another server.
    "surveys:import_choose",
    "surveys:import_discard",
    "surveys:import_forget",
    "surveys:import_program_close",
    "surveys:import_run",
    "theories:comment_resolve",
    "theories:example_copy",
    "theories:logframe_download",
    "theories:node_arrange",
    "theories:theory_accept",
    "theories:theory_download",
    "theories:theory_drawing",
    "theories:theory_export",
    "theories:theory_graph",
    "theories:theory_redo",
    "theories:theory_sync",
    "theories:theory_thumbnail",
    "theories:theory_undo",
    "theories:version_restore",
    "ui:health_show",
    "ui:language_choose",
}


@dataclass(frozen=True)
class Numbers:
    """What the addresses of the demonstration need."""

    trial: int
    oasis: int
    organisation: int
    node: str
    group: str
    risk: str
    link: str
    link_pk: int
    versioned: int
    indicator: int
    measured: int
    measurement: int
    portfolio: int
    measured_in: int
    upload: int
    extract: int
    extracted: int
    extracted_in: int
    dataset: int
    brought: int
    brought_in: int
    workbook: int
    workbook_in: int
    feed: int
    drawn: int
    drawn_in: int
    advice: int
    advice_in: int
    study: int
    draft: int
    estimation: int
    claim: int
    report: int
    report_draft: int
    address: str
    job: int
    taken: int
    half_taken: int
    survey: int
    surveyed: int
    collector: int
    survey_draft: int
    answer: int


def numbers_of(platform: Platform) -> Numbers:
    """Read them in the database of the platform."""

    def one(question: str) -> Any:
        return next(iter(platform.rows(question)), (None,))[0]

    trial = one("select initiative_id from studies_study limit 1")
    oasis = one("select initiative_id from datasets_upload where state = 'ready'")
    return Numbers(
        trial=trial,
        oasis=oasis,
        organisation=one(f"select organisation_id from initiatives_initiative where id = {trial}"),
        node=one(
            f"select node.key from theories_node node join theories_theory theory on theory.id = node.theory_id "
            f"where theory.initiative_id = {trial}"
        ),
        group=one(
            "select part.key from theories_stakeholder part join theories_theory theory "
            f"on theory.id = part.theory_id where theory.initiative_id = {trial}"
        ),
        risk=one(
            "select part.key from theories_risk part join theories_theory theory "
            f"on theory.id = part.theory_id where theory.initiative_id = {trial}"
        ),
        link=one(
            "select link.key from theories_link link join studies_study study on study.link_id = link.id"
        ),
        link_pk=one("select link_id from studies_study"),
        versioned=one(
            "select theory.initiative_id from theories_theoryversion version join theories_theory theory "
            "on theory.id = version.theory_id join initiatives_initiative initiative "
            "on initiative.id = theory.initiative_id where initiative.title like 'Dar Taliba%'"
        ),
        indicator=one("select indicator_id from studies_study where indicator_id is not null"),
        measured=one("select indicator_id from indicators_measurement where state = 'approved' order by id"),
        measurement=one(
            "select measure.id from indicators_measurement measure "
            "join indicators_indicator indicator on indicator.id = measure.indicator_id "
            "join theories_node node on node.id = indicator.node_id "
            "join theories_theory theory on theory.id = node.theory_id "
            f"where theory.initiative_id = {trial}"
        ),
        measured_in=one(
            "select theory.initiative_id from indicators_measurement measure "
            "join indicators_indicator indicator on indicator.id = measure.indicator_id "
            "join theories_node node on node.id = indicator.node_id "
            "join theories_theory theory on theory.id = node.theory_id "
            "where measure.state = 'approved' order by measure.id"
        ),
        portfolio=one(
            "select portfolio.id from indicators_portfolio portfolio "
            "join accounts_person person on person.id = portfolio.created_by_id "
            "where person.email = 'idriss@demo.miqyas.ma'"
        ),
        upload=one("select id from datasets_upload where state = 'ready'"),
        extract=one("select id from datasets_surveyextract order by id"),
        extracted=one("select survey_id from datasets_surveyextract order by id"),
        extracted_in=one(
            "select survey.initiative_id from datasets_surveyextract extract "
            "join surveys_survey survey on survey.id = extract.survey_id order by extract.id"
        ),
        dataset=one(f"select id from datasets_dataset where initiative_id = {trial}"),
        brought=one("select id from surveys_source order by id"),
        workbook=one("select id from surveys_source where kind = 'spreadsheet'"),
        workbook_in=one("select initiative_id from surveys_source where kind = 'spreadsheet'"),
        brought_in=one("select initiative_id from surveys_source order by id"),
        feed=one(
            "select feed.id from datasets_feed feed join datasets_dataset dataset on dataset.id = feed.dataset_id "
            f"where dataset.initiative_id = {trial}"
        ),
        drawn=one("select id from studies_draw order by id"),
        drawn_in=one("select initiative_id from studies_draw order by id"),
        advice=one("select id from studies_advice order by id"),
        advice_in=one("select initiative_id from studies_advice order by id"),
        study=one("select study_id from studies_estimation"),
        draft=one("select id from studies_study where state = 'draft'"),
        estimation=one("select id from studies_estimation"),
        claim=one("select id from evidence_claim"),
        report=one("select id from reports_report where state = 'published'"),
        report_draft=one("select id from reports_report where state = 'draft'"),
        address=one("select address from reports_report where state = 'published'"),
        job=one(
            "select job.id from foundation_job job join accounts_person person on person.id = job.person_id "
            "where person.email = 'idriss@demo.miqyas.ma' order by job.id"
        ),
        taken=one("select id from adoption_diagnostic where state = 'complete'"),
        half_taken=one("select id from adoption_diagnostic where state = 'open'"),
        survey=one("select survey_id from surveys_formversion where state = 'published' order by id"),
        answer=one("select submission_id from surveys_alert order by id"),
        survey_draft=one(
            "select number from surveys_formversion where state = 'draft' and survey_id = "
            "(select survey_id from surveys_formversion where state = 'published' order by id limit 1)"
        ),
        collector=one("select id from surveys_collector where revoked_at is null order by id"),
        surveyed=one(
            "select survey.initiative_id from surveys_survey survey join surveys_formversion version "
            "on version.survey_id = survey.id where version.state = 'published' order by version.id"
        ),
    )


def pages_of(n: Numbers) -> dict[str, str]:
    """Address of each page, by url name."""
    trial, oasis = f"/initiatives/{n.trial}", f"/initiatives/{n.oasis}"
    theory, studies, reports = f"{trial}/theory", f"{trial}/studies", f"{trial}/reports"
    survey = f"/initiatives/{n.surveyed}/surveys/{n.survey}"
    return {
        "portal:home_show": "/",
        "portal:publication_list": "/published/",
        "portal:desk_show": "/desk/",
        "portal:search_show": "/search/?words=date",
        "ui:gallery_show": "/gallery/",
        "ui:job_show": f"/work/{n.job}/",
        "accounts:person_edit": "/accounts/me/",
        "accounts:password_edit": "/accounts/me/password/",
        "accounts:role_list": "/accounts/roles/",
        "accounts:organisation_list": "/accounts/organisations/",
        "accounts:organisation_create": "/accounts/organisations/new/",
        "accounts:organisation_show": f"/accounts/organisations/{n.organisation}/",
        "accounts:organisation_edit": f"/accounts/organisations/{n.organisation}/edit/",
        "accounts:trace_list": f"/accounts/organisations/{n.organisation}/trail/",
        "accounts:invitation_create": f"/accounts/organisations/{n.organisation}/invite/",
        "territories:territory_list": "/territories/",
        "territories:territory_show": "/territories/08/",
        "toolbox:sheet_list": "/toolbox/",
        "toolbox:sheet_show": "/toolbox/reading-an-effect/",
        "adoption:diagnostic_list": "/diagnostic/",
        "adoption:diagnostic_create": "/diagnostic/new/",
        "adoption:diagnostic_show": f"/diagnostic/{n.taken}/",
        "adoption:diagnostic_show, under way": f"/diagnostic/{n.half_taken}/",
        "adoption:dimension_edit": f"/diagnostic/{n.half_taken}/questions/describe/",
        "adoption:history_show": f"/diagnostic/organisations/{n.organisation}/",
        "adoption:together_show": "/diagnostic/together/",
        "initiatives:initiative_list": "/initiatives/",
        "initiatives:initiative_create": "/initiatives/create/",
        "initiatives:initiative_show": f"{trial}/",
        "initiatives:initiative_edit": f"{trial}/edit/",
        "theories:theory_show": f"{theory}/",
        "theories:theory_table": f"{theory}/table/",
        "theories:theory_quality": f"{theory}/quality/",
        "theories:theory_edit": f"{theory}/edit/",
        "theories:example_list": f"{theory}/examples/",
        "theories:node_create": f"{theory}/nodes/create/",
        "theories:node_edit": f"{theory}/nodes/{n.node}/edit/",
        "theories:node_delete": f"{theory}/nodes/{n.node}/delete/",
        "theories:node_show": f"{theory}/nodes/{n.node}/",
        "theories:node_dimensions": f"{theory}/nodes/{n.node}/dimensions/",
        "theories:node_goals": f"{theory}/nodes/{n.node}/goals/",
        "theories:stakeholder_list": f"{theory}/people/",
        "theories:stakeholder_create": f"{theory}/people/create/",
        "theories:stakeholder_edit": f"{theory}/people/{n.group}/edit/",
        "theories:stakeholder_delete": f"{theory}/people/{n.group}/delete/",
        "theories:risk_list": f"{theory}/risks/",
        "theories:risk_create": f"{theory}/risks/create/",
        "theories:risk_edit": f"{theory}/risks/{n.risk}/edit/",
        "theories:risk_delete": f"{theory}/risks/{n.risk}/delete/",
        "theories:logframe_show": f"{theory}/logframe/",
        "theories:logframe_edit": f"{theory}/logframe/edit/",
        "theories:chain_show": f"{theory}/chain/",
        "theories:chain_edit": f"{theory}/chain/edit/",
        "theories:theory_import": f"{theory}/import/",
        "theories:link_create": f"{theory}/links/create/",
        "theories:link_show": f"{theory}/links/{n.link}/",
        "theories:link_edit": f"{theory}/links/{n.link}/edit/",
        "theories:link_delete": f"{theory}/links/{n.link}/delete/",
        "theories:comment_list": f"{theory}/comments/link/{n.link}/",
        "theories:export_list": f"{theory}/files/",
        "theories:version_list": f"{theory}/versions/",
        "theories:version_create": f"{theory}/versions/create/",
        "theories:version_compare": f"/initiatives/{n.versioned}/theory/versions/compare/?from=1&to=now",
        "theories:version_show": f"/initiatives/{n.versioned}/theory/versions/1/",
        "catalogue:public_catalogue_list": "/catalogue/?theme=health",
        "catalogue:public_catalogue_show": "/catalogue/dpt3-coverage/",
        "indicators:catalogue_list": f"{trial}/indicators/catalogue/?node={n.node}",
        "indicators:catalogue_show": f"{trial}/indicators/catalogue/dpt3-coverage/",
        "indicators:catalogue_import": f"{trial}/indicators/catalogue/import/",
        "indicators:indicator_list": f"{trial}/indicators/",
        "indicators:indicator_create": f"{trial}/indicators/new/",
        "indicators:indicator_show": f"{trial}/indicators/{n.indicator}/",
        "indicators:indicator_edit": f"{trial}/indicators/{n.indicator}/edit/",
        "indicators:target_edit": f"{trial}/indicators/{n.indicator}/targets/",
        "surveys:survey_list": f"{trial}/surveys/",
        "surveys:survey_show": f"{survey}/",
        "surveys:collector_list": f"{survey}/phones/",
        "surveys:collector_create": f"/initiatives/{n.surveyed}/surveys/phones/new/",
        "surveys:collector_replace": f"/initiatives/{n.surveyed}/surveys/phones/{n.collector}/replace/",
        "surveys:submission_list": f"{survey}/answers/",
        "surveys:submission_show": f"{survey}/answers/{n.answer}/",
        "surveys:quality_show": f"{survey}/quality/",
        "surveys:quality_edit": f"{survey}/quality/settings/",
        "surveys:alert_list": f"{survey}/quality/alerts/",
        "surveys:team_show": f"{survey}/team/",
        "surveys:respondent_list": f"{survey}/people/",
        "surveys:step_list": f"{survey}/cleaning/",
        "surveys:step_create": f"{survey}/cleaning/new/",
        "surveys:version_show": f"{survey}/versions/1/",
        "surveys:version_publish": f"{survey}/versions/1/publish/",
        "surveys:version_show, a draft": f"{survey}/versions/{n.survey_draft}/",
        "surveys:version_languages": f"{survey}/versions/{n.survey_draft}/languages/",
        "surveys:version_compare": f"{survey}/versions/{n.survey_draft}/changes/",
        "indicators:measurement_create": f"{trial}/indicators/{n.indicator}/measure/",
        "indicators:measurement_compute": f"{trial}/indicators/{n.indicator}/compute/",
        "indicators:measurement_list": f"{trial}/indicators/measures/",
        "indicators:measurement_import": f"{trial}/indicators/measures/import/",
        "indicators:measurement_show": f"{trial}/indicators/measures/{n.measurement}/",
        "rollups:rollup_list": "/totals/",
        "rollups:rollup_organisation": f"/totals/organisations/{n.organisation}/",
        "rollups:rollup_territory": "/totals/territories/08/",
        "rollups:portfolio_create": "/totals/portfolios/new/",
        "rollups:portfolio_show": f"/totals/portfolios/{n.portfolio}/",
        "rollups:portfolio_edit": f"/totals/portfolios/{n.portfolio}/edit/",
        "indicators:indicator_show, with its trajectory": f"/initiatives/{n.measured_in}/indicators/{n.measured}/",
        "surveys:import_list": f"/initiatives/{n.brought_in}/surveys/imports/",
        "surveys:import_create": f"/initiatives/{n.brought_in}/surveys/imports/new/",
        "surveys:import_create, from KoboToolbox": f"/initiatives/{n.brought_in}/surveys/imports/new/?from=kobo",
        "surveys:import_show": f"/initiatives/{n.brought_in}/surveys/imports/{n.brought}/",
        "surveys:import_sheet": f"/initiatives/{n.brought_in}/surveys/imports/sheet/",
        "surveys:import_arrange": f"/initiatives/{n.workbook_in}/surveys/imports/{n.workbook}/sheets/",
        "surveys:import_match": f"/initiatives/{n.workbook_in}/surveys/imports/{n.workbook}/columns/",
        "surveys:import_program": f"/initiatives/{n.brought_in}/surveys/imports/programs/",
        "datasets:dataset_list": f"{trial}/datasets/",
        "datasets:upload_create": f"{trial}/datasets/new/",
        "datasets:upload_show": f"{oasis}/datasets/files/{n.upload}/",
        "datasets:upload_freeze": f"{oasis}/datasets/files/{n.upload}/freeze/",
        "datasets:extract_list": f"/initiatives/{n.extracted_in}/datasets/questionnaires/{n.extracted}/",
        "datasets:extract_create": f"/initiatives/{n.extracted_in}/datasets/questionnaires/{n.extracted}/new/",
        "datasets:extract_show": f"/initiatives/{n.extracted_in}/datasets/extracts/{n.extract}/",
        "datasets:dataset_show": f"{trial}/datasets/{n.dataset}/",
        "datasets:feed_list": f"{trial}/datasets/feeds/",
        "datasets:feed_show": f"{trial}/datasets/feeds/{n.feed}/",
        "datasets:version_show": f"{trial}/datasets/{n.dataset}/1/",
        "studies:study_list": f"{studies}/",
        "studies:study_create": f"{studies}/new/",
        "studies:study_create, its second page": f"{studies}/new/?link={n.link_pk}&dataset={n.dataset}",
        "studies:power_show": f"{studies}/power/",
        "studies:advice_create": f"{studies}/advice/",
        "studies:advice_show": f"/initiatives/{n.advice_in}/studies/advice/{n.advice}/",
        "studies:draw_list": f"{studies}/draws/",
        "studies:draw_show": f"/initiatives/{n.drawn_in}/studies/draws/{n.drawn}/",
        "studies:draw_create": f"{studies}/draws/lots/",
        "studies:sample_create": f"{studies}/draws/sample/",
        "studies:study_show": f"{studies}/{n.study}/",
        "studies:study_edit": f"{studies}/{n.draft}/edit/",
        "studies:estimation_show": f"{studies}/{n.study}/estimations/{n.estimation}/",
        "evidence:claim_list": f"{trial}/evidence/",
        "evidence:claim_show": f"{trial}/evidence/{n.claim}/",
        "evidence:claim_edit": f"{trial}/evidence/{n.claim}/facts/",
        "funding:call_list": "/calls/",
        "funding:own_call_list": "/funding/calls/",
        "funding:grant_list": "/funding/grants/",
        "reports:report_list": f"{reports}/",
        "reports:report_create": f"{reports}/new/",
        "reports:report_show": f"{reports}/{n.report}/",
        "reports:report_edit": f"{reports}/{n.report_draft}/edit/",
        "reports:public_report_show": f"/r/{n.address}/",
        "reports:figure_show": f"/r/{n.address}/figure/1-effect/",
    }


def pages_for_visitors(platform: Platform) -> dict[str, str]:
    """Pages met only when signed out; two of them by a letter."""
    return {
        "portal:home_show": "/",
        "accounts:person_sign_in": "/accounts/sign-in/",
        "accounts:person_register": "/accounts/register/",
        "accounts:password_recover": "/accounts/password/",
        "accounts:password_reset": in_a_letter(platform, r"/accounts/password/[^/\s]+/[^/\s]+/"),
        "accounts:invitation_accept": in_a_letter(platform, r"/accounts/invitations/[^/\s]+/"),
    }


def in_a_letter(platform: Platform, pattern: str) -> str:
    """The last address of that shape which the platform wrote in a letter."""
    written = sorted((platform.data / "mail").glob("*.log"), key=lambda path: path.stat().st_mtime)
    unfolded: Callable[[str], str] = lambda text: text.replace("=\n", "")  # noqa: E731
    found = [match for path in written for match in re.findall(pattern, unfolded(path.read_text("utf-8")))]
    return found[-1]


def pages_for_writers(n: Numbers) -> dict[str, str]:
    """Pages of those who write the questionnaires of an initiative."""
    surveys = f"/initiatives/{n.surveyed}/surveys"
    survey = f"{surveys}/{n.survey}"
    return {
        "surveys:survey_create": f"{surveys}/new/",
        "surveys:survey_edit": f"{survey}/edit/",
        "surveys:survey_bring": f"{surveys}/bring/",
        "surveys:version_bring": f"{survey}/bring/",
        "surveys:media_list": f"{survey}/versions/{n.survey_draft}/files/",
        "surveys:version_marks": f"{survey}/versions/{n.survey_draft}/marks/",
        "surveys:question_bank": f"{survey}/versions/{n.survey_draft}/bank/",
        "surveys:question_import": f"{survey}/versions/{n.survey_draft}/take/",
        "surveys:question_create": f"{survey}/versions/{n.survey_draft}/questions/new/?kind=select_one",
        "surveys:question_edit": f"{survey}/versions/{n.survey_draft}/questions/12/",
        "surveys:version_show, as it is written": f"{survey}/versions/{n.survey_draft}/",
    }
