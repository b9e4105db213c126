"""Public estimators and checks say what they do, in the house's order."""

import importlib
import inspect
import pkgutil

import pytest

import miqyas.checks
import miqyas.estimators

SECTIONS = ("Parameters", "Returns", "Raises", "References", "Examples")


def public_functions(package):
    for found in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
        module = importlib.import_module(found.name)
        function = getattr(module, found.name.rsplit(".", 1)[1], None)
        if inspect.isfunction(function):
            yield function


ESTIMATORS = list(public_functions(miqyas.estimators))


def test_the_estimators_are_found():
    assert "itt" in [function.__name__ for function in ESTIMATORS]


@pytest.mark.parametrize("function", ESTIMATORS, ids=lambda function: function.__name__)
def test_an_estimator_tells_all_in_order(function):
    text = inspect.getdoc(function)
    places = [text.find(f"{section}\n---") for section in SECTIONS]
    assert -1 not in places
    assert places == sorted(places)
