"""Answers become typed tables, and nothing is lost in silence."""

from datetime import UTC, date, datetime, timedelta, timezone

import duckdb
import pytest
from tests.miqyas.interchange.answers.visits import FRENCH, FULL, answer, form, question, second

from miqyas.errors import FormsDiffer, MissingColumn, VersionTwice
from miqyas.interchange.answers import Answer, AnswerState, flatten
from miqyas.interchange.form import Form, Question


def one(flat, name, table=""):
    (value,) = flat[table].values(name)
    return value


def errors(flat):
    return [(each.source, type(each.error).__name__, each.is_left_out) for each in flat.misfits]


def test_each_kind_of_answer_has_its_type():
    with flatten(form(), [("a.xml", answer(FULL))]) as flat:
        found = {column.name: column.type for column in flat[""].columns}
        assert list(found.items())[6:] == [
            ("start", "datetime"),
            ("start/offset", "integer"),
            ("today", "date"),
            ("age", "integer"),
            ("income", "number"),
            ("water", "text"),
            ("langs", "text"),
            ("langs/dar", "boolean"),
            ("langs/fra", "boolean"),
            ("place/latitude", "number"),
            ("place/longitude", "number"),
            ("place/altitude", "number"),
            ("place/accuracy", "number"),
            ("met_at", "datetime"),
            ("met_at/offset", "integer"),
            ("village", "text"),
            ("remark", "text"),
            ("n_children", "integer"),
            ("code", "text"),
        ]
        assert flat.misfits == ()
        assert one(flat, "today") == date(2026, 2, 17)
        assert (one(flat, "age"), one(flat, "income"), one(flat, "water")) == (31, 3500.5, "puits")
        assert one(flat, "remark") == 'deux\nlignes & «guillemets" »'
        assert (one(flat, "n_children"), one(flat, "code"), one(flat, "village")) == (2, "007", "070101")
        assert [one(flat, f"place/{part}") for part in ("latitude", "longitude", "altitude", "accuracy")] == [
            34.02,
            -6.83,
            75.5,
            8.0,
        ]


def test_an_instant_is_universal_and_keeps_the_offset_of_the_phone():
    # The clock of Morocco moves at Ramadan: the same hour on two phones is not the same instant.
    with flatten(form(), [("a", answer(FULL))]) as flat:
        assert (one(flat, "start"), one(flat, "start/offset")) == (
            datetime(2026, 2, 17, 19, 45, 7, 880000),
            60,
        )
        assert (one(flat, "met_at"), one(flat, "met_at/offset")) == (datetime(2026, 2, 19, 10, 0), 0)


@pytest.mark.parametrize(
    ("written", "offset"), [("+01", 60), ("-03:30", -210), ("+0530", 330), ("Z", 0), ("", None)]
)
def test_offsets_of_several_engines_are_read(written, offset):
    with flatten(form(), [("a", answer(f"<start>2026-02-17T10:00:00.000{written}</start>"))]) as flat:
        assert one(flat, "start/offset") == offset
        assert one(flat, "start") == datetime(2026, 2, 17, 10, 0) - timedelta(minutes=offset or 0)


def test_repeats_are_tables_with_the_key_of_their_parent():
    with flatten(form(), [("a", answer(FULL)), ("b", answer("", key="uuid:2"))]) as flat:
        assert list(flat) == ["", "household", "household/child"]
        assert flat["household"].rows() == [
            ("uuid:1/household[1]", "uuid:1", 1, "uuid:1", "Idir"),
            ("uuid:1/household[2]", "uuid:1", 2, "uuid:1", "Rahma"),
        ]
        assert flat["household/child"].rows() == [
            ("uuid:1/household[1]/child[1]", "uuid:1/household[1]", 1, "uuid:1", "Touda", 4),
            ("uuid:1/household[1]/child[2]", "uuid:1/household[1]", 2, "uuid:1", "Ali", 9),
        ]
        assert flat[""].values("_key") == ["uuid:1", "uuid:2"]


def test_a_question_not_put_is_not_one_left_unanswered():
    bodies = ["<who><age>31</age></who>", "<who><age></age></who>", "<who/>", "<who><age>x</age></who>"]
    answers = [(f"{n}", answer(body, key=f"uuid:{n}")) for n, body in enumerate(bodies)]
    with flatten(form(), answers) as flat:
        assert flat[""].values("age") == [31, None, None, None]
        assert flat[""].states("age") == [
            AnswerState.ANSWERED,
            AnswerState.EMPTY,
            AnswerState.NOT_ASKED,
            AnswerState.UNFIT,
        ]
        assert flat[""].state_counts("age") == dict.fromkeys(
            (AnswerState.ANSWERED, AnswerState.EMPTY, AnswerState.NOT_ASKED, AnswerState.UNFIT), 1
        )


def test_options_are_unknown_where_nothing_was_chosen():
    bodies = ["<langs>fra</langs>", "<langs></langs>", ""]
    answers = [(f"{n}", answer(body, key=f"uuid:{n}")) for n, body in enumerate(bodies)]
    with flatten(form(), answers) as flat:
        assert flat[""].values("langs/fra") == [True, None, None]
        assert flat[""].values("langs/dar") == [False, None, None]


