"""The commands of the README, as a newcomer types them."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.running import Run
from docs.pages import ROOT, blocks_of

COMMANDS = [line.split("#")[0].split()[1:] for block in blocks_of(ROOT / "README.md")
            for line in block.text.splitlines() if line.startswith("riskscreen ")]


@pytest.mark.parametrize("command", [words for words in COMMANDS if words[0] != "ask"], ids=" ".join)
def test_command_runs_as_it_is_typed(command: list[str], run: Run, tmp_path: Path,
                                     monkeypatch: pytest.MonkeyPatch) -> None:
    """The files that a command names are in the checkout; 3 says that more than one level is possible."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)

    assert run(*command).status in (0, 3)
