import click
import pytest
from click.testing import CliRunner

from searchlib.cli.guard import GuardedGroup
from searchlib.errors import IndexLocked


def status_and_complaint(command, *args):
    group = GuardedGroup("searchlib")
    group.add_command(click.command("do")(command))
    result = CliRunner().invoke(group, ["do", *args])
    return result.exit_code, result.stderr


def raiser(error):
    def command():
        raise error

    return command


@pytest.mark.parametrize("status", [0, 1, 2])
def test_what_a_command_returns_is_the_exit_status(status):
    assert status_and_complaint(lambda: status) == (status, "")


@pytest.mark.parametrize(
    ("error", "complaint"),
    [
        (IndexLocked("the index is being written"), "searchlib: the index is being written\n"),
        (PermissionError(13, "Permission denied", "/a\nb"), "searchlib: /a b: Permission denied\n"),
        (click.ClickException("no"), "searchlib: no\n"),
        (IndexLocked("evil \x1b[2J\nname"), "searchlib: evil ␛[2J name\n"),
    ],
)
def test_an_error_is_one_clear_line_and_status_2(error, complaint):
    assert status_and_complaint(raiser(error)) == (2, complaint)


def test_a_mistake_of_ours_is_not_hidden():
    group = GuardedGroup("searchlib")
    group.add_command(click.command("do")(raiser(ZeroDivisionError())))
    assert isinstance(CliRunner().invoke(group, ["do"]).exception, ZeroDivisionError)


def test_a_mistyped_command_is_one_line_that_names_the_help():
    status, complaint = status_and_complaint(lambda: 0, "--frob")
    assert status == 2
    assert complaint.count("\n") == 1
    assert "--frob" in complaint
    assert complaint.endswith("do --help)\n")


def test_a_closed_pipe_is_no_error():
    assert status_and_complaint(raiser(BrokenPipeError())) == (0, "")


def test_an_interruption_is_told_and_has_the_status_of_shells():
    assert status_and_complaint(raiser(KeyboardInterrupt())) == (130, "searchlib: interrupted\n")


def test_help_is_a_success():
    assert status_and_complaint(lambda: 1, "--help")[0] == 0
