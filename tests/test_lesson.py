"""Do the things that run inside a lesson behave: predictions, budget, seeds, checks, the grading cell?"""

import numpy as np
import pytest
import torch

from course import budget, check
from course.data import load_first_steps
from course.lesson import check_environment, compare, grade_this_notebook, predict
from course.seeds import fresh_rng


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_a_prediction_is_kept_and_shown_beside_the_measurement(capsys):
    predict("negation", 0.2)
    compare("negation", "0.91")
    assert capsys.readouterr().out == "Noted: 0.2.\nYou predicted 0.2. Measured: 0.91.\n"


def test_no_prediction_is_no_error(capsys):
    predict("negation", None)
    compare("negation", 1)
    printed = capsys.readouterr().out
    assert "Replace None" in printed
    assert "You made no prediction." in printed


def test_a_damaged_file_of_predictions_is_no_error(tmp_path, capsys):
    (tmp_path / ".course").mkdir()
    (tmp_path / ".course" / "predictions.json").write_text("{")
    predict("negation", 3)
    compare("negation", 4)
    assert "You predicted 3. Measured: 4." in capsys.readouterr().out


def test_the_budget_is_small_while_grading(monkeypatch):
    assert budget(full=100, graded=2) == 100
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert budget(full=100, graded=2) == 2


def test_inputs_are_fresh_in_each_run():
    assert fresh_rng("cosine").random() != fresh_rng("cosine").random()


def test_a_seed_fixes_the_inputs_by_name(monkeypatch):
    monkeypatch.setenv("COURSE_SEED", "7")
    assert fresh_rng("cosine").random() == fresh_rng("cosine").random()
    assert fresh_rng("cosine").random() != fresh_rng("search").random()


def test_the_environment_is_described(capsys):
    check_environment()
    printed = capsys.readouterr().out
    assert "Language models run on" in printed
    assert "Model minilm: ready" in printed


def test_the_grading_cell_does_nothing_where_no_front_end_is_open(capsys, monkeypatch):
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    grade_this_notebook("01_embeddings")
    assert "course grade 01_embeddings.ipynb" in capsys.readouterr().out


@pytest.mark.parametrize(
    "got", [[1.0, 2.0], (1, 2), np.array([1, 2], dtype=np.float32), torch.tensor([1.0, 2.0]), [1.000001, 2]]
)
def test_close_accepts_any_kind_of_numbers(got):
    check.close(got, [1.0, 2.0], "f()")


@pytest.mark.parametrize(
    ("got", "words"),
    [
        (None, r"f\(\) returned None. Does every way through your function end with return"),
        ("text", r"f\(\) should return numbers; it returned str"),
        ([[1.0, 2.0]], r"f\(\) should have shape \(2,\); yours has shape \(1, 2\)"),
        (1.0, "yours has shape .. .a single number"),
        ([1.0, np.nan], "contains nan"),
        ([1.0, 2.1], r"f\(\) should be \[1., 2.\]; yours is \[1. , 2.1\] .off by 1.0e-01."),
    ],
)
def test_close_says_what_is_wrong(got, words):
    with pytest.raises(AssertionError, match=words):
        check.close(got, [1.0, 2.0], "f()")


def test_close_names_the_first_of_many_differences():
    got = np.zeros((3, 5))
    got[1, 2] = 7
    with pytest.raises(
        AssertionError, match=r"differs in 1 of 15 numbers, first at \[1, 2\]: it should be 0; yours is 7"
    ):
        check.close(got, np.zeros((3, 5)), "f()")


def test_same_compares_arrays_lists_and_tuples_by_their_items():
    check.same(np.array([1, 2]), [1, 2], "f()")
    check.same((1, 2), [1, 2], "f()")
    with pytest.raises(AssertionError, match=r"f\(\) should be \[1, 2\]; yours is \[2, 1\]"):
        check.same([2, 1], [1, 2], "f()")


def test_same_names_the_first_of_many_differences():
    with pytest.raises(AssertionError, match=r"item 3 should be 3; yours is 30"):
        check.same([0, 1, 2, 30, *range(4, 12)], list(range(12)), "f()")


def test_unchanged_finds_a_changed_input():
    with pytest.raises(AssertionError, match="changed its input"):
        check.unchanged(np.array([1, 2]), np.array([1, 3]), "f(x)")


def test_same_shows_where_long_texts_part():
    with pytest.raises(
        AssertionError, match="differs from character 150 on: it should go on with 'end'; yours goes on with 'END'"
    ):
        check.same("a" * 150 + "END", "a" * 150 + "end", "f()")


def test_refuses_wants_a_value_error_with_a_message():
    def silent():
        raise ValueError

    check.refuses(int, ["no number"], "int()")
    with pytest.raises(AssertionError, match="without a message"):
        check.refuses(silent, [], "silent()")
    with pytest.raises(AssertionError, match="should raise ValueError; yours raised IndexError"):
        check.refuses([].pop, [], "pop()")
    with pytest.raises(AssertionError, match="should raise ValueError; yours returned 3"):
        check.refuses(int, ["3"], "int()")


def test_each_first_question_is_answered_by_its_passage():
    passages, questions = load_first_steps()
    text_of = {passage.id: passage.text for passage in passages}
    assert len(text_of) == len(passages) == 20
    assert len(questions) == 10
    for question in questions:
        assert question.answer in text_of[question.passage]