def test_when_it_came_and_what_it_corrects_are_columns():
    xml = answer("").replace(
        b"</meta>", b"<deprecatedID>uuid:0</deprecatedID><instanceName>A</instanceName></meta>"
    )
    at = datetime(2026, 2, 17, 10, 0, tzinfo=timezone(timedelta(hours=1)))
    with flatten(
        form(), [Answer("7", xml, at), Answer("8", answer("", key="uuid:8"), at.astimezone(UTC))]
    ) as flat:
        own = [row[:6] for row in flat[""].rows()]
        came = datetime(2026, 2, 17, 9, 0)
        assert own == [("uuid:1", "1", came, "7", "uuid:0", "A"), ("uuid:8", "1", came, "8", None, None)]


def test_two_versions_are_one_table_and_what_differs_is_told():
    newer = FULL.replace("<income>3500.5</income><water>puits", "<water>oued").replace("31", "31.5")
    answers = [("a", answer(FULL)), ("b", answer(f"{newer}<phone>0612</phone>", key="uuid:2", version="2"))]
    with flatten([form(), second()], answers) as flat:
        assert flat.misfits == ()
        assert flat[""].values("_version") == ["1", "2"]
        assert flat[""].values("age") == [31.0, 31.5]
        assert flat[""].values("income") == [3500.5, None]
        assert flat[""].states("income") == [AnswerState.ANSWERED, AnswerState.NOT_IN_VERSION]
        assert flat[""].states("phone") == [AnswerState.NOT_IN_VERSION, AnswerState.ANSWERED]
        names = flat[""].names
        assert names.index("income") == names.index("age") + 1
        assert [(note.code, note.column, dict(note.facts)) for note in flat.notes] == [
            ("kind_changed", "age", {"version": "2", "kinds": "integer, decimal"}),
            ("gone", "income", {"version": "2"}),
            ("choices_changed", "water", {"version": "2", "choices": "oued, reseau"}),
            ("choice_reworded", "water", {"version": "2", "choices": "puits"}),
            ("added", "phone", {"version": "2"}),
        ]
        (age,) = [column for column in flat[""].columns if column.name == "age"]
        assert (age.label(FRENCH), age.versions) == ("Âge exact", ("1", "2"))


def test_a_type_no_number_can_hold_becomes_text():
    older = Form("f", "1", "F", "data", ("",), "", (question("a", "integer"),))
    newer = Form("f", "2", "F", "data", ("",), "", (question("a", "date"),))
    answers = [
        ("1", answer("<a>5</a>", form_id="f")),
        ("2", answer("<a>2026-02-17</a>", form_id="f", version="2", key="uuid:2")),
    ]
    with flatten([older, newer], answers) as flat:
        assert flat[""].values("a") == ["5", "2026-02-17"]
        assert [note.code for note in flat.notes] == ["kind_changed"]


def test_two_questions_of_one_name_are_told_apart_by_their_groups():
    twins = (question("age", "integer", group="him"), question("age", "integer", group="her"))
    twin_form = Form("f", "1", "F", "data", ("",), "", twins)
    with flatten(
        twin_form, [("1", answer("<him><age>4</age></him><her><age>5</age></her>", form_id="f"))]
    ) as flat:
        assert (one(flat, "him.age"), one(flat, "her.age")) == (4, 5)


def test_a_question_that_takes_the_name_of_a_column_of_ours_gets_another():
    with flatten(
        Form("f", "1", "F", "data", ("",), "", (question("_key", "text"),)),
        [("1", answer("<_key>z</_key>", form_id="f"))],
    ) as flat:
        assert (one(flat, "_key"), one(flat, "_key_2")) == ("uuid:1", "z")


def test_all_that_does_not_fit_is_told_at_once_with_its_answer():
    answers = [
        ("good", answer(FULL)),
        ("broken", b"<data id='visit' version='1'>"),
        (
            "bomb",
            b"<!DOCTYPE d [<!ENTITY a 'b'><!ENTITY c '&a;&a;'>]><data id='visit' version='1'>&c;</data>",
        ),
        ("other", answer("", form_id="autre")),
        ("later", answer("", version="9")),
        ("nameless", answer("").replace(b"<instanceID>uuid:1</instanceID>", b"")),
        ("again", answer(FULL)),
        ("odd", answer("<shoe>43</shoe><who><age>1</age><age>2</age></who>stray", key="uuid:5")),
        ("inner", answer("<remark>a<b/>c</remark><hello><i/></hello>", key="uuid:6")),
        ("values", answer("<who><age>3.5</age><water>mer</water></who><place>95 0</place>", key="uuid:7")),
        ("child", answer("<household><child><years>NaN</years></child></household>", key="uuid:8")),
    ]
    with flatten(form(), answers) as flat:
        assert errors(flat) == [
            ("broken", "AnswerNotXml", True),
            ("bomb", "AnswerDoctype", True),
            ("other", "AnswerFormUnknown", True),
            ("later", "AnswerVersionUnknown", True),
            ("nameless", "AnswerWithoutIdentifier", True),
            ("again", "AnswerIdentifierTwice", True),
            ("odd", "AnswerElementUnknown", False),
            ("odd", "AnswerElementTwice", False),
            ("odd", "AnswerStrayText", False),
            ("inner", "AnswerElementUnknown", False),
            ("inner", "AnswerElementUnknown", False),
            ("inner", "AnswerStrayText", False),
            ("values", "AnswerValueUnfit", False),
            ("values", "AnswerChoiceUnknown", False),
            ("values", "AnswerValueUnfit", False),
            ("child", "AnswerValueUnfit", False),
        ]
        assert (flat.n_read, flat.n_left_out, flat[""].n_rows) == (11, 6, 5)
        assert str(flat.misfits[-1].error).startswith(
            "“years (household[1]/child[1])” holds “NaN”, which is no whole"
        )
        assert flat[""].values("water") == ["puits", None, None, "mer", None]
        assert flat[""].values("age") == [31, 1, None, None, None]


def test_an_answer_too_heavy_for_one_is_not_parsed():
    with flatten(form(), [("huge", answer("<remark>" + "a" * 10_000_000 + "</remark>"))]) as flat:
        assert errors(flat) == [("huge", "AnswerTooLarge", True)]


def test_other_namespaces_and_what_servers_add_are_read():
    xml = (
        b'<h:data xmlns:h="http://forms.example/visit" xmlns:orx="http://openrosa.org/xforms" id="visit" version="1">'
        b"<h:formhub><h:uuid>1</h:uuid></h:formhub><h:who><h:age>31</h:age></h:who><h:household_count>0"
        b"</h:household_count><orx:meta><orx:instanceID> uuid:1 </orx:instanceID><x/></orx:meta></h:data>"
    )
    template = b'<household xmlns:jr="http://openrosa.org/javarosa" jr:template=""><name/></household>'
    more = answer("", key="uuid:2").replace(b"<meta>", template + b"<meta>")
    with flatten(form(), [("central", xml), ("enketo", more)]) as flat:
        assert flat.misfits == ()
        assert flat[""].values("age") == [31, None]
        assert flat["household"].n_rows == 0


def test_comments_and_instructions_do_not_cut_an_answer():
    body = "<remark>avant<!-- x -->après</remark><?go on?><who><age>4</age></who>"
    with flatten(form(), [("a", answer(body))]) as flat:
        assert (one(flat, "remark"), one(flat, "age"), flat.misfits) == ("avantaprès", 4, ())


def test_a_source_of_any_name_is_kept_printable():
    with flatten(form(), [("a\x1fb\n.xml", answer(FULL))]) as flat:
        assert one(flat, "_source") == "a�b�.xml"


def test_no_answer_gives_empty_tables():
    with flatten(form(), []) as flat:
        assert [(table.n_rows, table.rows()) for table in flat.values()] == [(0, [])] * 3


def test_a_wide_form_is_typed_a_few_columns_at_once():
    wide = Form("w", "1", "W", "data", ("",), "", tuple(question(f"q{n}", "integer") for n in range(300)))
    body = "".join(f"<q{n}>{n}</q{n}>" for n in range(300))
    with flatten(wide, [("a", answer(body, form_id="w"))]) as flat:
        assert flat[""].rows()[0][6:] == tuple(range(300))


def test_what_is_written_is_what_was_read(tmp_path):
    with flatten(form(), [("a", answer(FULL)), ("b", answer("<who><age/></who>", key="uuid:2"))]) as flat:
        flat[""].write(tmp_path / "a.parquet")
        flat[""].write_states(tmp_path / "s.parquet")
        flat[""].write(tmp_path / "a.csv", "csv")
        assert duckdb.sql(f"FROM '{tmp_path / 'a.parquet'}'").fetchall() == flat[""].rows()
        states = duckdb.sql(f"SELECT _key, age, remark FROM '{tmp_path / 's.parquet'}'").fetchall()
        assert states == [("uuid:1", 0, 0), ("uuid:2", 1, 2)]
        head, first, *_ = (tmp_path / "a.csv").read_text().splitlines()
        assert head.startswith(
            "_key,_version,_received_at,_source,_corrects,_instance_name,start,start/offset"
        )
        assert first.startswith(
            "uuid:1,1,,a,,,2026-02-17T19:45:07.880000,60,2026-02-17,31,3500.5,puits,fra dar,true,true"
        )


def test_versions_of_two_forms_are_refused():
    other = Form("autre", "1", "A", "data", ("",), "", ())
    with pytest.raises(FormsDiffer, match="“visit” and “autre”"):
        flatten([form(), other], [])
    with pytest.raises(VersionTwice, match="version “1”"):
        flatten([form(), form()], [])


def test_a_part_of_a_question_without_words_has_none():
    silent = Form("f", "1", "F", "data", ("",), "", (Question("start", "/data/start", "start"),))
    with flatten(silent, []) as flat:
        assert [column.label("") for column in flat[""].columns if column.question == "start"] == ["", ""]


def test_a_column_that_is_not_there_is_refused():
    with flatten(form(), []) as flat, pytest.raises(MissingColumn):
        flat[""].values("shoe")
